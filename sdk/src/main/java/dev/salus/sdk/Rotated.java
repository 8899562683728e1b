package dev.salus.sdk;

import dev.salus.sdk.sharing.EntriesAdded;

/**
 * What {@code rotate} did.
 *
 * <p>Recovery keys, hand-overs and notary sets are snapshots: those that were made before {@code
 * recoveryStaleBefore} restore the old key alone, which opens nothing that is shared from now on.
 * Make them again.
 *
 * @param keyId of the new key
 * @param fingerprint of the new key; who trusted the old one trusts it without being asked
 * @param entries the exchange records that were looked at
 * @param recoveryStaleBefore milliseconds since the epoch
 */
public record Rotated(
    String keyId, String fingerprint, EntriesAdded entries, long recoveryStaleBefore) {}
