package dev.salus.sdk.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A measured quantity.
 *
 * @param value the number; finite
 * @param min lower end of the normal range; null if left out
 * @param max upper end of the normal range; null if left out
 * @param unit the unit as people write it; null if left out
 * @param unitCode the unit's code, for example in UCUM; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Measure(
    Double value,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable String unit,
    @Nullable String unitCode,
    Map<String, @Nullable Object> unknownFields) {

  /**
   * Copies the map. {@link NullPointerException} without value, {@link IllegalArgumentException}
   * for a number that is not finite.
   */
  public Measure {
    JsonValues.finite(Objects.requireNonNull(value, "value"));
    JsonValues.finite(min == null ? 0 : min);
    JsonValues.finite(max == null ? 0 : max);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A quantity in a unit. */
  public static Measure of(double value, String unit) {
    return builder().value(value).unit(unit).build();
  }

  /** A builder with nothing set. */
  public static MeasureBuilder builder() {
    return MeasureBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public MeasureBuilder toBuilder() {
    return MeasureBuilder.builder(this);
  }
}
