package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that lies between two measures.
 *
 * @param low the lower end, inclusive; null if it is open or left out
 * @param high the upper end, inclusive, not below {@code low}; null if it is open or left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record MeasureRange(
    @Nullable Measure low, @Nullable Measure high, Map<String, @Nullable Object> unknownFields) {

  /** Copies the map. */
  public MeasureRange {
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** From the one to the other. */
  public static MeasureRange of(@Nullable Measure low, @Nullable Measure high) {
    return builder().low(low).high(high).build();
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static MeasureRangeBuilder builder() {
    return new MeasureRangeBuilder() {
      @Override
      public MeasureRange build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public MeasureRangeBuilder toBuilder() {
    return new MeasureRangeBuilder(low, high, unknownFields) {
      @Override
      public MeasureRange build() {
        return meaningful(super.build(), MeasureRange.this);
      }
    };
  }

  /** Measures in different units are not compared. */
  private boolean isInOrder() {
    return low == null
        || high == null
        || low.value() == null
        || high.value() == null
        || !Objects.equals(low.unit(), high.unit())
        || !Objects.equals(low.unitCode(), high.unitCode())
        || low.value().compareTo(high.value()) <= 0;
  }

  private static MeasureRange meaningful(MeasureRange made, @Nullable MeasureRange from) {
    return Checks.of(made, from)
        .anyOf(
            "low",
            "high",
            List.of(MeasureRange::low, MeasureRange::high, MeasureRange::unknownFields))
        .together(
            "high",
            "must not be below low",
            MeasureRange::isInOrder,
            List.of(MeasureRange::low, MeasureRange::high))
        .done();
  }
}
