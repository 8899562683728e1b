package dev.salus.sdk.keys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The notary sets that a ring knows (protocol §9.4): those that its owner has accepted to serve, as
 * they were then, and the one that was signed with the ring last. Thread-safe.
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

  /** The set of the owner's that was signed with this ring last. */
  public synchronized Optional<OwnSet> newest() {
    return newest;
  }

  /**
   * Remembers a set of the owner's that is about to be sent. It takes the place of the one before
   * whatever the two are dated: a server that sets the client's clock has a say in dates.
   */
  public void sign(OwnSet set) {
    tell(isAnother(set));
  }

  private synchronized boolean isAnother(OwnSet set) {
    boolean another = newest.filter(set::equals).isEmpty();
    newest = Optional.of(set);
    return another;
  }

  /** Of another ring nothing but the date says which of the two is later. */
  private void signedElsewhere(OwnSet set) {
    tell(isDatedLater(set));
  }

  private synchronized boolean isDatedLater(OwnSet set) {
    boolean later = newest.filter(known -> known.createdAt() >= set.createdAt()).isEmpty();
    if (later) {
      newest = Optional.of(set);
    }
    return later;
  }

  synchronized Map<String, ServedSet> allServed() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(served));
  }

  void takeOver(KnownSets other) {
    other.allServed().forEach(this::serve);
    other.newest().ifPresent(this::signedElsewhere);
  }

  private void tell(boolean isChange) {
    if (isChange) {
      changed.run();
    }
  }
}
