package dev.salus.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as the protocol demands (§0): strict UTF-8, no duplicate names, no lone surrogates,
 * integers from 0 to 2⁵³−1 only, a bounded depth and bounded names.
 */
public final class StrictJson {

  /** The largest integer on the wire, 2⁵³−1. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME_CHARACTERS = 1024;
  private static final int LONG_TEXT_CHARACTERS = 16 * 1024;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME_CHARACTERS)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          .build();

  private StrictJson() {}

  /** Is asked before each value is built, so that no more is built than somebody is ready for. */
  @FunctionalInterface
  public interface Meter {

    /** One more value; whatever this throws ends the reading. */
    void value();

    /**
     * A long text with a character that takes two bytes on the heap, so that all of it does: it is
     * held three times while it is put together. What this throws ends the reading, too.
     */
    default void wideText(int characters) {}
  }

  /**
   * The object that these bytes are.
   *
   * @throws ProtocolViolation if they are anything else, or break one of the rules
   */
  public static JsonObject parse(byte[] utf8) {
    return parse(new ByteArrayInputStream(utf8), () -> {});
  }

  /**
   * The object that these bytes are, read to the end. The stream must not fail.
   *
   * @throws ProtocolViolation if they are anything else, or break one of the rules
   */
  public static JsonObject parse(InputStream utf8, Meter meter) {
    return parse(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()), meter);
  }

  /**
   * The object that this text is.
   *
   * @throws ProtocolViolation if it is anything else, or breaks one of the rules
   */
  public static JsonObject parse(String text) {
    return parse(new StringReader(text), () -> {});
  }

  private static JsonObject parse(Reader text, Meter meter) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProtocolViolation(Kind.SYNTAX, "", "must be a JSON object");
      }
      JsonObject object = object(parser, meter);
      if (parser.nextToken() != null) {
        throw new ProtocolViolation(Kind.SYNTAX, "", "must be one JSON object and nothing more");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw syntax(e);
    } catch (CharacterCodingException e) {
      throw new ProtocolViolation(Kind.SYNTAX, "", "must be UTF-8");
    } catch (IOException e) {
      throw new IllegalStateException("a text does not fail to be read", e);
    }
  }

  private static ProtocolViolation syntax(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate field")) {
      return new ProtocolViolation(Kind.DUPLICATE_NAME, "", "a name occurs twice in an object");
    }
    return new ProtocolViolation(
        Kind.SYNTAX,
        "",
        "must be JSON, nested at most 32 levels deep, with names of at most 1024 characters");
  }

  private static JsonObject object(JsonParser parser, Meter meter) throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!isWellFormed(name)) {
        throw loneSurrogate(parser.getParsingContext().getParent());
      }
      parser.nextToken();
      object.put(name, value(parser, meter));
    }
    return object;
  }

  private static JsonArray array(JsonParser parser, Meter meter) throws IOException {
    JsonArray array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, meter));
    }
    return array;
  }

  private static @Nullable Object value(JsonParser parser, Meter meter) throws IOException {
    meter.value();
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, meter);
      case START_ARRAY -> array(parser, meter);
      case VALUE_STRING -> text(parser, meter);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw notAnInteger(parser);
    };
  }

  private static long integer(JsonParser parser) throws IOException {
    String digits = parser.getText();
    if (digits.startsWith("-") || digits.length() > 16) {
      throw notAnInteger(parser);
    }
    long value = Long.parseLong(digits);
    if (value > MAX_INTEGER) {
      throw notAnInteger(parser);
    }
    return value;
  }

  private static ProtocolViolation notAnInteger(JsonParser parser) {
    return new ProtocolViolation(
        Kind.INTEGER,
        path(parser.getParsingContext()),
        "must be an integer from 0 to 2^53-1 without fraction or exponent");
  }

  private static String text(JsonParser parser, Meter meter) throws IOException {
    int characters = parser.getTextLength();
    if (characters > LONG_TEXT_CHARACTERS && isWide(parser)) {
      meter.wideText(characters);
    }
    String text = parser.getText();
    if (!isWellFormed(text)) {
      throw loneSurrogate(parser.getParsingContext());
    }
    return text;
  }

  private static boolean isWide(JsonParser parser) throws IOException {
    WideCharacters seen = new WideCharacters();
    parser.getText(seen);
    return seen.any;
  }

  /**
   * Looks at a text in the pieces in which it was read: together it would be what is looked for.
   */
  private static final class WideCharacters extends Writer {
    private boolean any;

    @Override
    public void write(char[] piece, int offset, int length) {
      for (int i = offset; i < offset + length && !any; i++) {
        any = piece[i] > 0xff;
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Whether a text has no lone surrogate. */
  static boolean isWellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      char each = text.charAt(i);
      i++;
      if (!Character.isSurrogate(each)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(each)
              && i < text.length()
              && Character.isLowSurrogate(text.charAt(i));
      if (!pair) {
        return false;
      }
      i++;
    }
    return true;
  }

  private static ProtocolViolation loneSurrogate(JsonStreamContext where) {
    return new ProtocolViolation(Kind.SYNTAX, path(where), "must not have a lone surrogate");
  }

  /** Where the reader is, such as {@code grants[0].by}; empty for the whole. */
  private static String path(JsonStreamContext where) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext each = where; !each.inRoot(); each = each.getParent()) {
      path.insert(
          0, each.inArray() ? "[" + each.getCurrentIndex() + "]" : "." + each.getCurrentName());
    }
    return path.isEmpty() ? "" : path.substring(1);
  }
}
