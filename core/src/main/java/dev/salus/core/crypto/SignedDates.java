package dev.salus.core.crypto;

import java.time.Clock;

/** How far a date that a client signed may be from the server's clock (protocol §5). */
final class SignedDates {

  static final long TOLERANCE_MS = 5 * 60 * 1_000L;

  private SignedDates() {}

  static boolean isNow(Clock clock, long date) {
    return Math.abs(clock.millis() - date) <= TOLERANCE_MS;
  }
}
