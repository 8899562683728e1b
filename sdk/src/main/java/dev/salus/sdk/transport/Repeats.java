package dev.salus.sdk.transport;

import java.time.Duration;

/**
 * How a call is repeated that the server did not answer, or could not answer now. The same is sent
 * again, to the byte, so that what had happened is answered as the first time.
 *
 * @param most how often after the first time, 0 for never
 * @param first the pause before the first repetition; each further one is twice as long
 * @param longest the longest pause, also if the server asks for a longer one
 */
public record Repeats(int most, Duration first, Duration longest) {

  /** Three times, after a quarter of a second and more, with four seconds at most between. */
  public static final Repeats DEFAULT =
      new Repeats(3, Duration.ofMillis(250), Duration.ofSeconds(4));

  /** Never: the application repeats. */
  public static final Repeats NONE = new Repeats(0, Duration.ZERO, Duration.ZERO);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Repeats {
    if (most < 0 || first.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("repetitions are not counted below 0");
    }
  }

  /**
   * The pause before a repetition, milliseconds.
   *
   * @param before how many there were before
   * @param askedMs the least that the server asks for
   */
  long pauseMs(int before, long askedMs) {
    long doubled = first.toMillis() << Math.min(before, 30);
    return Math.min(longest.toMillis(), Math.max(doubled, askedMs));
  }
}
