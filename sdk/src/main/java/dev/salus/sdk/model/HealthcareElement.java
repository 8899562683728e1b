package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.Dated;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition, a diagnosis, a problem (protocol §4.1).
 *
 * @param id UUID; null to have one made at creation
 * @param metadata what the SDK knows about the record; {@link Metadata#NEW} before it is created
 * @param description null if left out
 * @param note null if left out
 * @param openingDate since when, as a number; null if left out
 * @param openingDateTime the same as a date of FHIR R4, which says how precise it is; null if left
 *     out
 * @param closingDate until when, as a number; null if left out
 * @param closingDateTime the same as a date of FHIR R4, which says how precise it is; null if left
 *     out
 * @param relevant null if left out
 * @param status a number of the application's; null if left out
 * @param identifiers what others call it
 * @param properties whatever else, as JSON values
 * @param labels what kind of thing it is, coded
 * @param codes what it is, coded
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record HealthcareElement(
    @Nullable String id,
    Metadata metadata,
    @Nullable String description,
    @Nullable String note,
    @Nullable Long openingDate,
    @Nullable String openingDateTime,
    @Nullable Long closingDate,
    @Nullable String closingDateTime,
    @Nullable Boolean relevant,
    @Nullable Long status,
    List<Identifier> identifiers,
    Map<String, @Nullable Object> properties,
    List<Coding> labels,
    List<Coding> codes,
    Map<String, @Nullable Object> unknownFields) {

  private static final Dated<HealthcareElement> OPENING =
      new Dated<>(
          "openingDate",
          HealthcareElement::openingDate,
          "openingDateTime",
          HealthcareElement::openingDateTime);

  private static final Dated<HealthcareElement> CLOSING =
      new Dated<>(
          "closingDate",
          HealthcareElement::closingDate,
          "closingDateTime",
          HealthcareElement::closingDateTime);

  /**
   * Copies the collections. {@link dev.salus.sdk.error.UnwritableContent} for a date of a form that
   * it must not have.
   */
  public HealthcareElement {
    metadata = metadata == null ? Metadata.NEW : metadata;
    DateForm.DATE_TIME.require("openingDateTime", openingDateTime);
    DateForm.DATE_TIME.require("closingDateTime", closingDateTime);
    identifiers = ImmutableCopies.list(identifiers);
    properties = ImmutableCopies.json(properties);
    labels = ImmutableCopies.list(labels);
    codes = ImmutableCopies.list(codes);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /**
   * The id of a record that has one, as all that were created have.
   *
   * @throws IllegalStateException if it has none yet
   */
  public String requireId() {
    if (id == null) {
      throw new IllegalStateException("this record was not created yet");
    }
    return id;
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static HealthcareElementBuilder builder() {
    return new HealthcareElementBuilder() {
      @Override
      public HealthcareElement build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public HealthcareElementBuilder toBuilder() {
    return new HealthcareElementBuilder(
        id,
        metadata,
        description,
        note,
        openingDate,
        openingDateTime,
        closingDate,
        closingDateTime,
        relevant,
        status,
        identifiers,
        properties,
        labels,
        codes,
        unknownFields) {
      @Override
      public HealthcareElement build() {
        return meaningful(super.build(), HealthcareElement.this);
      }
    };
  }

  private static HealthcareElement meaningful(
      HealthcareElement made, @Nullable HealthcareElement from) {
    return Checks.of(made, from)
        .text("id", HealthcareElement::id, TextRule.UUID)
        .text("description", HealthcareElement::description, TextRule.FILLED)
        .text("note", HealthcareElement::note, TextRule.FILLED)
        .date(OPENING)
        .date(CLOSING)
        .inOrder(OPENING, CLOSING)
        .done();
  }
}
