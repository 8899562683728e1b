package dev.salus.gateway;

import dev.salus.api.operation.QueryParameter;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a URI strictly: percent-encoding that is whole and UTF-8, known names only,
 * each at most once. {@code +} is a space, as forms write it.
 */
final class QueryString {

  private QueryString() {}

  /**
   * The parameters with their typed values.
   *
   * @param query the raw query; null if there is none
   * @throws ProtocolViolation naming the parameter at fault
   */
  static JsonObject read(@Nullable String query, List<QueryParameter> parameters) {
    JsonObject values = new JsonObject();
    if (query == null) {
      requireAll(parameters, values);
      return values;
    }
    Map<String, QueryParameter> known =
        parameters.stream().collect(Collectors.toMap(QueryParameter::name, Function.identity()));
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), "query");
      QueryParameter parameter = known.get(name);
      if (parameter == null) {
        throw new ProtocolViolation(
            Kind.UNKNOWN_FIELD, name, "is not a query parameter that is known here");
      }
      if (values.containsKey(name)) {
        throw parameter.violation(Kind.DUPLICATE_NAME, "must occur once only");
      }
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1), name);
      values.put(name, parameter.typed(value));
    }
    requireAll(parameters, values);
    return values;
  }

  private static void requireAll(List<QueryParameter> parameters, JsonObject values) {
    for (QueryParameter parameter : parameters) {
      if (parameter.required() && !values.containsKey(parameter.name())) {
        throw parameter.violation(Kind.MISSING_FIELD, "is missing; it is a query parameter");
      }
    }
  }

  /** Percent-decoding (RFC 3986 §2.1) to strict UTF-8. */
  private static String decode(String text, String field) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '%') {
        bytes.write(hexByte(text, at + 1, field));
        at += 3;
      } else if (c < 0x80) {
        bytes.write(c == '+' ? ' ' : c);
        at++;
      } else {
        throw notEncoded(field);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw notEncoded(field);
    }
  }

  private static int hexByte(String text, int at, String field) {
    if (at + 2 > text.length()
        || !HexFormat.isHexDigit(text.charAt(at))
        || !HexFormat.isHexDigit(text.charAt(at + 1))) {
      throw notEncoded(field);
    }
    return HexFormat.fromHexDigits(text, at, at + 2);
  }

  private static ProtocolViolation notEncoded(String field) {
    return new ProtocolViolation(Kind.SYNTAX, field, "must be percent-encoded UTF-8");
  }
}
