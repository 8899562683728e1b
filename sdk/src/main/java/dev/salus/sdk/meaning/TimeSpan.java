package dev.salus.sdk.meaning;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a date stands for (protocol §4.1): a moment, a second, a day, a month or a year.
 *
 * @param from its first millisecond since the epoch, by UTC
 * @param to its last
 * @param placed whether it says where the clock stood; one that does not may be that of any place
 */
record TimeSpan(long from, long to, boolean placed) {

  private static final long FIRST = startOf(LocalDate.of(1, 1, 1));
  private static final long LAST = startOf(LocalDate.of(10_000, 1, 1)) - 1;

  private static final long SECOND = Duration.ofSeconds(1).toMillis();

  /** No clock is further from UTC. */
  private static final long FURTHEST = Duration.ofHours(14).toMillis();

  /** A partial date as a number; zeros are what it does not say. */
  private static final Pattern PARTIAL =
      Pattern.compile("(\\d{4})(\\d{2})?(\\d{2})?((?<=\\d{8})\\d{6})?");

  private static final Pattern PARTIAL_TEXT = Pattern.compile("(\\d{4})-?(\\d{2})?-?(\\d{2})?()");

  /** Whether a number is a date: of the years that FHIR has. */
  static boolean isDate(long number) {
    return number >= FIRST && number <= LAST;
  }

  /** What a number stands for; null if it is no date. */
  static @Nullable TimeSpan of(long number) {
    TimeSpan partial = partial(PARTIAL.matcher(Long.toString(number)));
    if (partial != null) {
      return partial;
    }
    return isDate(number) ? new TimeSpan(number, number, true) : null;
  }

  /** What a date of FHIR R4 stands for; null if it is none. */
  static @Nullable TimeSpan of(String text) {
    int time = text.indexOf('T');
    return time < 0 ? partial(PARTIAL_TEXT.matcher(text)) : second(text, time);
  }

  /** A second that is there to make up for the earth's turning counts as the one before. */
  private static @Nullable TimeSpan second(String text, int time) {
    String clock = text.substring(time).replaceFirst("\\.\\d+", "").replaceFirst(":60", ":59");
    try {
      OffsetDateTime at = OffsetDateTime.parse(text.substring(0, time) + clock);
      long from = at.toInstant().toEpochMilli();
      return new TimeSpan(from, from + SECOND - 1, true);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable TimeSpan partial(Matcher date) {
    if (!date.matches()) {
      return null;
    }
    int year = part(date, 1);
    int month = part(date, 2);
    int day = part(date, 3);
    int clock = part(date, 4);
    try {
      if (month == 0) {
        return day + clock == 0 ? days(Year.of(year).atDay(1), Year.of(year + 1).atDay(1)) : null;
      }
      if (day == 0) {
        YearMonth whole = YearMonth.of(year, month);
        return clock == 0 ? days(whole.atDay(1), whole.plusMonths(1).atDay(1)) : null;
      }
      LocalDate whole = LocalDate.of(year, month, day);
      return clock == 0 ? days(whole, whole.plusDays(1)) : second(whole, clock);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int part(Matcher date, int group) {
    String digits = date.group(group);
    return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static TimeSpan days(LocalDate first, LocalDate next) {
    return new TimeSpan(startOf(first), startOf(next) - 1, false);
  }

  private static TimeSpan second(LocalDate day, int clock) {
    LocalDateTime at = day.atTime(clock / 10_000, clock / 100 % 100, clock % 100);
    long from = at.toInstant(ZoneOffset.UTC).toEpochMilli();
    return new TimeSpan(from, from + SECOND - 1, false);
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** Whether all of it is after all of another one, wherever the clocks stood. */
  boolean isAfter(TimeSpan other) {
    return from - (placed == other.placed ? 0 : FURTHEST) > other.to;
  }

  /** Whether both may be the same. */
  boolean meets(TimeSpan other) {
    return !isAfter(other) && !other.isAfter(this);
  }
}
