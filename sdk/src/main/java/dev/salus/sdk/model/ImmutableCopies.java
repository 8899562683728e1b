package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Immutable copies of collections; a builder leaves those null that were not set. */
final class ImmutableCopies {

  private ImmutableCopies() {}

  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Keeps the order. */
  static <T> Map<String, T> map(@Nullable Map<String, T> map) {
    if (map == null) {
      return Map.of();
    }
    Map<String, T> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> copy.put(Objects.requireNonNull(key), Objects.requireNonNull(value)));
    return Collections.unmodifiableMap(copy);
  }

  /** JSON values in their one form; see {@link JsonValues}. */
  static Map<String, @Nullable Object> json(@Nullable Map<String, ? extends @Nullable Object> map) {
    return map == null ? Map.of() : JsonValues.normalise(map);
  }
}
