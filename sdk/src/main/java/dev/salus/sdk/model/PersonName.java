package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name of a person.
 *
 * @param use what it is used for, as in FHIR: {@code usual}, {@code official}, {@code temp}, {@code
 *     nickname}, {@code anonymous}, {@code old} or {@code maiden}; null if left out
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

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static PersonNameBuilder builder() {
    return new PersonNameBuilder() {
      @Override
      public PersonName build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public PersonNameBuilder toBuilder() {
    return new PersonNameBuilder(use, lastName, firstNames, text, unknownFields) {
      @Override
      public PersonName build() {
        return meaningful(super.build(), PersonName.this);
      }
    };
  }

  private static PersonName meaningful(PersonName made, @Nullable PersonName from) {
    return Checks.of(made, from)
        .anyOf(
            "text",
            "use, lastName, firstNames",
            List.of(
                PersonName::text,
                PersonName::use,
                PersonName::lastName,
                PersonName::firstNames,
                PersonName::unknownFields))
        .text("use", PersonName::use, TextRule.NAME_USE)
        .text("lastName", PersonName::lastName, TextRule.FILLED)
        .texts("firstNames", PersonName::firstNames, TextRule.FILLED)
        .text("text", PersonName::text, TextRule.FILLED)
        .done();
  }
}
