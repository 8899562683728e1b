package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's record (protocol §4.1).
 *
 * @param id UUID; null to have one made at creation
 * @param metadata what the SDK knows about the record; {@link Metadata#NEW} before it is created
 * @param active whether the record is in use; null if left out
 * @param firstName null if left out
 * @param lastName null if left out
 * @param names other names, and the same in more detail
 * @param gender {@code male}, {@code female}, {@code other} or {@code unknown}, as in FHIR; null if
 *     left out
 * @param birthDate a date of FHIR R4, may be partial ({@code 1979-05}); null if left out
 * @param deceasedBoolean whether the person has died, where it is not known when; null if left out
 * @param deceasedDateTime when the person died, as a date of FHIR R4; null if left out
 * @param maritalStatus null if left out
 * @param nationalities as ISO 3166 writes countries, or as people do
 * @param profession null if left out
 * @param note null if left out
 * @param photoId the application's id of an attachment with a picture of the person, or its URI;
 *     null if left out
 * @param addresses where and how to reach the person
 * @param contact whom to turn to on the person's behalf
 * @param identifiers what others call the person
 * @param languages languages the person understands, as BCP 47 writes them
 * @param properties whatever else, as JSON values
 * @param labels what kind of record it is, coded
 * @param codes what is known of the person, coded
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Patient(
    @Nullable String id,
    Metadata metadata,
    @Nullable Boolean active,
    @Nullable String firstName,
    @Nullable String lastName,
    List<PersonName> names,
    @Nullable String gender,
    @Nullable String birthDate,
    @Nullable Boolean deceasedBoolean,
    @Nullable String deceasedDateTime,
    @Nullable Coding maritalStatus,
    List<String> nationalities,
    @Nullable String profession,
    @Nullable String note,
    @Nullable String photoId,
    List<Address> addresses,
    List<ContactPerson> contact,
    List<Identifier> identifiers,
    List<String> languages,
    Map<String, @Nullable Object> properties,
    List<Coding> labels,
    List<Coding> codes,
    Map<String, @Nullable Object> unknownFields) {

  /**
   * Copies the collections. {@link dev.salus.sdk.error.UnwritableContent} for a date of a form that
   * it must not have.
   */
  public Patient {
    metadata = metadata == null ? Metadata.NEW : metadata;
    DateForm.DATE.require("birthDate", birthDate);
    DateForm.DATE_TIME.require("deceasedDateTime", deceasedDateTime);
    nationalities = ImmutableCopies.list(nationalities);
    contact = ImmutableCopies.list(contact);
    names = ImmutableCopies.list(names);
    addresses = ImmutableCopies.list(addresses);
    identifiers = ImmutableCopies.list(identifiers);
    languages = ImmutableCopies.list(languages);
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
  public static PatientBuilder builder() {
    return new PatientBuilder() {
      @Override
      public Patient build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public PatientBuilder toBuilder() {
    return new PatientBuilder(
        id,
        metadata,
        active,
        firstName,
        lastName,
        names,
        gender,
        birthDate,
        deceasedBoolean,
        deceasedDateTime,
        maritalStatus,
        nationalities,
        profession,
        note,
        photoId,
        addresses,
        contact,
        identifiers,
        languages,
        properties,
        labels,
        codes,
        unknownFields) {
      @Override
      public Patient build() {
        return meaningful(super.build(), Patient.this);
      }
    };
  }

  private static Patient meaningful(Patient made, @Nullable Patient from) {
    return Checks.of(made, from)
        .text("id", Patient::id, TextRule.UUID)
        .text("firstName", Patient::firstName, TextRule.FILLED)
        .text("lastName", Patient::lastName, TextRule.FILLED)
        .text("gender", Patient::gender, TextRule.GENDER)
        .together(
            "deceasedBoolean",
            "must not be false beside deceasedDateTime",
            it -> it.deceasedDateTime == null || !Boolean.FALSE.equals(it.deceasedBoolean),
            List.of(Patient::deceasedBoolean, Patient::deceasedDateTime))
        .texts("nationalities", Patient::nationalities, TextRule.FILLED)
        .text("profession", Patient::profession, TextRule.FILLED)
        .text("note", Patient::note, TextRule.FILLED)
        .text("photoId", Patient::photoId, TextRule.ID)
        .texts("languages", Patient::languages, TextRule.LANGUAGE)
        .done();
  }
}
