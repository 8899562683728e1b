package dev.salus.sdk.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a compound value: a value of its own with what it is about, for example the systolic
 * pressure in a blood pressure.
 *
 * @param content the value by language; {@code ""} or {@code und} where it has none
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

  /** A builder with nothing set. */
  public static ComponentBuilder builder() {
    return ComponentBuilder.builder();
  }

  /** A builder with everything as it is here. */
  public ComponentBuilder toBuilder() {
    return ComponentBuilder.builder(this);
  }
}
