package dev.salus.sdk.change;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The pauses before a subscription connects again: each longer than the one before, up to half a
 * minute, with a little chance in it. Guarded by the subscription's lock.
 */
final class Pauses {

  private static final long FIRST_MS = 250;
  private static final long LAST_MS = 30_000;

  /** A connection that lasted this long was no failed attempt. */
  private static final long STEADY_MS = 30_000;

  private final Vertx vertx;
  private final Clock clock;
  private final SecureRandom random;
  private @Nullable Long timer;
  private long connectedAt;
  private int attempts;

  Pauses(Vertx vertx, Clock clock, SecureRandom random) {
    this.vertx = vertx;
    this.clock = clock;
    this.random = random;
  }

  void connected() {
    connectedAt = clock.millis();
  }

  void interrupted() {
    if (clock.millis() - connectedAt > STEADY_MS) {
      attempts = 0;
    }
  }

  /** Does this after the next pause. */
  void then(Runnable connect) {
    long pause = Math.min(LAST_MS, FIRST_MS << Math.min(attempts, 7));
    long jitter = random.nextLong(pause / 4);
    attempts++;
    timer = vertx.setTimer(pause + jitter, now -> connect.run());
  }

  void cancel() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
