package dev.salus.core.identity.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.TooManyRequests;
import dev.salus.core.identity.throttle.LoginCounters.CounterKey;
import io.github.bucket4j.TimeMeter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /**
   * How many counters are kept of strangers for each purpose, since to fail costs them more for one
   * than for another, and how many of those who showed a right password or a device token, whom
   * strangers cannot push aside.
   */
  static final int MAX_COUNTERS = 30_000;

  private static final int MAX_PLACES = 50_000;
  private static final int SEED_BYTES = 16;
  private static final Duration PLACES_KEPT = Duration.ofDays(30);

  /** In the place of an address: all devices that are known of a login. */
  private static final String KNOWN_DEVICES = "known devices";

  private record Place(String login, String network) {}

  private final TimeMeter time;
  private final byte[] seed;
  private final int most;
  private final Map<String, LoginCounters> ofStrangers = new ConcurrentHashMap<>();
  private final LoginCounters ofOwners;
  private final Cache<Place, Boolean> workedIn;

  /**
   * One that has counted nothing yet.
   *
   * @param random decides who shares a counter when there are too many
   */
  public LoginThrottle(Clock clock, SecureRandom random) {
    this(clock, seed(random), MAX_COUNTERS);
  }

  LoginThrottle(Clock clock, byte[] seed, int most) {
    this.time = new ClockMeter(clock);
    this.seed = seed.clone();
    this.most = most;
    this.ofOwners = new LoginCounters(most, seed, time);
    this.workedIn =
        Caffeine.newBuilder()
            .maximumSize(MAX_PLACES)
            .expireAfterWrite(PLACES_KEPT)
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  private static byte[] seed(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return seed;
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
    long successesMs =
        waitMs(List.of(successes(attempt), ofTwoSecrets(LoginLimit.PASSED, attempt)));
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
    List<CounterKey> before =
        attempt.device() == null
            ? inNetwork(attempt)
            : List.of(withDevice(attempt, attempt.device()));
    ofStrangers(attempt.purpose()).forget(before);
    ofOwners.forget(before);
    workedIn.put(new Place(attempt.login(), attempt.network()), true);
  }

  /** Counts that a secret was right where another one is wanted too; forgets no failure. */
  public void passed(LoginAttempt attempt) {
    count(ofTwoSecrets(LoginLimit.PASSED, attempt));
  }

  /**
   * Refuses a code that comes too early. A code is short, so that it takes fewer guesses than a
   * password does, wherever they come from; only who has the password can use them up. Whoever had
   * it before there were codes may know many devices: they share what known devices have.
   *
   * @throws TooManyRequests saying when to try again
   */
  public void checkCode(LoginAttempt attempt) {
    long waitMs = waitMs(List.of(ofTwoSecrets(LoginLimit.CODE, attempt)));
    if (waitMs > 0) {
      throw new TooManyRequests("too many wrong codes", waitMs);
    }
  }

  /** Counts a wrong code. */
  public void failedCode(LoginAttempt attempt) {
    count(ofTwoSecrets(LoginLimit.CODE, attempt));
    failed(attempt);
  }

  /**
   * Forgets all that was counted of a login, or of a user's id. Looks at every counter. What others
   * counted together with it while there were too many wears off by itself.
   */
  public void forget(String login) {
    ofStrangers.values().forEach(counters -> counters.forget(login));
    ofOwners.forget(login);
  }

  /** The counters that hold this attempt up, and that it counts for if it fails. */
  private List<CounterKey> held(LoginAttempt attempt) {
    if (attempt.device() != null && isFromKnownDevice(attempt)) {
      return List.of(withDevice(attempt, attempt.device()));
    }
    List<CounterKey> keys = new ArrayList<>(inNetwork(attempt));
    if (!hasWorked(attempt.login(), attempt.network())) {
      keys.add(new CounterKey(LoginLimit.LOGIN, attempt.purpose(), attempt.login(), null));
      keys.add(new CounterKey(LoginLimit.NETWORK, attempt.purpose(), null, attempt.network()));
    }
    return keys;
  }

  /** Whether it shows a device token that is not used up. */
  private boolean isFromKnownDevice(LoginAttempt attempt) {
    return attempt.device() != null && waitMs(List.of(withDevice(attempt, attempt.device()))) == 0;
  }

  /** What strangers who have the password use up is not what known devices have. */
  private CounterKey ofTwoSecrets(LoginLimit limit, LoginAttempt attempt) {
    String place = isFromKnownDevice(attempt) ? KNOWN_DEVICES : null;
    return new CounterKey(limit, attempt.purpose(), attempt.login(), place);
  }

  private static CounterKey withDevice(LoginAttempt attempt, String device) {
    return new CounterKey(LoginLimit.DEVICE, attempt.purpose(), attempt.login(), device);
  }

  private static List<CounterKey> inNetwork(LoginAttempt attempt) {
    return Stream.of(LoginLimit.LOGIN_IN_NETWORK, LoginLimit.LOGIN_IN_NETWORK_LONG)
        .map(limit -> new CounterKey(limit, attempt.purpose(), attempt.login(), attempt.network()))
        .toList();
  }

  private static CounterKey successes(LoginAttempt attempt) {
    return new CounterKey(LoginLimit.SUCCESSES, attempt.purpose(), attempt.login(), null);
  }

  private long waitMs(List<CounterKey> keys) {
    long nanos = keys.stream().mapToLong(this::waitNanos).max().orElse(0);
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }

  private long waitNanos(CounterKey key) {
    return counters(key).waitNanos(key);
  }

  private void count(CounterKey key) {
    counters(key).count(key);
  }

  /** Where strangers cannot fill up what counts for those whose password or token was right. */
  private LoginCounters counters(CounterKey key) {
    return switch (key.limit()) {
      case LOGIN, NETWORK -> ofStrangers(key.purpose());
      case LOGIN_IN_NETWORK, LOGIN_IN_NETWORK_LONG ->
          hasWorked(key.login(), key.place()) ? ofOwners : ofStrangers(key.purpose());
      case DEVICE, CODE, PASSED, SUCCESSES -> ofOwners;
    };
  }

  private LoginCounters ofStrangers(String purpose) {
    return ofStrangers.computeIfAbsent(purpose, any -> new LoginCounters(most, seed, time));
  }

  private boolean hasWorked(@Nullable String login, @Nullable String network) {
    return login != null
        && network != null
        && workedIn.getIfPresent(new Place(login, network)) != null;
  }
}
