package dev.salus.sdk.model;

import dev.salus.sdk.meaning.Checks;
import dev.salus.sdk.meaning.TextRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a compound value: a value of its own with what it is about, for example the systolic
 * pressure in a blood pressure.
 *
 * @param content the value by language; {@code und} where it has none
 * @param comment null if left out
 * @param labels what kind of value it is, coded
 * @param codes what the value says, coded
 * @param unknownFields fields that are not known here, as JSON values
 */
@WithBuilder
public record Component(
    Map<String, Content> content,
    @Nullable String comment,
    List<Coding> labels,
    List<Coding> codes,
    Map<String, @Nullable Object> unknownFields) {

  /** Copies the collections. */
  public Component {
    content = ImmutableCopies.map(content);
    labels = ImmutableCopies.list(labels);
    codes = ImmutableCopies.list(codes);
    unknownFields = ImmutableCopies.json(unknownFields);
  }

  /**
   * A builder with nothing set. It refuses what means nothing, as {@link
   * dev.salus.sdk.error.UnwritableContent} that names the field (protocol §4.1).
   */
  public static ComponentBuilder builder() {
    return new ComponentBuilder() {
      @Override
      public Component build() {
        return meaningful(super.build(), null);
      }
    };
  }

  /** A builder with everything as it is here. It asks nothing of what stays as it is. */
  public ComponentBuilder toBuilder() {
    return new ComponentBuilder(content, comment, labels, codes, unknownFields) {
      @Override
      public Component build() {
        return meaningful(super.build(), Component.this);
      }
    };
  }

  private static Component meaningful(Component made, @Nullable Component from) {
    return Checks.of(made, from)
        .anyOf(
            "content",
            "comment, labels, codes",
            List.of(
                Component::content,
                Component::comment,
                Component::labels,
                Component::codes,
                Component::unknownFields))
        .byLanguage("content", Component::content)
        .text("comment", Component::comment, TextRule.FILLED)
        .done();
  }
}
