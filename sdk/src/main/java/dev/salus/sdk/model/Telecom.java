package dev.salus.sdk.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number, an e-mail address or the like.
 *
 * @param type what it is, for example {@code mobile}; null if left out
 * @param value the number or address; null if left out
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Telecom(
    @Nullable String type, @Nullable String value, Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public Telecom {
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /** A builder with nothing set. */
  public static TelecomBuilder builder() {
    return TelecomBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public TelecomBuilder toBuilder() {
    return TelecomBuilder.builder(this);
  }
}
