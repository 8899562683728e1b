package dev.salus.sdk.transport;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's clock, set by what the server's answers say where the two are apart by more than a
 * minute and at most by ten (protocol §11): what is signed under it is taken by the server though
 * nobody has set the machine's clock. By less it is nobody's trouble, and by more it is left to a
 * human. Says once in the log that they are apart. Thread-safe.
 *
 * <p>Whom to trust is dated by {@link #own}, which no server can set.
 */
public final class ServerClock extends Clock {

  /** The most that a server can set it. */
  public static final Duration MOST = Duration.ofMinutes(10);

  /** Clocks that are no further apart are the same. */
  static final Duration LEAST = Duration.ofMinutes(1);

  /** An answer that took longer may have waited on the way, or the machine has slept. */
  static final Duration PROMPT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final long HALF_A_SECOND_MS = 500;

  private final Clock own;
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile long offsetMs;

  /** Shows the same as this machine's clock, until a server answers otherwise. */
  public ServerClock(Clock own) {
    this.own = own;
  }

  /** This machine's clock, as it is. */
  public Clock own() {
    return own;
  }

  /**
   * Learns from an answer.
   *
   * @param askedAt when it was asked for, by {@link #own}
   * @param date the answer's date as its header has it (RFC 9110 §5.6.7); no date says nothing
   */
  void answered(long askedAt, String date) {
    long now = own.millis();
    if (now < askedAt || now - askedAt > PROMPT.toMillis()) {
      return;
    }
    try {
      long server =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
      learn(server + HALF_A_SECOND_MS - now);
    } catch (DateTimeException | ArithmeticException notADate) {
      LOG.debug("an answer is dated by what is no date");
    }
  }

  private void learn(long apartMs) {
    long distance = Math.abs(apartMs);
    boolean apart = distance > LEAST.toMillis();
    boolean usable = apart && distance <= MOST.toMillis();
    offsetMs = usable ? apartMs : 0;
    if (apart && said.compareAndSet(false, true)) {
      LOG.warn(
          "this machine's clock is {} s {} the server's; {}",
          distance / 1_000,
          apartMs > 0 ? "behind" : "ahead of",
          usable
              ? "what is signed is dated by the server's"
              : "that is too much to go by the server's: set it, or what is signed is refused");
    }
  }

  @Override
  public long millis() {
    return own.millis() + offsetMs;
  }

  @Override
  public Instant instant() {
    return own.instant().plusMillis(offsetMs);
  }

  @Override
  public ZoneId getZone() {
    return own.getZone();
  }

  /** Shows the same time in another zone, as of now: what is learnt later is not in it. */
  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(own.withZone(zone), Duration.ofMillis(offsetMs));
  }
}
