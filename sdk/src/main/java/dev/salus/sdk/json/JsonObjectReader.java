package dev.salus.sdk.json;

import dev.salus.sdk.error.MalformedContent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object in the form of {@link JsonValues} one by one; what nobody asked for
 * is in {@link #unknown}. A field that is null counts as left out; so does one that is not what it
 * must be, which is told as a {@link Fault}.
 */
public final class JsonObjectReader {

  /** So many are told; more say nothing more, and a hostile writer makes as many as fit. */
  public static final int MOST_FAULTS = 100;

  private final Map<String, @Nullable Object> object;
  private final String path;
  private final @Nullable List<Fault> faults;
  private final Set<String> known = new HashSet<>();

  /**
   * A value that was not taken.
   *
   * @param field its path, for example {@code names[0].use}
   * @param rule what it must be
   */
  public record Fault(String field, String rule) {}

  private JsonObjectReader(
      Map<String, @Nullable Object> object, String path, @Nullable List<Fault> faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  /** A reader of a whole object. */
  public static JsonObjectReader of(Map<String, @Nullable Object> object) {
    return new JsonObjectReader(object, "", new ArrayList<>());
  }

  /** What was not taken so far, here and in what is nested. */
  public List<Fault> faults() {
    return faults == null ? List.of() : List.copyOf(faults);
  }

  /** A text. */
  public @Nullable String text(String name) {
    return typed(name, String.class, "must be a string");
  }

  /** A text that is not empty. */
  public @Nullable String filledText(String name) {
    return text(name, text -> !text.isEmpty(), "must not be empty");
  }

  /**
   * A text of a certain form.
   *
   * @param rule what it must be
   */
  public @Nullable String text(String name, Predicate<String> form, String rule) {
    String text = text(name);
    if (text == null || form.test(text)) {
      return text;
    }
    fault(at(name), rule);
    return null;
  }

  /** A number with all its digits. */
  public @Nullable BigDecimal number(String name) {
    Number number = typed(name, Number.class, "must be a number");
    if (number == null) {
      return null;
    }
    BigDecimal decimal = JsonNumbers.decimal(number);
    if (JsonNumbers.isBounded(decimal)) {
      return decimal;
    }
    fault(at(name), JsonNumbers.BOUNDED);
    return null;
  }

  /** An integer. */
  public @Nullable Long integer(String name) {
    return typed(name, Long.class, "must be an integer of 64 bits, without fraction or exponent");
  }

  /** A boolean. */
  public @Nullable Boolean flag(String name) {
    return typed(name, Boolean.class, "must be true or false");
  }

  /** An object read by a reader of its own. */
  public <T> @Nullable T object(String name, Function<JsonObjectReader, T> read) {
    Object value = value(name);
    return value == null ? null : nested(value, at(name), read);
  }

  /**
   * The same, but nothing in it may be other than it must.
   *
   * @throws MalformedContent if something is
   */
  public <T> @Nullable T strictObject(String name, Function<JsonObjectReader, T> read) {
    known.add(name);
    return new JsonObjectReader(object, path, null).object(name, read);
  }

  /**
   * A text of a strict object.
   *
   * @throws MalformedContent if it is missing or none
   */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw new MalformedContent(at(name), "is missing");
    }
    return text;
  }

  /** An array of objects; empty if left out. */
  public <T> List<T> objects(String name, Function<JsonObjectReader, T> read) {
    return elements(name, (element, at) -> nested(element, at, read));
  }

  /** An object whose values are objects; empty if left out. */
  public <T> Map<String, T> objectMap(String name, Function<JsonObjectReader, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    values(name)
        .forEach(
            (key, value) -> {
              T part = nested(value, at(name) + "." + key, read);
              if (part != null) {
                map.put(key, part);
              }
            });
    return map;
  }

  /** An array of strings; empty if left out. */
  public List<String> texts(String name) {
    return elements(name, (element, at) -> cast(element, String.class, at, "must be a string"));
  }

  /** An object of any values; empty if left out. */
  public Map<String, @Nullable Object> values(String name) {
    Object value = value(name);
    Map<String, @Nullable Object> fields = value == null ? null : fields(value, at(name));
    return fields == null ? Map.of() : fields;
  }

  /** The fields that were not asked for. */
  public Map<String, @Nullable Object> unknown() {
    Map<String, @Nullable Object> unknown = new LinkedHashMap<>(object);
    unknown.keySet().removeAll(known);
    return unknown;
  }

  private <T> List<T> elements(
      String name, BiFunction<@Nullable Object, String, @Nullable T> read) {
    List<?> array = typed(name, List.class, "must be an array");
    if (array == null) {
      return List.of();
    }
    List<T> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      T element = read.apply(array.get(i), at(name) + "[" + i + "]");
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }

  private <T> @Nullable T nested(
      @Nullable Object value, String at, Function<JsonObjectReader, T> read) {
    Map<String, @Nullable Object> fields = fields(value, at);
    return fields == null ? null : read.apply(new JsonObjectReader(fields, at, faults));
  }

  /** Objects as {@link JsonValues} makes them have strings as names. */
  @SuppressWarnings("unchecked")
  private @Nullable Map<String, @Nullable Object> fields(@Nullable Object value, String at) {
    return (Map<String, @Nullable Object>) cast(value, Map.class, at, "must be an object");
  }

  private <T> @Nullable T typed(String name, Class<T> type, String rule) {
    Object value = value(name);
    return value == null ? null : cast(value, type, at(name), rule);
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return object.get(name);
  }

  private <T> @Nullable T cast(@Nullable Object value, Class<T> type, String at, String rule) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    fault(at, rule);
    return null;
  }

  private void fault(String at, String rule) {
    if (faults == null) {
      throw new MalformedContent(at, rule);
    }
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(JsonValues.shortened(at), rule));
    }
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
