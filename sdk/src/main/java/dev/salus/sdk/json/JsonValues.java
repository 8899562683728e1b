package dev.salus.sdk.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as Java values in one form, so that what is written equals what comes back: {@link
 * Long} for integers ({@link BigInteger} where it does not fit), {@link BigDecimal} for what has a
 * fraction or an exponent, with the decimals that are written, {@link String}, {@link Boolean},
 * null, and immutable {@link List}s and {@link Map}s of these (protocol §4.1).
 */
public final class JsonValues {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_NAME_CHARS = 50_000;
  private static final int MAX_NUMBER_CHARS = 1_000;
  private static final int MAX_TEXT_CHARS = 20_000_000;

  /** Of a path that is told; names may be long. */
  private static final int MAX_PATH_CHARS = 200;

  static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxNameLength(MAX_NAME_CHARS)
                      .maxNumberLength(MAX_NUMBER_CHARS)
                      .maxStringLength(MAX_TEXT_CHARS)
                      .build())
              .streamWriteConstraints(
                  StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  private JsonValues() {}

  /**
   * The object that these bytes are, in strict UTF-8, without duplicate names or lone surrogates.
   *
   * @throws MalformedContent if they are anything else
   */
  public static Map<String, @Nullable Object> parse(byte[] utf8) {
    try (JsonParser parser = MAPPER.getFactory().createParser(text(utf8))) {
      return parse(parser);
    } catch (IOException e) {
      throw new IllegalStateException("a text does not fail to be read", e);
    }
  }

  /**
   * These bytes as text.
   *
   * @throws MalformedContent if they are not strict UTF-8
   */
  static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedContent("", "must be JSON in UTF-8");
    }
  }

  private static Map<String, @Nullable Object> parse(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedContent("", "must be a JSON object");
      }
      Map<String, @Nullable Object> object = object(parser);
      if (parser.nextToken() != null) {
        throw new MalformedContent("", "must be one JSON object and nothing more");
      }
      return object;
    } catch (StreamConstraintsException e) {
      throw new MalformedContent(path(parser.getParsingContext()), rule(e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      throw new MalformedContent("", "must be JSON in UTF-8");
    }
  }

  /** Which limit was passed; nothing of what was read, which is private. */
  private static String rule(String message) {
    if (message.startsWith("Name")) {
      return "must have names of at most " + MAX_NAME_CHARS + " characters";
    }
    if (message.startsWith("Number")) {
      return "must be a number of at most " + MAX_NUMBER_CHARS + " characters";
    }
    if (message.startsWith("String")) {
      return "must be a text of at most " + MAX_TEXT_CHARS + " characters";
    }
    return "must be nested at most " + MAX_DEPTH + " levels deep";
  }

  private static String path(JsonStreamContext where) {
    Deque<String> steps = new ArrayDeque<>();
    for (JsonStreamContext each = where; each != null && !each.inRoot(); each = each.getParent()) {
      if (each.inArray()) {
        steps.push("[" + each.getCurrentIndex() + "]");
      } else if (each.hasCurrentName()) {
        steps.push("." + each.getCurrentName());
      }
    }
    String path = String.join("", steps);
    String told = path.startsWith(".") ? path.substring(1) : path;
    return shortened(told);
  }

  /** A path as it is told. */
  static String shortened(String path) {
    return path.length() <= MAX_PATH_CHARS ? path : path.substring(0, MAX_PATH_CHARS) + "…";
  }

  /**
   * The bytes of an object of values in their one form.
   *
   * @throws UnwritableContent if it is nested more than 100 levels deep
   */
  public static byte[] write(Map<String, @Nullable Object> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      // without the cause, whose text may name what is inside
      throw tooDeep(tooDeep(object, 1, ""));
    }
  }

  private static UnwritableContent tooDeep(String path) {
    return new UnwritableContent(path, "must be nested at most " + MAX_DEPTH + " levels deep");
  }

  /**
   * Refuses an object that is nested too deep.
   *
   * @throws UnwritableContent naming where
   */
  static void requireShallow(Map<String, @Nullable Object> object) {
    String path = tooDeep(object, 1, "");
    if (!path.isEmpty()) {
      throw tooDeep(path);
    }
  }

  /** The text of one value, out of an object that is not nested too deep. */
  static String writeValue(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      // without the cause, whose text may name what is inside
      throw tooDeep("");
    }
  }

  /** The path of the first value that is nested too deep; empty if there is none. */
  private static String tooDeep(@Nullable Object value, int depth, String path) {
    if (depth > MAX_DEPTH && (value instanceof Map || value instanceof List)) {
      return shortened(path);
    }
    Stream<String> inside = Stream.empty();
    if (value instanceof Map<?, ?> map) {
      inside =
          map.entrySet().stream()
              .map(
                  each ->
                      tooDeep(
                          each.getValue(),
                          depth + 1,
                          path.isEmpty() ? "" + each.getKey() : path + "." + each.getKey()));
    } else if (value instanceof List<?> list) {
      inside =
          IntStream.range(0, list.size())
              .mapToObj(i -> tooDeep(list.get(i), depth + 1, path + "[" + i + "]"));
    }
    return inside.filter(found -> !found.isEmpty()).findFirst().orElse("");
  }

  /**
   * A copy with all values in their one form, in the same order.
   *
   * @throws IllegalArgumentException for a value that JSON has not
   */
  public static Map<String, @Nullable Object> normalise(Map<?, ? extends @Nullable Object> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw new IllegalArgumentException("a name in a JSON object is a string");
          }
          copy.put(wellFormed(text), value(value));
        });
    return Collections.unmodifiableMap(copy);
  }

  /** The text, unless it has a lone surrogate, which UTF-8 cannot say. */
  public static String wellFormed(String text) {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException("a text must not have a lone surrogate");
    }
    return text;
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      return wellFormed(text);
    }
    if (value instanceof Number number) {
      return JsonNumbers.normalise(number);
    }
    if (value instanceof Map<?, ?> map) {
      return normalise(map);
    }
    if (value instanceof Iterable<?> elements) {
      List<@Nullable Object> copy = new ArrayList<>();
      elements.forEach(element -> copy.add(value(element)));
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = readable(parser.currentName());
      parser.nextToken();
      object.put(name, read(parser));
    }
    return Collections.unmodifiableMap(object);
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> readable(parser.getText());
      case VALUE_NUMBER_INT -> JsonNumbers.integer(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> JsonNumbers.fraction(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return Collections.unmodifiableList(array);
  }

  private static String readable(String text) {
    if (!isWellFormed(text)) {
      throw new MalformedContent("", "must not have a lone surrogate");
    }
    return text;
  }
}
