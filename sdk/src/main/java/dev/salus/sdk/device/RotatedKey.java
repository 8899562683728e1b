package dev.salus.sdk.device;

import dev.salus.sdk.sharing.EntriesAdded;
import java.util.List;

/**
 * What {@code rotate} did.
 *
 * <p>Recovery keys, hand-overs and notary sets are snapshots: those that were made before {@code
 * recoveryStaleBefore} restore the old key alone, which opens nothing that is shared from now on.
 * Make them again.
 *
 * @param keyId of the new key
 * @param fingerprint of the new key; who trusted the old one trusts it without being asked, unless
 *     that was retired before
 * @param entries the exchange records that were looked at
 * @param recoveryStaleBefore milliseconds since the epoch
 * @param notVouchedFor keyIds of own cards that the old key's word alone speaks for; the new one
 *     does not. Whoever had the old key may have made them: let each in that is a device of yours,
 *     and retire the others, which get what is shared until then
 */
public record RotatedKey(
    String keyId,
    String fingerprint,
    EntriesAdded entries,
    long recoveryStaleBefore,
    List<String> notVouchedFor) {
  /** Copies the list. */
  public RotatedKey {
    notVouchedFor = List.copyOf(notVouchedFor);
  }
}
