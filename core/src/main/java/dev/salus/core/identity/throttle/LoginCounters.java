package dev.salus.core.identity.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Pae;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counters, of which none is forgotten before it is as a new one is: nobody gets rid of one by
 * bringing others. When there are as many as are kept, whoever has none yet counts together with
 * some others, by a hash that nobody can foresee: each of them is held up by what all of them did,
 * and nobody else is. Thread-safe.
 */
final class LoginCounters {

  /** How many groups there are, for each limit, of those who have no counter of their own. */
  static final int GROUPS = 4_096;

  private final int most;
  private final byte[] seed;
  private final TimeMeter time;
  private final Cache<CounterKey, Bucket> own;
  private final Map<Group, Bucket> shared = new ConcurrentHashMap<>();

  /**
   * What is counted.
   *
   * @param place an address or a device; null for anywhere
   */
  record CounterKey(
      LoginLimit limit, String purpose, @Nullable String login, @Nullable String place) {}

  private record Group(LoginLimit limit, int number) {}

  /**
   * @param most how many counters are kept, besides those of groups
   * @param seed makes groups what nobody can foresee
   */
  LoginCounters(int most, byte[] seed, TimeMeter time) {
    this.most = most;
    this.seed = seed.clone();
    this.time = time;
    this.own =
        Caffeine.newBuilder()
            .expireAfter(Expiry.writing((CounterKey key, Bucket counter) -> asNewIn(key, counter)))
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  /** When all that was counted has come back. */
  private static Duration asNewIn(CounterKey key, Bucket counter) {
    int atOnce = key.limit.atOnce();
    long missing = atOnce - counter.getAvailableTokens() + 1;
    return key.limit.period().multipliedBy(missing).dividedBy(atOnce);
  }

  /** Counts one more. */
  void count(CounterKey key) {
    if (own.estimatedSize() >= most) {
      own.cleanUp();
    }
    if (own.asMap().compute(key, this::counted) == null) {
      shared.computeIfAbsent(group(key), group -> fresh(key.limit)).tryConsume(1);
    }
  }

  private @Nullable Bucket counted(CounterKey key, @Nullable Bucket counter) {
    if (counter == null && own.estimatedSize() >= most) {
      return null;
    }
    Bucket next = Objects.requireNonNullElseGet(counter, () -> fresh(key.limit));
    next.tryConsume(1);
    return next;
  }

  /** How long it takes until there may be one more. */
  long waitNanos(CounterKey key) {
    long ofAll = shared.isEmpty() ? 0 : waitNanos(shared.get(group(key)));
    return Math.max(ofAll, waitNanos(own.getIfPresent(key)));
  }

  private static long waitNanos(@Nullable Bucket counter) {
    return counter == null ? 0 : counter.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  /** Forgets what was counted, but for what groups did. */
  void forget(Iterable<CounterKey> keys) {
    own.invalidateAll(keys);
  }

  /** The same of all that was counted of a login. Looks at every counter. */
  void forget(String login) {
    own.asMap().keySet().removeIf(key -> login.equals(key.login));
  }

  /** How many counters there are, besides those of groups. */
  long size() {
    own.cleanUp();
    return own.estimatedSize();
  }

  private Group group(CounterKey key) {
    byte[] hash =
        Digests.sha256(
            Pae.encode(
                seed,
                key.limit.name(),
                key.purpose,
                Objects.requireNonNullElse(key.login, ""),
                Objects.requireNonNullElse(key.place, "")));
    return new Group(key.limit, Math.floorMod(ByteBuffer.wrap(hash).getInt(), GROUPS));
  }

  private Bucket fresh(LoginLimit limit) {
    return Bucket.builder()
        .addLimit(
            each -> each.capacity(limit.atOnce()).refillGreedy(limit.atOnce(), limit.period()))
        .withCustomTimePrecision(time)
        .build();
  }
}
