package dev.salus.sdk.meaning;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A date in its two forms (protocol §4.1), of which either may be left out.
 *
 * @param number name of the field with the number
 * @param text name of the field with the text
 */
public record Dated<T>(
    String number,
    Function<T, @Nullable Long> numberOf,
    String text,
    Function<T, @Nullable String> textOf) {

  /** What the number stands for; null if it is left out, or stands for nothing. */
  @Nullable TimeSpan spanOfNumber(T of) {
    Long value = numberOf.apply(of);
    return value == null ? null : TimeSpan.of(value);
  }

  /** What the text stands for; null if it is left out. */
  @Nullable TimeSpan spanOfText(T of) {
    String value = textOf.apply(of);
    return value == null ? null : TimeSpan.of(value);
  }

  boolean isBefore(@Nullable TimeSpan span, T other, Dated<T> than) {
    return span != null
        && Stream.of(than.spanOfNumber(other), than.spanOfText(other))
            .anyMatch(start -> start != null && start.isAfter(span));
  }
}
