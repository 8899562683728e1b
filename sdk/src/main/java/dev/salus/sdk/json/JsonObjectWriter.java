package dev.salus.sdk.json;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts fields into an object in the form of {@link JsonValues}, in their order; leaves out null and
 * empty ones. A text with a lone surrogate is an {@link IllegalArgumentException}.
 */
public final class JsonObjectWriter {

  private final Map<String, @Nullable Object> object = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  /** A name that is somebody else's to write. */
  public JsonObjectWriter reserved(String name) {
    known.add(name);
    return this;
  }

  /** A string, number or boolean. */
  public JsonObjectWriter put(String name, @Nullable Object scalar) {
    known.add(name);
    if (scalar != null) {
      object.put(name, scalar instanceof String text ? JsonValues.wellFormed(text) : scalar);
    }
    return this;
  }

  /** An array of strings. */
  public JsonObjectWriter texts(String name, List<String> texts) {
    return putUnlessEmpty(name, texts.stream().map(JsonValues::wellFormed).toList());
  }

  /** An object. */
  public <T> JsonObjectWriter object(
      String name, @Nullable T part, Function<T, Map<String, @Nullable Object>> write) {
    known.add(name);
    if (part != null) {
      object.put(name, write.apply(part));
    }
    return this;
  }

  /** An array of objects. */
  public <T> JsonObjectWriter objects(
      String name, List<T> parts, Function<T, Map<String, @Nullable Object>> write) {
    return putUnlessEmpty(name, parts.stream().map(write).toList());
  }

  /** An object of objects. */
  public <T> JsonObjectWriter objectMap(
      String name, Map<String, T> parts, Function<T, Map<String, @Nullable Object>> write) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    parts.forEach((key, part) -> written.put(JsonValues.wellFormed(key), write.apply(part)));
    return putUnlessEmpty(name, written);
  }

  /** Values that are in their one form already. */
  public JsonObjectWriter values(String name, Map<String, @Nullable Object> values) {
    return putUnlessEmpty(name, values);
  }

  /**
   * The object with these fields, which nobody knows here, as well.
   *
   * @throws IllegalArgumentException if one of them was put, or is reserved
   */
  public Map<String, @Nullable Object> with(Map<String, @Nullable Object> unknownFields) {
    unknownFields.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            throw new IllegalArgumentException("unknownFields has a known field: " + name);
          }
          object.put(name, value);
        });
    return object;
  }

  private JsonObjectWriter putUnlessEmpty(String name, Object collection) {
    known.add(name);
    boolean empty =
        collection instanceof Collection<?> list
            ? list.isEmpty()
            : collection instanceof Map<?, ?> map && map.isEmpty();
    if (!empty) {
      object.put(name, collection);
    }
    return this;
  }
}
