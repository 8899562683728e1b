package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else calls the same thing.
 *
 * @param system who does, as a URI; null if left out
 * @param value what it is called; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Identifier(
    @Nullable String system, @Nullable String value, Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public Identifier {
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** An identifier in a system. */
  public static Identifier of(String system, String value) {
    return builder().system(system).value(value).build();
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static IdentifierBuilder builder() {
    return new IdentifierBuilder() {
      @Override
      public Identifier build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public IdentifierBuilder toBuilder() {
    return new IdentifierBuilder(system, value, unknownFields) {
      @Override
      public Identifier build() {
        return meaningful(super.build(), Identifier.this);
      }
    };
  }

  private static Identifier meaningful(Identifier made, @Nullable Identifier from) {
    return Checks.of(made, from)
        .anyOf(
            "value",
            "system",
            List.of(Identifier::value, Identifier::system, Identifier::unknownFields))
        .text("system", Identifier::system, TextRule.ID)
        .text("value", Identifier::value, TextRule.FILLED)
        .done();
  }
}
