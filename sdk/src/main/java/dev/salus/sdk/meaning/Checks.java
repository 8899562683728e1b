package dev.salus.sdk.meaning;

import dev.salus.sdk.error.UnwritableContent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a builder was given and what means nothing. What is as it was in the record that the
 * builder was made of is not asked: somebody else may have written it, and it stays as it is.
 *
 * <p>Each method throws {@link UnwritableContent} that names the field.
 *
 * @param <T> the record
 */
public final class Checks<T> {

  private static final String DATE =
      "must be milliseconds since the epoch in the years 1 to 9999, or a partial date such as 1974"
          + " or 20220929083400";

  private final T made;
  private final @Nullable T from;

  private Checks(T made, @Nullable T from) {
    this.made = made;
    this.from = from;
  }

  /**
   * Of what was made.
   *
   * @param from what it was made of; null if of nothing
   */
  public static <T> Checks<T> of(T made, @Nullable T from) {
    return new Checks<>(made, from);
  }

  /** A text that means something, if it is there. */
  public Checks<T> text(String field, Function<T, @Nullable String> of, TextRule rule) {
    String text = of.apply(made);
    return require(field, rule.rule(), text == null || !isNew(List.of(of)) || rule.fits(text));
  }

  /** Texts that each mean something. */
  public Checks<T> texts(String field, Function<T, List<String>> of, TextRule rule) {
    List<String> texts = of.apply(made);
    Set<String> known = from == null ? Set.of() : Set.copyOf(of.apply(from));
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      require(field + "[" + i + "]", rule.rule(), known.contains(text) || rule.fits(text));
    }
    return this;
  }

  /** Values by language. */
  public Checks<T> byLanguage(String field, Function<T, ? extends Map<String, ?>> of) {
    Set<String> known = from == null ? Set.of() : of.apply(from).keySet();
    for (String language : of.apply(made).keySet()) {
      require(
          field + "." + language,
          TextRule.LANGUAGE.rule(),
          known.contains(language) || TextRule.LANGUAGE.fits(language));
    }
    return this;
  }

  /** A date whose number is one, and is of the same moment or day as its text. */
  public Checks<T> date(Dated<T> date) {
    Long number = date.numberOf().apply(made);
    if (number != null && isNew(List.of(date.numberOf()))) {
      require(date.number(), DATE, TimeSpan.isDate(number));
    }
    TimeSpan span = date.spanOfNumber(made);
    TimeSpan text = date.spanOfText(made);
    return require(
        date.number(),
        "must be of the same moment or day as " + date.text(),
        span == null
            || text == null
            || !isNew(List.of(date.numberOf(), date.textOf()))
            || span.meets(text));
  }

  /** A time that does not end before it begins. */
  public Checks<T> inOrder(Dated<T> begin, Dated<T> end) {
    if (!isNew(List.of(begin.numberOf(), begin.textOf(), end.numberOf(), end.textOf()))) {
      return this;
    }
    String rule = "must not be before " + begin.number() + " or " + begin.text();
    require(end.number(), rule, !end.isBefore(end.spanOfNumber(made), made, begin));
    return require(end.text(), rule, !end.isBefore(end.spanOfText(made), made, begin));
  }

  /** Two numbers in their order, if both are there. */
  public Checks<T> inOrder(
      String low,
      Function<T, @Nullable BigDecimal> lowOf,
      String high,
      Function<T, @Nullable BigDecimal> highOf) {
    return together(
        high,
        "must not be below " + low,
        it -> {
          BigDecimal least = lowOf.apply(it);
          BigDecimal most = highOf.apply(it);
          return least == null || most == null || least.compareTo(most) <= 0;
        },
        List.of(lowOf, highOf));
  }

  /** Something at all: one of these fields is there. */
  public Checks<T> anyOf(String field, String others, List<Function<T, ?>> of) {
    return together(
        field,
        "must be there, or one of " + others + ": else it says nothing",
        it -> of.stream().anyMatch(each -> isThere(each, it)),
        of);
  }

  private static <T> boolean isThere(Function<T, ?> of, T it) {
    Object value = of.apply(it);
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value instanceof Collection<?> all ? !all.isEmpty() : value != null;
  }

  /** Fields that fit together. */
  public Checks<T> together(String field, String rule, Predicate<T> fits, List<Function<T, ?>> of) {
    return require(field, rule, !isNew(of) || fits.test(made));
  }

  /** What was made, which means something. */
  public T done() {
    return made;
  }

  private boolean isNew(Collection<? extends Function<T, ?>> fields) {
    T was = from;
    return was == null
        || fields.stream().anyMatch(each -> !Objects.equals(each.apply(made), each.apply(was)));
  }

  private Checks<T> require(String field, String rule, boolean holds) {
    if (!holds) {
      throw new UnwritableContent(field, rule);
    }
    return this;
  }
}
