package dev.salus.sdk.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name of a person.
 *
 * @param use what it is used for, for example {@code official}; null if left out
 * @param lastName family name; null if left out
 * @param firstNames given names in their order
 * @param text the name as one text; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record PersonName(
    @Nullable String use,
    @Nullable String lastName,
    List<String> firstNames,
    @Nullable String text,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public PersonName {
    firstNames = ImmutableCopies.list(firstNames);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A builder with nothing set. */
  public static PersonNameBuilder builder() {
    return PersonNameBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public PersonNameBuilder toBuilder() {
    return PersonNameBuilder.builder(this);
  }
}
