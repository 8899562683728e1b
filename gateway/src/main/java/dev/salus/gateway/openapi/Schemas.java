package dev.salus.gateway.openapi;

import dev.salus.api.ErrorCode;
import dev.salus.api.operation.PathParameter;
import dev.salus.api.operation.QueryParameter;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/** JSON schemas (2020-12) of what the table of operations knows of by kind. */
final class Schemas {

  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final String BASE64URL = "[A-Za-z0-9_-]";

  private Schemas() {}

  static JsonObject text() {
    return new JsonObject().put("type", "string");
  }

  static JsonObject anyObject() {
    return new JsonObject().put("type", "object");
  }

  static JsonObject of(PathParameter parameter) {
    return switch (parameter) {
      case ID, EXCHANGE_ID, NOTARY -> uuid();
      case KEY_ID, RECOVERY_ID -> text().put("pattern", "^" + BASE64URL + "+$");
      case TYPE -> text().put("enum", entityTypes());
    };
  }

  static JsonObject of(QueryParameter parameter) {
    return switch (parameter.kind()) {
      case TEXT, TAG, TYPES -> text();
      case INTEGER ->
          new JsonObject().put("type", "integer").put("minimum", 0).put("maximum", MAX_INTEGER);
      case UUID -> uuid();
      case LINK -> text().put("pattern", "^" + BASE64URL + "{22}$");
    };
  }

  private static JsonObject uuid() {
    return text()
        .put("format", "uuid")
        .put("pattern", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
  }

  private static JsonArray entityTypes() {
    JsonArray types = new JsonArray();
    Arrays.stream(EntityType.values()).map(EntityType::wireName).forEach(types::add);
    return types;
  }

  /** A problem document (RFC 9457). */
  static JsonObject problem() {
    JsonArray codes = new JsonArray();
    Arrays.stream(ErrorCode.values()).map(ErrorCode::code).forEach(codes::add);
    JsonObject properties =
        new JsonObject()
            .put("type", text())
            .put("title", text())
            .put("status", new JsonObject().put("type", "integer"))
            .put("code", text().put("enum", codes))
            .put("detail", text())
            .put("field", text())
            .put("currentRev", text())
            .put("quota", text())
            .put("limit", new JsonObject().put("type", "integer"))
            .put("retryAfterMs", new JsonObject().put("type", "integer"));
    return anyObject()
        .put("properties", properties)
        .put("required", new JsonArray().add("type").add("title").add("status").add("code"));
  }
}
