package dev.salus.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as the protocol demands (§0): strict UTF-8, no duplicate names, no lone surrogates,
 * integers from 0 to 2⁵³−1 only, and a bounded depth.
 */
public final class StrictJson {

  /** The largest integer on the wire, 2⁵³−1. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 32;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * The object that these bytes are.
   *
   * @throws ProtocolViolation if they are anything else, or break one of the rules
   */
  public static JsonObject parse(byte[] utf8) {
    return parse(decode(utf8));
  }

  /**
   * The object that this text is.
   *
   * @throws ProtocolViolation if it is anything else, or breaks one of the rules
   */
  public static JsonObject parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProtocolViolation(Kind.SYNTAX, "", "must be a JSON object");
      }
      JsonObject object = object(parser, "");
      if (parser.nextToken() != null) {
        throw new ProtocolViolation(Kind.SYNTAX, "", "must be one JSON object and nothing more");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw syntax(e);
    } catch (IOException e) {
      throw new IllegalStateException("a text does not fail to be read", e);
    }
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolViolation(Kind.SYNTAX, "", "must be UTF-8");
    }
  }

  private static ProtocolViolation syntax(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate field")) {
      return new ProtocolViolation(Kind.DUPLICATE_NAME, "", "a name occurs twice in an object");
    }
    return new ProtocolViolation(Kind.SYNTAX, "", "must be JSON, nested at most 32 levels deep");
  }

  private static JsonObject object(JsonParser parser, String path) throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = wellFormed(parser.currentName(), path);
      String field = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      object.put(name, value(parser, field));
    }
    return object;
  }

  private static JsonArray array(JsonParser parser, String path) throws IOException {
    JsonArray array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, path + "[" + array.size() + "]"));
    }
    return array;
  }

  private static @Nullable Object value(JsonParser parser, String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      case VALUE_STRING -> wellFormed(parser.getText(), path);
      case VALUE_NUMBER_INT -> integer(parser, path);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw notAnInteger(path);
    };
  }

  private static long integer(JsonParser parser, String path) throws IOException {
    String digits = parser.getText();
    if (digits.startsWith("-") || digits.length() > 16) {
      throw notAnInteger(path);
    }
    long value = Long.parseLong(digits);
    if (value > MAX_INTEGER) {
      throw notAnInteger(path);
    }
    return value;
  }

  private static ProtocolViolation notAnInteger(String path) {
    return new ProtocolViolation(
        Kind.INTEGER, path, "must be an integer from 0 to 2^53-1 without fraction or exponent");
  }

  private static String wellFormed(String text, String path) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new ProtocolViolation(Kind.SYNTAX, path, "must not have a lone surrogate");
    }
    return text;
  }
}
