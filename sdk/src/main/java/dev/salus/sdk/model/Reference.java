package dev.salus.sdk.model;

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

  /** A builder with nothing set. */
  public static ReferenceBuilder builder() {
    return ReferenceBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public ReferenceBuilder toBuilder() {
    return ReferenceBuilder.builder(this);
  }
}
