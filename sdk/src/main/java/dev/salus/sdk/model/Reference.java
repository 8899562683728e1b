package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who or what a record speaks of.
 *
 * @param reference an id or a URI, for example the id of a data owner; null if left out
 * @param display what people call it; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Reference(
    @Nullable String reference,
    @Nullable String display,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the map. */
  public Reference {
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** By id or URI, and as people call it. */
  public static Reference of(@Nullable String reference, @Nullable String display) {
    return builder().reference(reference).display(display).build();
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static ReferenceBuilder builder() {
    return new ReferenceBuilder() {
      @Override
      public Reference build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public ReferenceBuilder toBuilder() {
    return new ReferenceBuilder(reference, display, unknownFields) {
      @Override
      public Reference build() {
        return meaningful(super.build(), Reference.this);
      }
    };
  }

  private static Reference meaningful(Reference made, @Nullable Reference from) {
    return Checks.of(made, from)
        .anyOf(
            "reference",
            "display",
            List.of(Reference::reference, Reference::display, Reference::unknownFields))
        .text("reference", Reference::reference, TextRule.ID)
        .text("display", Reference::display, TextRule.FILLED)
        .done();
  }
}
