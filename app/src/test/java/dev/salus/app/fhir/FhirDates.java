package dev.salus.app.fhir;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FHIR dates as numbers of protocol §4.1, at the precision that they have: a moment becomes
 * milliseconds since the epoch, a date without time the partial number {@code yyyyMMddHHmmss} with
 * zeros for what it does not say.
 */
final class FhirDates {

  private static final Pattern PARTIAL = Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?");
  private static final long TIME_OF_DAY = 1_000_000;

  private FhirDates() {}

  /**
   * The number; empty if §4.1 has none that says the same: another zone than UTC, or more than
   * milliseconds.
   */
  static Optional<Long> exact(String date) {
    Matcher partial = PARTIAL.matcher(date);
    if (partial.matches()) {
      long day = number(partial.group(1), 10_000) + number(partial.group(2), 100);
      return Optional.of((day + number(partial.group(3), 1)) * TIME_OF_DAY);
    }
    return moment(date)
        .filter(at -> at.getOffset().equals(ZoneOffset.UTC) && at.getNano() % 1_000_000 == 0)
        .map(at -> at.toInstant().toEpochMilli());
  }

  /** The nearest number, for what has none that is exact. */
  static Optional<Long> nearest(String date) {
    return exact(date).or(() -> moment(date).map(at -> at.toInstant().toEpochMilli()));
  }

  private static long number(String digits, long factor) {
    return digits == null ? 0 : Long.parseLong(digits) * factor;
  }

  private static Optional<OffsetDateTime> moment(String date) {
    try {
      return Optional.of(OffsetDateTime.parse(date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
