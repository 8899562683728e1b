package dev.salus.sdk.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a data sample in one language; as a rule one of the fields is set.
 *
 * @param stringValue null if left out
 * @param numberValue finite; null if left out
 * @param booleanValue null if left out
 * @param instantValue a date; null if left out
 * @param measureValue null if left out
 * @param codedValue null if left out
 * @param compoundValue the parts of a value that has several
 * @param documentId id of a document; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Content(
    @Nullable String stringValue,
    @Nullable Double numberValue,
    @Nullable Boolean booleanValue,
    @Nullable Long instantValue,
    @Nullable Measure measureValue,
    @Nullable Coding codedValue,
    List<Component> compoundValue,
    @Nullable String documentId,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. {@link IllegalArgumentException} for a number that is not finite. */
  public Content {
    JsonValues.finite(numberValue == null ? 0 : numberValue);
    compoundValue = ImmutableCopies.list(compoundValue);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A text. */
  public static Content text(String text) {
    return builder().stringValue(text).build();
  }

  /** A number. */
  public static Content number(double number) {
    return builder().numberValue(number).build();
  }

  /** A quantity. */
  public static Content measure(Measure measure) {
    return builder().measureValue(measure).build();
  }

  /** A code. */
  public static Content coded(Coding coding) {
    return builder().codedValue(coding).build();
  }

  /** A value of several parts. */
  public static Content compound(List<Component> parts) {
    return builder().compoundValue(parts).build();
  }

  /** A builder with nothing set. */
  public static ContentBuilder builder() {
    return ContentBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public ContentBuilder toBuilder() {
    return ContentBuilder.builder(this);
  }
}
