package dev.salus.sdk.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to turn to on behalf of a patient: a relative, a guardian, an employer.
 *
 * @param relationship what they are to the patient, coded
 * @param name null if left out
 * @param gender null if left out
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

  /** A builder with nothing set. */
  public static ContactPersonBuilder builder() {
    return ContactPersonBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public ContactPersonBuilder toBuilder() {
    return ContactPersonBuilder.builder(this);
  }
}
