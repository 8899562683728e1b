package dev.salus.sdk.keys;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to when each key of a ring may have signed (protocol §9.1). It is kept before anything is
 * signed, for a while ahead; so whatever a key has verifiably signed later was signed by a newer
 * state of this ring, or by another ring with the same key. Thread-safe.
 */
public final class SigningLeases {

  /** What is signed is dated by less than this after its write began, whoever set the clock. */
  static final Duration LEAST = Duration.ofMinutes(20);

  /** For so long a ring that is kept once may sign: one that is older by less is not found. */
  static final Duration LEASED = Duration.ofMinutes(40);

  private static final Logger LOG = LoggerFactory.getLogger(SigningLeases.class);

  /**
   * A key has signed what its ring knows nothing of: the ring was put back from an older copy, or
   * somebody else has the key.
   *
   * @param keyId of the key
   * @param knownUpTo up to when the ring may have signed with it, milliseconds since the epoch
   * @param signedAt the date of the latest that the key has signed, as far as it was shown
   */
  public record Behind(String keyId, long knownUpTo, long signedAt) {}

  private final Runnable changed;
  private final Map<String, Long> upTo = new TreeMap<>();
  private Optional<Behind> behind = Optional.empty();

  /**
   * @param changed is told after each change, without a lock
   */
  SigningLeases(Runnable changed) {
    this.changed = changed;
  }

  /**
   * Lets a key sign for a while; to be kept before it does.
   *
   * @param now milliseconds since the epoch, by the clock that dates what is signed
   * @return whether there is something to keep
   */
  public boolean renew(String keyId, long now) {
    return tell(isRenewed(keyId, now));
  }

  private synchronized boolean isRenewed(String keyId, long now) {
    return upTo.getOrDefault(keyId, 0L) < now + LEAST.toMillis()
        && isLater(keyId, now + LEASED.toMillis());
  }

  private boolean isLater(String keyId, long date) {
    boolean later = date > upTo.getOrDefault(keyId, 0L);
    if (later) {
      upTo.put(keyId, date);
    }
    return later;
  }

  /**
   * Something that this key has signed, which was verified; one that the ring has not says nothing.
   */
  public void shown(String keyId, long date) {
    tell(isNews(keyId, date));
  }

  private synchronized boolean isNews(String keyId, long date) {
    Long known = upTo.get(keyId);
    if (known == null || date <= known) {
      return false;
    }
    if (behind.isEmpty()) {
      LOG.warn("key {} has signed what this key ring knows nothing of: it is an older copy", keyId);
    }
    behind = Optional.of(new Behind(keyId, behind.map(Behind::knownUpTo).orElse(known), date));
    return isLater(keyId, date);
  }

  /** Whether the ring was found to be older than what its keys have signed, since it was opened. */
  public synchronized Optional<Behind> behind() {
    return behind;
  }

  /** By keyId. */
  synchronized Map<String, Long> all() {
    return Map.copyOf(upTo);
  }

  /** Adds what an import, or another ring of the same owner, knows. */
  void takeOver(Map<String, Long> others) {
    others.forEach((keyId, date) -> tell(isAdded(keyId, date)));
  }

  private synchronized boolean isAdded(String keyId, long date) {
    return isLater(keyId, date);
  }

  private boolean tell(boolean isChange) {
    if (isChange) {
      changed.run();
    }
    return isChange;
  }
}
