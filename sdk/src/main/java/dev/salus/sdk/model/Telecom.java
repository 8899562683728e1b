package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
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

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static TelecomBuilder builder() {
    return new TelecomBuilder() {
      @Override
      public Telecom build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public TelecomBuilder toBuilder() {
    return new TelecomBuilder(type, value, unknownFields) {
      @Override
      public Telecom build() {
        return meaningful(super.build(), Telecom.this);
      }
    };
  }

  private static Telecom meaningful(Telecom made, @Nullable Telecom from) {
    return Checks.of(made, from)
        .anyOf("value", "type", List.of(Telecom::value, Telecom::type, Telecom::unknownFields))
        .text("type", Telecom::type, TextRule.FILLED)
        .text("value", Telecom::value, TextRule.FILLED)
        .done();
  }
}
