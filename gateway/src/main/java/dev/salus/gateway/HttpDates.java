package dev.salus.gateway;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date of an answer (RFC 9110 §6.6.1), written anew once a second. For one event loop only. */
final class HttpDates {

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private long second = Long.MIN_VALUE;
  private String written = "";

  HttpDates(Clock clock) {
    this.clock = clock;
  }

  /** Now, for example {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  String now() {
    Instant now = clock.instant();
    if (now.getEpochSecond() != second) {
      written = IMF_FIXDATE.format(now);
      second = now.getEpochSecond();
    }
    return written;
  }
}
