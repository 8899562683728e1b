package dev.salus.sdk.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object in the form of {@link JsonValues} one by one; what nobody asked for
 * is in {@link #unknown}. A field that is null counts as left out.
 */
final class JsonObjectReader {

  private final Map<String, @Nullable Object> object;
  private final String path;
  private final Set<String> known = new HashSet<>();

  JsonObjectReader(Map<String, @Nullable Object> object, String path) {
    this.object = object;
    this.path = path;
  }

  @Nullable String text(String name) {
    return typed(name, String.class, "a string");
  }

  String requiredText(String name) {
    return require(name, text(name));
  }

  /** A number; one with more digits than a double has is rounded. */
  @Nullable Double number(String name) {
    Number number = typed(name, Number.class, "a number");
    if (number == null) {
      return null;
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw malformed(name, "must be a number of double precision");
    }
    return value;
  }

  double requiredNumber(String name) {
    return require(name, number(name));
  }

  @Nullable Long integer(String name) {
    return typed(name, Long.class, "an integer of 64 bits, without fraction or exponent");
  }

  @Nullable Boolean flag(String name) {
    return typed(name, Boolean.class, "true or false");
  }

  /** An object read by a reader of its own. */
  <T> @Nullable T object(String name, Function<JsonObjectReader, T> read) {
    Object value = value(name);
    return value == null ? null : nested(value, at(name), read);
  }

  /** An array of objects; empty if left out. */
  <T> List<T> objects(String name, Function<JsonObjectReader, T> read) {
    return elements(name, (element, at) -> nested(element, at, read));
  }

  /** An object whose values are objects; empty if left out. */
  <T> Map<String, T> objectMap(String name, Function<JsonObjectReader, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    values(name).forEach((key, value) -> map.put(key, nested(value, at(name) + "." + key, read)));
    return map;
  }

  /** An array of strings; empty if left out. */
  List<String> texts(String name) {
    return elements(name, (element, at) -> cast(element, String.class, at, "a string"));
  }

  /** An object of any values; empty if left out. */
  Map<String, @Nullable Object> values(String name) {
    Object value = value(name);
    return value == null ? Map.of() : fields(value, at(name));
  }

  /** The fields that were not asked for. */
  Map<String, @Nullable Object> unknown() {
    Map<String, @Nullable Object> unknown = new LinkedHashMap<>(object);
    unknown.keySet().removeAll(known);
    return unknown;
  }

  private <T> List<T> elements(String name, BiFunction<@Nullable Object, String, T> read) {
    List<?> array = typed(name, List.class, "an array");
    if (array == null) {
      return List.of();
    }
    List<T> elements = new ArrayList<>(array.size());
    for (Object element : array) {
      elements.add(read.apply(element, at(name) + "[" + elements.size() + "]"));
    }
    return elements;
  }

  private static <T> T nested(
      @Nullable Object value, String at, Function<JsonObjectReader, T> read) {
    return read.apply(new JsonObjectReader(fields(value, at), at));
  }

  /** Objects as {@link JsonValues} makes them have strings as names. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> fields(@Nullable Object value, String at) {
    return (Map<String, @Nullable Object>) cast(value, Map.class, at, "an object");
  }

  private <T> T require(String name, @Nullable T value) {
    if (value == null) {
      throw malformed(name, "is missing");
    }
    return value;
  }

  private <T> @Nullable T typed(String name, Class<T> type, String what) {
    Object value = value(name);
    return value == null ? null : cast(value, type, at(name), what);
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return object.get(name);
  }

  private static <T> T cast(@Nullable Object value, Class<T> type, String at, String what) {
    if (!type.isInstance(value)) {
      throw new MalformedContent(at, "must be " + what);
    }
    return type.cast(value);
  }

  private MalformedContent malformed(String name, String rule) {
    return new MalformedContent(at(name), rule);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
