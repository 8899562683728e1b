package dev.salus.protocol;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A coding that the application publishes so that the server can find entities by it (protocol §4).
 *
 * @param type the coding system, not empty
 * @param code the code in it, not empty
 * @param version the system's version, never empty; null if there is none
 */
public record Tag(String type, String code, @Nullable String version) {

  /** What {@link #isFilter} asks for. */
  public static final String FILTER =
      "must be type|code, neither of them empty, with \\\\ for \\ and \\| for | in them";

  /**
   * How a list or a subscription asks for it: {@code type|code}, whatever the version. In each of
   * the two a {@code \} or {@code |} has a {@code \} before it, so that no other tag is asked for
   * in the same way.
   */
  public String filter() {
    return escaped(type) + "|" + escaped(code);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|");
  }

  /** Whether a text asks for a tag as {@link #filter} does. */
  public static boolean isFilter(String text) {
    boolean typed = false;
    int chars = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '|') {
        if (typed || chars == 0) {
          return false;
        }
        typed = true;
        chars = 0;
        continue;
      }
      if (each == '\\') {
        i++;
        if (i == text.length() || (text.charAt(i) != '|' && text.charAt(i) != '\\')) {
          return false;
        }
      }
      chars++;
    }
    return typed && chars > 0;
  }

  byte[] bytes() {
    return Pae.encode(type, code, version == null ? "" : version);
  }

  static Tag read(FieldReader in) {
    return new Tag(
        filled(in, "type", in.text("type")),
        filled(in, "code", in.text("code")),
        in.has("version") ? filled(in, "version", in.text("version")) : null);
  }

  private static String filled(FieldReader in, String name, String text) {
    if (text.isEmpty()) {
      throw in.violation(ProtocolViolation.Kind.VALUE, name, "must not be empty");
    }
    return text;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("type", type).put("code", code);
    if (version != null) {
      json.put("version", version);
    }
    return json;
  }
}
