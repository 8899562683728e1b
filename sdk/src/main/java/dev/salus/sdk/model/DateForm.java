package dev.salus.sdk.model;

import dev.salus.sdk.error.UnwritableContent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The two kinds of dates of FHIR R4 that are texts (protocol §4.1), each as precise as it says. */
enum DateForm {

  /** {@code 1974}, {@code 1974-12} or {@code 1974-12-25}. */
  DATE("", "must be a date such as 1974, 1974-12 or 1974-12-25"),

  /** The same, or with a time to the second or below, and {@code Z} or an offset from UTC. */
  DATE_TIME(
      "(T([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?(Z|[+-]((0\\d|1[0-3]):[0-5]\\d|14:00)))?",
      "must be a date such as 1974, 1974-12, 1974-12-25 or 1974-12-25T23:50:50-05:00");

  private static final int YEAR_END = 4;
  private static final int MONTH_END = 7;
  private static final int DAY_END = 10;

  private final Pattern pattern;
  private final String rule;

  DateForm(String time, String rule) {
    this.pattern =
        Pattern.compile("(?!0000)\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])" + time + ")?)?");
    this.rule = rule;
  }

  /** What a date of this kind must be. */
  String rule() {
    return rule;
  }

  /** Whether a text is such a date, of the calendar. */
  boolean fits(String text) {
    return pattern.matcher(text).matches() && isOfCalendar(text);
  }

  private static boolean isOfCalendar(String text) {
    if (text.length() < DAY_END) {
      return true;
    }
    try {
      LocalDate.of(
          Integer.parseInt(text, 0, YEAR_END, 10),
          Integer.parseInt(text, YEAR_END + 1, MONTH_END, 10),
          Integer.parseInt(text, MONTH_END + 1, DAY_END, 10));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * Refuses a text that is no such date.
   *
   * @throws UnwritableContent naming the field
   */
  void require(String field, @Nullable String text) {
    if (text != null && !fits(text)) {
      throw new UnwritableContent(field, rule);
    }
  }
}
