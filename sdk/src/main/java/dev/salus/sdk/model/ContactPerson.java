package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to turn to on behalf of a patient: a relative, a guardian, an employer.
 *
 * @param relationship what they are to the patient, coded
 * @param name null if left out
 * @param gender {@code male}, {@code female}, {@code other} or {@code unknown}, as in FHIR; null if
 *     left out
 * @param telecoms how to reach them
 * @param address null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record ContactPerson(
    List<Coding> relationship,
    @Nullable PersonName name,
    @Nullable String gender,
    List<Telecom> telecoms,
    @Nullable Address address,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public ContactPerson {
    relationship = ImmutableCopies.list(relationship);
    telecoms = ImmutableCopies.list(telecoms);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static ContactPersonBuilder builder() {
    return new ContactPersonBuilder() {
      @Override
      public ContactPerson build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public ContactPersonBuilder toBuilder() {
    return new ContactPersonBuilder(relationship, name, gender, telecoms, address, unknownFields) {
      @Override
      public ContactPerson build() {
        return meaningful(super.build(), ContactPerson.this);
      }
    };
  }

  private static ContactPerson meaningful(ContactPerson made, @Nullable ContactPerson from) {
    return Checks.of(made, from)
        .anyOf(
            "name",
            "telecoms, address",
            List.of(
                ContactPerson::name,
                ContactPerson::telecoms,
                ContactPerson::address,
                ContactPerson::unknownFields))
        .text("gender", ContactPerson::gender, TextRule.GENDER)
        .done();
  }
}
