package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonNumbers;
import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.Dated;
import dev.salus.sdk.meaning.TextRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a data sample in one language; as a rule one of the fields is set.
 *
 * @param stringValue null if left out
 * @param numberValue with the digits that it was written with; null if left out
 * @param booleanValue null if left out
 * @param instantValue a date as a number; null if left out
 * @param dateTimeValue a date of FHIR R4, as precise as it says, for example {@code 1974-12} or
 *     {@code 2004-12-25T23:50:50-05:00}; null if left out
 * @param measureValue null if left out
 * @param rangeValue between two measures; null if left out
 * @param codedValue null if left out
 * @param compoundValue the parts of a value that has several
 * @param documentId the application's id of a document, or its URI; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Content(
    @Nullable String stringValue,
    @Nullable BigDecimal numberValue,
    @Nullable Boolean booleanValue,
    @Nullable Long instantValue,
    @Nullable String dateTimeValue,
    @Nullable Measure measureValue,
    @Nullable MeasureRange rangeValue,
    @Nullable Coding codedValue,
    List<Component> compoundValue,
    @Nullable String documentId,
    Map<String, @Nullable Object> unknownFields) {

  private static final Dated<Content> DATE =
      new Dated<>("instantValue", Content::instantValue, "dateTimeValue", Content::dateTimeValue);

  /**
   * Copies the collections. {@link dev.salus.sdk.error.UnwritableContent} for a number or a date
   * that no reader takes (protocol §4.1).
   */
  public Content {
    JsonNumbers.requireBounded("numberValue", numberValue);
    DateForm.DATE_TIME.require("dateTimeValue", dateTimeValue);
    compoundValue = ImmutableCopies.list(compoundValue);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A text. */
  public static Content text(String text) {
    return builder().stringValue(text).build();
  }

  /** A number, with the digits that it is written with. */
  public static Content number(BigDecimal number) {
    return builder().numberValue(number).build();
  }

  /** A whole number. */
  public static Content number(long number) {
    return number(BigDecimal.valueOf(number));
  }

  /**
   * A number, with the fewest digits that no other one has.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static Content number(double number) {
    return number(JsonNumbers.decimal(number));
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

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static ContentBuilder builder() {
    return new ContentBuilder() {
      @Override
      public Content build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public ContentBuilder toBuilder() {
    return new ContentBuilder(
        stringValue,
        numberValue,
        booleanValue,
        instantValue,
        dateTimeValue,
        measureValue,
        rangeValue,
        codedValue,
        compoundValue,
        documentId,
        unknownFields) {
      @Override
      public Content build() {
        return meaningful(super.build(), Content.this);
      }
    };
  }

  private static Content meaningful(Content made, @Nullable Content from) {
    return Checks.of(made, from)
        .anyOf(
            "stringValue",
            "the other values",
            List.of(
                Content::stringValue,
                Content::numberValue,
                Content::booleanValue,
                Content::instantValue,
                Content::dateTimeValue,
                Content::measureValue,
                Content::rangeValue,
                Content::codedValue,
                Content::compoundValue,
                Content::documentId,
                Content::unknownFields))
        .text("stringValue", Content::stringValue, TextRule.FILLED)
        .date(DATE)
        .text("documentId", Content::documentId, TextRule.ID)
        .done();
  }
}
