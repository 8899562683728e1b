package dev.salus.app.audit;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the audit log: a JSON object whose first members are its number and the hash of the
 * line before, and whose last is its own hash, SHA-256 over the bytes before that member.
 *
 * @param number 1 for the first line
 * @param before the hash of the line before; {@link #NONE} before the first
 * @param hash its own
 * @param text the whole line, without its end
 */
record AuditLine(long number, String before, String hash, String text) {

  /** What stands for the hash of a line that there is not. */
  static final String NONE = "-";

  private static final Pattern FORM =
      Pattern.compile("(\\{.*),\"hash\":\"([A-Za-z0-9_-]{43})\"}", Pattern.DOTALL);

  /** The line after this one, with these members. */
  static AuditLine after(long number, String before, JsonObject members) {
    JsonObject line = new JsonObject().put("line", number).put("prev", before).mergeIn(members);
    String json = line.encode();
    String hashed = json.substring(0, json.length() - 1);
    String hash = hash(hashed);
    return new AuditLine(number, before, hash, hashed + ",\"hash\":\"" + hash + "\"}");
  }

  /** The line of this text; empty if it is none, or its hash is not its own. */
  static Optional<AuditLine> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !hash(form.group(1)).equals(form.group(2))) {
      return Optional.empty();
    }
    try {
      JsonObject json = new JsonObject(text);
      return json.getValue("line") instanceof Integer || json.getValue("line") instanceof Long
          ? Optional.of(
              new AuditLine(
                  json.getLong("line"), json.getString("prev", NONE), form.group(2), text))
          : Optional.empty();
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static String hash(String text) {
    return Base64Url.encode(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
