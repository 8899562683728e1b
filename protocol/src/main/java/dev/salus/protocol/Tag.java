package dev.salus.protocol;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A coding that the application publishes so that the server can find entities by it (protocol §4).
 *
 * @param type the coding system
 * @param code the code in it
 * @param version the system's version, never empty; null if there is none
 */
public record Tag(String type, String code, @Nullable String version) {

  /** How a list or a subscription asks for it: {@code type|code}, whatever the version. */
  public String filter() {
    return type + "|" + code;
  }

  byte[] bytes() {
    return Pae.encode(type, code, version == null ? "" : version);
  }

  static Tag read(FieldReader in) {
    Tag tag = new Tag(in.text("type"), in.text("code"), in.optionalText("version"));
    if (tag.version != null && tag.version.isEmpty()) {
      throw in.violation(ProtocolViolation.Kind.VALUE, "version", "must not be empty");
    }
    return tag;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("type", type).put("code", code);
    if (version != null) {
      json.put("version", version);
    }
    return json;
  }
}
