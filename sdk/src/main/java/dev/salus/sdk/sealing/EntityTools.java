package dev.salus.sdk.sealing;

import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.trust.OwnerKeys;

/**
 * What the entities of one data owner are read, sealed and shared with.
 *
 * @param keys the data owner's keys
 * @param exchanges the exchange keys between the data owner and others
 * @param reader verifies and opens
 * @param sealer seals and signs
 * @param rekeyer seals under a new key
 * @param recipients with whom new entities are shared
 * @param encryptedFields what stays encrypted
 */
public record EntityTools(
    OwnerKeys keys,
    ExchangeBook exchanges,
    EntityReader reader,
    EntitySealer sealer,
    EntityRekeyer rekeyer,
    AutomaticRecipients recipients,
    EncryptedFields encryptedFields) {}
