package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.Dated;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something observed, measured or told (protocol §4.1).
 *
 * @param id UUID; null to have one made at creation
 * @param metadata what the SDK knows about the record; {@link Metadata#NEW} before it is created
 * @param content the value by language, as BCP 47 writes it; {@code und} where it has none
 * @param comment null if left out
 * @param valueDate when it was observed, as a number; null if left out
 * @param valueDateTime the same as a date of FHIR R4, which says how precise it is; null if left
 *     out
 * @param openingDate since when it holds, as a number; null if left out
 * @param openingDateTime the same as a date of FHIR R4, which says how precise it is; null if left
 *     out
 * @param closingDate until when it held, as a number; null if left out
 * @param closingDateTime the same as a date of FHIR R4, which says how precise it is; null if left
 *     out
 * @param performer who observed it
 * @param device what it was observed with; null if left out
 * @param interpretation what it means, coded, for example that it is high
 * @param healthcareElements ids of the healthcare elements that it is about
 * @param batchId what samples that belong together share; null if left out
 * @param identifiers what others call it
 * @param properties whatever else, as JSON values
 * @param labels what kind of thing it is, coded
 * @param codes what it is, coded
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record DataSample(
    @Nullable String id,
    Metadata metadata,
    Map<String, Content> content,
    @Nullable String comment,
    @Nullable Long valueDate,
    @Nullable String valueDateTime,
    @Nullable Long openingDate,
    @Nullable String openingDateTime,
    @Nullable Long closingDate,
    @Nullable String closingDateTime,
    List<Reference> performer,
    @Nullable Reference device,
    List<Coding> interpretation,
    List<String> healthcareElements,
    @Nullable String batchId,
    List<Identifier> identifiers,
    Map<String, @Nullable Object> properties,
    List<Coding> labels,
    List<Coding> codes,
    Map<String, @Nullable Object> unknownFields) {

  private static final Dated<DataSample> VALUE =
      new Dated<>("valueDate", DataSample::valueDate, "valueDateTime", DataSample::valueDateTime);

  private static final Dated<DataSample> OPENING =
      new Dated<>(
          "openingDate", DataSample::openingDate, "openingDateTime", DataSample::openingDateTime);

  private static final Dated<DataSample> CLOSING =
      new Dated<>(
          "closingDate", DataSample::closingDate, "closingDateTime", DataSample::closingDateTime);

  /**
   * Copies the collections. {@link dev.salus.sdk.error.UnwritableContent} for a date of a form that
   * it must not have.
   */
  public DataSample {
    metadata = metadata == null ? Metadata.NEW : metadata;
    DateForm.DATE_TIME.require("valueDateTime", valueDateTime);
    DateForm.DATE_TIME.require("openingDateTime", openingDateTime);
    DateForm.DATE_TIME.require("closingDateTime", closingDateTime);
    content = ImmutableCopies.map(content);
    performer = ImmutableCopies.list(performer);
    interpretation = ImmutableCopies.list(interpretation);
    healthcareElements = ImmutableCopies.list(healthcareElements);
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
  public static DataSampleBuilder builder() {
    return new DataSampleBuilder() {
      @Override
      public DataSample build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public DataSampleBuilder toBuilder() {
    return new DataSampleBuilder(
        id,
        metadata,
        content,
        comment,
        valueDate,
        valueDateTime,
        openingDate,
        openingDateTime,
        closingDate,
        closingDateTime,
        performer,
        device,
        interpretation,
        healthcareElements,
        batchId,
        identifiers,
        properties,
        labels,
        codes,
        unknownFields) {
      @Override
      public DataSample build() {
        return meaningful(super.build(), DataSample.this);
      }
    };
  }

  private static DataSample meaningful(DataSample made, @Nullable DataSample from) {
    return Checks.of(made, from)
        .text("id", DataSample::id, TextRule.UUID)
        .byLanguage("content", DataSample::content)
        .text("comment", DataSample::comment, TextRule.FILLED)
        .date(VALUE)
        .date(OPENING)
        .date(CLOSING)
        .inOrder(OPENING, CLOSING)
        .texts("healthcareElements", DataSample::healthcareElements, TextRule.UUID)
        .text("batchId", DataSample::batchId, TextRule.FILLED)
        .done();
  }
}
