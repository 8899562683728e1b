package dev.salus.sdk.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A code of a coding system.
 *
 * @param id null if left out
 * @param type the system, for example {@code SNOMEDCT}
 * @param code the code in it
 * @param version the system's version; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Coding(
    @Nullable String id,
    String type,
    String code,
    @Nullable String version,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the map. {@link NullPointerException} without type or code. */
  public Coding {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(code, "code");
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A code without a version. */
  public static Coding of(String type, String code) {
    return of(type, code, null);
  }

  /** A code of a version of the system. */
  public static Coding of(String type, String code, @Nullable String version) {
    return new Coding(null, type, code, version, Map.of());
  }

  /** A builder with nothing set. */
  public static CodingBuilder builder() {
    return CodingBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public CodingBuilder toBuilder() {
    return CodingBuilder.builder(this);
  }
}
