package dev.salus.sdk.model;

import dev.salus.protocol.Permission;

/**
 * That somebody has access to a record (protocol §5).
 *
 * @param delegate the data owner who has
 * @param permission what it may do
 * @param by the data owner who gave it
 * @param content whether it was given the content, not only the link
 */
public record DelegationInfo(String delegate, Permission permission, String by, boolean content) {}
