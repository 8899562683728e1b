package dev.salus.core.identity.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.TooManyRequests;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing (threat T12) without letting anybody keep somebody else out (T25).
 *
 * <p>Failures count for a login in one network, for a login as a whole, and for a network as a
 * whole. An attempt from where the login worked before is not held up by what others do: with a
 * device token it has a counter of its own, in a network in which this login worked it is held up
 * by its own failures there only. A success resets the counter of its login in its network, or of
 * its device; no other, else somebody with an account of their own could log in between guesses.
 *
 * <p>One object serves all instances in a process, and counts for that process; thread-safe.
 */
public final class LoginThrottle {

  private static final int MAX_COUNTERS = 30_000;
  private static final int MAX_PLACES = 50_000;
  private static final Duration PLACES_KEPT = Duration.ofDays(30);

  /** As long as it takes any counter to be as if new. */
  private static final Duration COUNTERS_KEPT = Duration.ofHours(1);

  /** How many there may be at once, and in what time they come back one by one. */
  private enum Limit {
    /** Failures of one login in one network. */
    LOGIN_IN_NETWORK(5, Duration.ofMinutes(1)),
    /** The same, in the long run. */
    LOGIN_IN_NETWORK_LONG(20, Duration.ofHours(1)),
    /** Failures of one login, from wherever it has not worked before. */
    LOGIN(100, Duration.ofMinutes(10)),
    /** Failures in one network, of logins that have not worked there before. */
    NETWORK(100, Duration.ofMinutes(4)),
    /** Failures with one device token; beyond, it is as if there were none. */
    DEVICE(10, Duration.ofHours(1)),
    /** Wrong codes of one login after its right password; those of known devices apart. */
    CODE(10, Duration.ofHours(1)),
    /** Right passwords of one login without a code that it needs; those of known devices apart. */
    PASSED(180, Duration.ofMinutes(10)),
    /** Attempts of one login that went well. */
    SUCCESSES(180, Duration.ofMinutes(10));

    private final int atOnce;
    private final Duration period;

    Limit(int atOnce, Duration period) {
      this.atOnce = atOnce;
      this.period = period;
    }
  }

  /** In the place of an address: all devices that are known of a login. */
  private static final String KNOWN_DEVICES = "known devices";

  private record Key(Limit limit, String purpose, @Nullable String login, @Nullable String place) {}

  private record Place(String login, String network) {}

  private final TimeMeter time;
  private final Cache<Key, Bucket> counters;
  private final Cache<Place, Boolean> workedIn;

  /** One that has counted nothing yet. */
  public LoginThrottle(Clock clock) {
    this.time = new ClockMeter(clock);
    this.counters =
        Caffeine.newBuilder()
            .maximumSize(MAX_COUNTERS)
            .expireAfterAccess(COUNTERS_KEPT)
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
    this.workedIn =
        Caffeine.newBuilder()
            .maximumSize(MAX_PLACES)
            .expireAfterWrite(PLACES_KEPT)
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  /**
   * Refuses an attempt that comes too early.
   *
   * @throws TooManyRequests saying when to try again
   */
  public void check(LoginAttempt attempt) {
    long failuresMs = waitMs(held(attempt));
    if (failuresMs > 0) {
      throw new TooManyRequests("too many failed attempts", failuresMs);
    }
    long successesMs = waitMs(List.of(successes(attempt), ofTwoSecrets(Limit.PASSED, attempt)));
    if (successesMs > 0) {
      throw new TooManyRequests("this user logs in too often", successesMs);
    }
  }

  /** Counts a failure. */
  public void failed(LoginAttempt attempt) {
    held(attempt).forEach(this::count);
  }

  /** Counts a success, and forgets the failures before it of the same login at the same place. */
  public void succeeded(LoginAttempt attempt) {
    count(successes(attempt));
    counters.invalidateAll(
        attempt.device() == null
            ? inNetwork(attempt)
            : List.of(withDevice(attempt, attempt.device())));
    workedIn.put(new Place(attempt.login(), attempt.network()), true);
  }

  /** Counts that a secret was right where another one is wanted too; forgets no failure. */
  public void passed(LoginAttempt attempt) {
    count(ofTwoSecrets(Limit.PASSED, attempt));
  }

  /**
   * Refuses a code that comes too early. A code is short, so that it takes fewer guesses than a
   * password does, wherever they come from; only who has the password can use them up. Whoever had
   * it before there were codes may know many devices: they share what known devices have.
   *
   * @throws TooManyRequests saying when to try again
   */
  public void checkCode(LoginAttempt attempt) {
    long waitMs = waitMs(List.of(ofTwoSecrets(Limit.CODE, attempt)));
    if (waitMs > 0) {
      throw new TooManyRequests("too many wrong codes", waitMs);
    }
  }

  /** Counts a wrong code. */
  public void failedCode(LoginAttempt attempt) {
    count(ofTwoSecrets(Limit.CODE, attempt));
    failed(attempt);
  }

  /** Forgets all that was counted of a login, or of a user's id. Looks at every counter. */
  public void forget(String login) {
    counters.asMap().keySet().removeIf(key -> login.equals(key.login));
  }

  /** The counters that hold this attempt up, and that it counts for if it fails. */
  private List<Key> held(LoginAttempt attempt) {
    if (attempt.device() != null && isFromKnownDevice(attempt)) {
      return List.of(withDevice(attempt, attempt.device()));
    }
    List<Key> keys = new ArrayList<>(inNetwork(attempt));
    if (workedIn.getIfPresent(new Place(attempt.login(), attempt.network())) == null) {
      keys.add(new Key(Limit.LOGIN, attempt.purpose(), attempt.login(), null));
      keys.add(new Key(Limit.NETWORK, "", null, attempt.network()));
    }
    return keys;
  }

  /** Whether it shows a device token that is not used up. */
  private boolean isFromKnownDevice(LoginAttempt attempt) {
    return attempt.device() != null && waitMs(List.of(withDevice(attempt, attempt.device()))) == 0;
  }

  /** What strangers who have the password use up is not what known devices have. */
  private Key ofTwoSecrets(Limit limit, LoginAttempt attempt) {
    String place = isFromKnownDevice(attempt) ? KNOWN_DEVICES : null;
    return new Key(limit, attempt.purpose(), attempt.login(), place);
  }

  private static Key withDevice(LoginAttempt attempt, String device) {
    return new Key(Limit.DEVICE, attempt.purpose(), attempt.login(), device);
  }

  private static List<Key> inNetwork(LoginAttempt attempt) {
    return Stream.of(Limit.LOGIN_IN_NETWORK, Limit.LOGIN_IN_NETWORK_LONG)
        .map(limit -> new Key(limit, attempt.purpose(), attempt.login(), attempt.network()))
        .toList();
  }

  private static Key successes(LoginAttempt attempt) {
    return new Key(Limit.SUCCESSES, attempt.purpose(), attempt.login(), null);
  }

  private long waitMs(List<Key> keys) {
    long nanos = keys.stream().mapToLong(this::waitNanos).max().orElse(0);
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }

  private long waitNanos(Key key) {
    Bucket counter = counters.getIfPresent(key);
    return counter == null ? 0 : counter.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  private void count(Key key) {
    counters.get(key, this::fresh).tryConsume(1);
  }

  private Bucket fresh(Key key) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit.capacity(key.limit.atOnce).refillGreedy(key.limit.atOnce, key.limit.period))
        .withCustomTimePrecision(time)
        .build();
  }
}
