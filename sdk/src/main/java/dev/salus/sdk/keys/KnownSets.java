package dev.salus.sdk.keys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The notary sets that a ring knows (protocol §9.4): those that its owner has accepted to serve, as
 * they were then, and the newest that was signed with the ring. Thread-safe.
 */
public final class KnownSets {

  /**
   * A set that a ring signed for its owner.
   *
   * @param setId UUID
   * @param createdAt milliseconds since the epoch
   * @param hash base64url of {@code H(signed bytes)}
   */
  public record OwnSet(String setId, long createdAt, String hash) {}

  private final Runnable changed;
  private final Map<String, ServedSet> served = new LinkedHashMap<>();
  private Optional<OwnSet> newest = Optional.empty();

  /**
   * @param changed is told after each change, without a lock
   */
  KnownSets(Runnable changed) {
    this.changed = changed;
  }

  /** A set that the owner has accepted to serve, as it was then. */
  public synchronized Optional<ServedSet> served(String setId) {
    return Optional.ofNullable(served.get(setId));
  }

  /** Remembers a set that the owner has accepted to serve; what is accepted stays as it is. */
  public void serve(String setId, ServedSet set) {
    tell(isFirst(setId, set));
  }

  private synchronized boolean isFirst(String setId, ServedSet set) {
    return served.putIfAbsent(setId, set) == null;
  }

  /** The newest set of the owner's that was signed with this ring. */
  public synchronized Optional<OwnSet> newest() {
    return newest;
  }

  /** Remembers a set of the owner's that is about to be sent; an older one changes nothing. */
  public void sign(OwnSet set) {
    tell(isNewest(set));
  }

  private synchronized boolean isNewest(OwnSet set) {
    boolean newer = newest.filter(known -> known.createdAt() >= set.createdAt()).isEmpty();
    if (newer) {
      newest = Optional.of(set);
    }
    return newer;
  }

  synchronized Map<String, ServedSet> allServed() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(served));
  }

  void takeOver(KnownSets other) {
    other.allServed().forEach(this::serve);
    other.newest().ifPresent(this::sign);
  }

  private void tell(boolean isChange) {
    if (isChange) {
      changed.run();
    }
  }
}
