package dev.salus.sdk.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that lies between two measures.
 *
 * @param low the lower end, inclusive; null if it is open or left out
 * @param high the upper end, inclusive; null if it is open or left out
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

  /** A builder with nothing set. */
  public static MeasureRangeBuilder builder() {
    return MeasureRangeBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public MeasureRangeBuilder toBuilder() {
    return MeasureRangeBuilder.builder(this);
  }
}
