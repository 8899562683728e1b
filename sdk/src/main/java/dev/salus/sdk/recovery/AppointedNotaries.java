package dev.salus.sdk.recovery;

import java.util.List;

/**
 * Who keeps a data owner's keys in shares (protocol §9.4).
 *
 * @param setId identifies it
 * @param owner the data owner
 * @param needed how many notaries restore the keys
 * @param notaries the data owners who keep one share each
 * @param createdAt milliseconds since the epoch
 * @param recoveryId identifies the copy of the keys that they open, which {@link RecoveryApi#list}
 *     has among the others
 * @param trusted of an own set, whether an own card signed all this, which is not so on a machine
 *     that has lost the keys; of another's, whether it is as the caller {@linkplain
 *     NotaryApi#accept accepted} it
 * @param current whether the copy of the keys has the newest key of this connection, which signed
 *     the set, and this device signed no other one after; true for the sets of others
 */
public record AppointedNotaries(
    String setId,
    String owner,
    int needed,
    List<String> notaries,
    long createdAt,
    String recoveryId,
    boolean trusted,
    boolean current) {

  /** Copies the list. */
  public AppointedNotaries {
    notaries = List.copyOf(notaries);
  }
}
