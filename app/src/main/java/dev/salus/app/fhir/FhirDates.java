package dev.salus.app.fhir;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FHIR dates as numbers of protocol §4.1, which stand beside their texts: a moment becomes
 * milliseconds since the epoch, a date without time the partial number {@code yyyyMMddHHmmss} with
 * zeros for what it does not say.
 */
final class FhirDates {

  private static final Pattern PARTIAL = Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?");
  private static final long TIME_OF_DAY = 1_000_000;

  private FhirDates() {}

  /** The number; empty for what is no date. */
  static Optional<Long> number(String date) {
    Matcher partial = PARTIAL.matcher(date);
    if (partial.matches()) {
      long day = number(partial.group(1), 10_000) + number(partial.group(2), 100);
      return Optional.of((day + number(partial.group(3), 1)) * TIME_OF_DAY);
    }
    try {
      return Optional.of(OffsetDateTime.parse(date).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long number(@Nullable String digits, long factor) {
    return digits == null ? 0 : Long.parseLong(digits) * factor;
  }
}
