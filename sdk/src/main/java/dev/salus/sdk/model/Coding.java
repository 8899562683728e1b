package dev.salus.sdk.model;

import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code of a coding system. As in FHIR it may be a text alone, of no system, or without a code;
 * only what has both can be published and searched by.
 *
 * @param id null if left out
 * @param type the system, for example {@code SNOMEDCT}; not empty; null if left out
 * @param code the code in it; not empty; null if left out
 * @param version the system's version; null if left out
 * @param display what people call it; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Coding(
    @Nullable String id,
    @Nullable String type,
    @Nullable String code,
    @Nullable String version,
    @Nullable String display,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the map. {@link UnwritableContent} for a type or code that is empty. */
  public Coding {
    requireFilled("type", type);
    requireFilled("code", code);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  private static void requireFilled(String field, @Nullable String text) {
    if (text != null && text.isEmpty()) {
      throw new UnwritableContent(field, "must not be empty: leave it out");
    }
  }

  /** A code without a version. */
  public static Coding of(String type, String code) {
    return of(type, code, null);
  }

  /** A code of a version of the system. */
  public static Coding of(String type, String code, @Nullable String version) {
    return builder().type(type).code(code).version(version).build();
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static CodingBuilder builder() {
    return new CodingBuilder() {
      @Override
      public Coding build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public CodingBuilder toBuilder() {
    return new CodingBuilder(id, type, code, version, display, unknownFields) {
      @Override
      public Coding build() {
        return meaningful(super.build(), Coding.this);
      }
    };
  }

  private static Coding meaningful(Coding made, @Nullable Coding from) {
    return Checks.of(made, from)
        .anyOf(
            "code",
            "type, version, display",
            List.of(
                Coding::code,
                Coding::type,
                Coding::version,
                Coding::display,
                Coding::unknownFields))
        .text("id", Coding::id, TextRule.ID)
        .text("type", Coding::type, TextRule.FILLED)
        .text("code", Coding::code, TextRule.FILLED)
        .text("version", Coding::version, TextRule.FILLED)
        .text("display", Coding::display, TextRule.FILLED)
        .done();
  }
}
