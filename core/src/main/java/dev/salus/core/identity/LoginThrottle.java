package dev.salus.core.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.TooManyRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Slows down guessing (threat T12): after some failures, a login or an address has to wait, twice
 * as long after each further failure. A success resets its login. It does not reset its address:
 * else somebody with an account of their own could log in between guesses. What is quiet for 15
 * minutes is forgotten. One object serves all instances in a process; thread-safe.
 */
final class LoginThrottle {

  private static final Duration MEMORY = Duration.ofMinutes(15);
  private static final long MAX_ENTRIES = 100_000;
  private static final long FIRST_WAIT_MS = 1_000;
  private static final int MAX_DOUBLINGS = 20;

  /** How many failures are free, and the longest wait. */
  private enum Limit {
    LOGIN(5, Duration.ofMinutes(5)),
    ADDRESS(100, Duration.ofSeconds(30));

    private final int free;
    private final long longestMs;

    Limit(int free, Duration longest) {
      this.free = free;
      this.longestMs = longest.toMillis();
    }
  }

  /**
   * Somebody's attempt.
   *
   * @param purpose what for; each purpose has counters of its own for a login
   * @param login the login's key
   * @param address where the attempt comes from
   */
  record Attempt(String purpose, String login, String address) {
    private String loginKey() {
      return purpose + ":" + login;
    }

    private String addressKey() {
      return "address:" + address;
    }
  }

  private record Failures(int count, long waitUntil) {}

  private final Clock clock;
  private final Cache<String, Failures> failures;

  LoginThrottle(Clock clock) {
    this.clock = clock;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(MEMORY)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Refuses an attempt that comes too early.
   *
   * @throws TooManyRequests saying when to try again
   */
  void check(Attempt attempt) {
    long waitMs =
        List.of(attempt.loginKey(), attempt.addressKey()).stream()
            .mapToLong(this::waitMs)
            .max()
            .orElse(0);
    if (waitMs > 0) {
      throw new TooManyRequests("too many failed attempts", waitMs);
    }
  }

  /** Counts a failure. */
  void failed(Attempt attempt) {
    count(attempt.loginKey(), Limit.LOGIN);
    count(attempt.addressKey(), Limit.ADDRESS);
  }

  /** Forgets the failures of the attempt's login. */
  void succeeded(Attempt attempt) {
    failures.invalidate(attempt.loginKey());
  }

  private long waitMs(String key) {
    Failures known = failures.getIfPresent(key);
    return known == null ? 0 : known.waitUntil - clock.millis();
  }

  private void count(String key, Limit limit) {
    failures
        .asMap()
        .compute(
            key,
            (same, known) -> {
              int count = known == null ? 1 : Math.min(known.count, Integer.MAX_VALUE - 1) + 1;
              return new Failures(count, clock.millis() + waitAfter(count, limit));
            });
  }

  private static long waitAfter(int count, Limit limit) {
    if (count < limit.free) {
      return 0;
    }
    int doublings = Math.min(count - limit.free, MAX_DOUBLINGS);
    return Math.min(limit.longestMs, FIRST_WAIT_MS << doublings);
  }
}
