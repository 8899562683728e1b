package dev.salus.protocol;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object one by one and names the field that breaks a rule (protocol
 * §0). {@link #end} refuses what nobody asked for. A field that is null counts as of the wrong
 * type.
 */
public final class FieldReader {

  private final JsonObject json;
  private final String path;
  private final Set<String> known = new HashSet<>();

  private FieldReader(JsonObject json, String path) {
    this.json = json;
    this.path = path;
  }

  /** A reader of a whole body. */
  public static FieldReader of(JsonObject json) {
    return new FieldReader(json, "");
  }

  /** A reader of an object that stands at a field of a larger body. */
  public static FieldReader of(JsonObject json, String path) {
    return new FieldReader(json, path);
  }

  /** The path of a field of this object, for messages. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A violation at a field of this object. */
  public ProtocolViolation violation(Kind kind, String name, String detail) {
    return new ProtocolViolation(kind, path(name), detail);
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    known.add(name);
    return json.containsKey(name);
  }

  /** A string. */
  public String text(String name) {
    String text = require(name, String.class, "a string");
    return StrictJson.isWellFormed(text) ? text : wellFormed(text, path(name));
  }

  /** A string, or null if the field is not there. */
  public @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  /** A UUID in its one form. */
  public String uuid(String name) {
    String text = text(name);
    return Ids.isUuid(text) ? text : uuid(text, path(name));
  }

  /** A UUID, or null if the field is not there. */
  public @Nullable String optionalUuid(String name) {
    return has(name) ? uuid(name) : null;
  }

  /** Canonical base64url of exactly this many bytes, as text. */
  public String base64(String name, int bytes) {
    return base64(text(name), bytes, bytes, path(name));
  }

  /** Canonical base64url of at least this many bytes, as text. */
  public String base64AtLeast(String name, int bytes) {
    return base64(text(name), bytes, Integer.MAX_VALUE, path(name));
  }

  /** An integer from 0 to 2⁵³−1. */
  public long integer(String name) {
    Object value = require(name, Object.class, "an integer");
    if (value instanceof Long || value instanceof Integer) {
      long number = ((Number) value).longValue();
      if (number >= 0 && number <= StrictJson.MAX_INTEGER) {
        return number;
      }
    }
    throw violation(Kind.INTEGER, name, "must be an integer from 0 to 2^53-1");
  }

  /** True or false; false if the field is not there. */
  public boolean flag(String name) {
    return has(name) && require(name, Boolean.class, "true or false");
  }

  /** An object, read by a reader of its own, which is ended here. */
  public <T> T object(String name, Function<FieldReader, T> read) {
    return nested(require(name, JsonObject.class, "an object"), path(name), read);
  }

  /** An object as it is. */
  public JsonObject rawObject(String name) {
    return require(name, JsonObject.class, "an object");
  }

  /** A list of objects. */
  public <T> List<T> objects(String name, Function<FieldReader, T> read) {
    return elements(
        name,
        (element, at) -> {
          if (!(element instanceof JsonObject object)) {
            throw new ProtocolViolation(Kind.WRONG_TYPE, at, "must be an object");
          }
          return nested(object, at, read);
        });
  }

  /** A list of objects, empty if the field is not there. */
  public <T> List<T> optionalObjects(String name, Function<FieldReader, T> read) {
    return has(name) ? objects(name, read) : List.of();
  }

  /** A set of strings, in the order in which they came; none twice. */
  public List<String> texts(String name) {
    return distinct(name, elements(name, FieldReader::text));
  }

  /** A set of UUIDs, in the order in which they came; none twice. */
  public List<String> uuids(String name) {
    return distinct(name, elements(name, (element, at) -> uuid(text(element, at), at)));
  }

  /** A set of base64url values of exactly this many bytes; none twice. */
  public List<String> base64s(String name, int bytes) {
    return distinct(
        name, elements(name, (element, at) -> base64(text(element, at), bytes, bytes, at)));
  }

  /** A map whose values are objects; the key is given to the reading function. */
  public <T> Map<String, T> map(String name, BiFunction<String, FieldReader, T> read) {
    JsonObject object = require(name, JsonObject.class, "an object");
    Map<String, T> map = new LinkedHashMap<>();
    for (String key : object.fieldNames()) {
      String at = path(name) + "." + key;
      if (!(object.getValue(key) instanceof JsonObject value)) {
        throw new ProtocolViolation(Kind.WRONG_TYPE, at, "must be an object");
      }
      map.put(key, nested(value, at, reader -> read.apply(key, reader)));
    }
    return Collections.unmodifiableMap(map);
  }

  /** A map whose values are base64url of exactly this many bytes. */
  public Map<String, String> base64Map(String name, int bytes) {
    JsonObject object = require(name, JsonObject.class, "an object");
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : object.fieldNames()) {
      String at = path(name) + "." + key;
      map.put(key, base64(text(object.getValue(key), at), bytes, bytes, at));
    }
    return Collections.unmodifiableMap(map);
  }

  /** Refuses every field that was not read. */
  public void end() {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        throw violation(Kind.UNKNOWN_FIELD, name, "is not a field that is known here");
      }
    }
  }

  /** Refuses a list in which an element occurs twice. */
  public <T> List<T> distinct(String name, List<T> elements) {
    if (new HashSet<>(elements).size() != elements.size()) {
      throw violation(Kind.VALUE, name, "must not have an element twice");
    }
    return elements;
  }

  /** Refuses a text that is not a UUID in its one form. */
  public static String uuid(String text, String field) {
    if (!Ids.isUuid(text)) {
      throw new ProtocolViolation(Kind.UUID, field, "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    return text;
  }

  /** Refuses a text that is not canonical base64url of exactly this many bytes. */
  public static String base64(String text, int bytes, String field) {
    return base64(text, bytes, bytes, field);
  }

  private static String base64(String text, int least, int most, String field) {
    int length = Base64Url.decode(text, field).length;
    if (length < least || length > most) {
      throw new ProtocolViolation(
          Kind.BASE64URL,
          field,
          "must be base64url of " + (least == most ? "" : "at least ") + least + " bytes");
    }
    return text;
  }

  private <T> List<T> elements(String name, BiFunction<Object, String, T> read) {
    JsonArray array = require(name, JsonArray.class, "an array");
    List<T> list = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      list.add(read.apply(array.getValue(i), path(name) + "[" + i + "]"));
    }
    return Collections.unmodifiableList(list);
  }

  private static String text(@Nullable Object value, String at) {
    if (value instanceof String string) {
      return wellFormed(string, at);
    }
    throw new ProtocolViolation(Kind.WRONG_TYPE, at, "must be a string");
  }

  /** What comes over the event bus has not been through {@link StrictJson}. */
  private static String wellFormed(String text, String at) {
    if (!StrictJson.isWellFormed(text)) {
      throw new ProtocolViolation(Kind.SYNTAX, at, "must not have a lone surrogate");
    }
    return text;
  }

  private static <T> T nested(JsonObject object, String at, Function<FieldReader, T> read) {
    FieldReader reader = new FieldReader(object, at);
    T value = read.apply(reader);
    reader.end();
    return value;
  }

  private <T> T require(String name, Class<T> type, String what) {
    if (!has(name)) {
      throw violation(Kind.MISSING_FIELD, name, "is missing; must be " + what);
    }
    Object value = json.getValue(name);
    if (!type.isInstance(value)) {
      throw violation(Kind.WRONG_TYPE, name, "must be " + what);
    }
    return type.cast(value);
  }
}
