package dev.salus.sdk.model;

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

  /** A builder with nothing set. */
  public static IdentifierBuilder builder() {
    return IdentifierBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public IdentifierBuilder toBuilder() {
    return IdentifierBuilder.builder(this);
  }
}
