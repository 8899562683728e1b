package dev.salus.sdk.sealing;

import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.sharing.OpenedExchange;

/**
 * Who is to be given access, and how.
 *
 * @param exchange from the grantor to the delegate, fit for wrapping
 * @param permission what the delegate may do
 * @param link what it is told of the patient
 */
public record Recipient(OpenedExchange exchange, Permission permission, LinkFields link) {}
