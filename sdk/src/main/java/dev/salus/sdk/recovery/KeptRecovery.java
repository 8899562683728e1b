package dev.salus.sdk.recovery;

import org.jspecify.annotations.Nullable;

/**
 * A copy of the key ring that the server says it keeps.
 *
 * @param recoveryId identifies it; follows from the recovery key, says nothing of it
 * @param createdAt milliseconds since the epoch
 * @param expiresAt milliseconds since the epoch; null if it stays until it is deleted
 * @param once whether it can be read once only
 * @param current whether it was made after the newest key of this connection, by the dates of both;
 *     if not, what was written since stays closed after restoring it
 */
public record KeptRecovery(
    String recoveryId, long createdAt, @Nullable Long expiresAt, boolean once, boolean current) {}
