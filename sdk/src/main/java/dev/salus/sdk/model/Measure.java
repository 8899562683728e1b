package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonNumbers;
import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measured quantity. Numbers have the digits that they were written with: {@code 1.00} is not
 * {@code 1.0}.
 *
 * @param value the number; null if left out, as where it could not be measured
 * @param comparator how the value is to be understood if it is not exact, as in FHIR: {@code <},
 *     {@code <=}, {@code >=}, {@code >} or {@code ad}; null if left out
 * @param min lower end of the normal range; null if left out
 * @param max upper end of the normal range; null if left out
 * @param unit the unit as people write it; null if left out
 * @param unitCode the unit's code, for example in UCUM; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Measure(
    @Nullable BigDecimal value,
    @Nullable String comparator,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable String unit,
    @Nullable String unitCode,
    Map<String, @Nullable Object> unknownFields) {

  /**
   * Copies the map. {@link dev.salus.sdk.error.UnwritableContent} for a number that is beyond what
   * a field may have (protocol §4.1).
   */
  public Measure {
    JsonNumbers.requireBounded("value", value);
    JsonNumbers.requireBounded("min", min);
    JsonNumbers.requireBounded("max", max);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A quantity in a unit, with the digits that the number is written with. */
  public static Measure of(BigDecimal value, String unit) {
    return builder().value(value).unit(unit).build();
  }

  /** A whole quantity in a unit. */
  public static Measure of(long value, String unit) {
    return of(BigDecimal.valueOf(value), unit);
  }

  /**
   * A quantity in a unit, with the fewest digits that no other number has.
   *
   * @throws IllegalArgumentException if the number is not finite
   */
  public static Measure of(double value, String unit) {
    return of(JsonNumbers.decimal(value), unit);
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static MeasureBuilder builder() {
    return new MeasureBuilder() {
      @Override
      public Measure build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public MeasureBuilder toBuilder() {
    return new MeasureBuilder(value, comparator, min, max, unit, unitCode, unknownFields) {
      @Override
      public Measure build() {
        return meaningful(super.build(), Measure.this);
      }
    };
  }

  private static Measure meaningful(Measure made, @Nullable Measure from) {
    return Checks.of(made, from)
        .anyOf(
            "value",
            "comparator, min, max, unit, unitCode",
            List.of(
                Measure::value,
                Measure::comparator,
                Measure::min,
                Measure::max,
                Measure::unit,
                Measure::unitCode,
                Measure::unknownFields))
        .text("comparator", Measure::comparator, TextRule.COMPARATOR)
        .inOrder("min", Measure::min, "max", Measure::max)
        .text("unit", Measure::unit, TextRule.FILLED)
        .text("unitCode", Measure::unitCode, TextRule.FILLED)
        .done();
  }
}
