package dev.salus.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The members of a JSON object, as the page of the API writes them: {@code {id, name?, items:
 * [user]}}.
 *
 * @param members in their order
 */
record BodyShape(List<Member> members) {

  private static final Set<String> LISTS =
      Set.of("ids", "roles", "unvouched", "rest", "recoveryCodes");
  private static final Set<String> OBJECTS =
      Set.of("user", "card", "policy", "set", "grant", "entity", "sharingDataWith", "shares");
  private static final Set<String> NUMBERS =
      Set.of(
          "expiresIn", "endsAfter", "expiresAt", "createdAt", "at", "doneAt", "recoveryCodesLeft");
  private static final Set<String> FLAGS = Set.of("once", "required", "locked");

  /**
   * One of them.
   *
   * @param name its name
   * @param required whether it is always there
   * @param value what it is, as in {@code [user]}; empty if only its name is said
   */
  record Member(String name, boolean required, String value) {

    private String type() {
      if (value.startsWith("[") || LISTS.contains(name)) {
        return "array";
      }
      if (value.startsWith("{") || OBJECTS.contains(name)) {
        return "object";
      }
      if (NUMBERS.contains(name)) {
        return "integer";
      }
      return FLAGS.contains(name) ? "boolean" : "string";
    }

    private JsonObject schema() {
      // The share of a notary is a text, or a text for each card.
      JsonObject schema = new JsonObject();
      if (!name.equals("sealed") && !name.equals("attestation")) {
        schema.put("type", type());
      }
      return value.isEmpty() ? schema : schema.put("description", value);
    }
  }

  BodyShape {
    members = List.copyOf(members);
  }

  /** Reads what stands between the braces, these included. */
  static BodyShape parse(String braced) {
    List<Member> members = new ArrayList<>();
    for (String part : parts(braced.substring(1, braced.length() - 1))) {
      int colon = part.indexOf(':');
      String name = (colon < 0 ? part : part.substring(0, colon)).strip();
      String value = colon < 0 ? "" : part.substring(colon + 1).strip();
      boolean optional = name.endsWith("?");
      members.add(
          new Member(optional ? name.substring(0, name.length() - 1) : name, !optional, value));
    }
    return new BodyShape(members);
  }

  /** What commas separate that are in no other brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int at = 0; at < text.length(); at++) {
      char sign = text.charAt(at);
      depth += "[{".indexOf(sign) >= 0 ? 1 : "]}".indexOf(sign) >= 0 ? -1 : 0;
      if (sign == ',' && depth == 0) {
        parts.add(text.substring(begin, at));
        begin = at + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /** A JSON schema (2020-12) of such objects, which may have other members too. */
  JsonObject schema() {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (Member member : members) {
      properties.put(member.name(), member.schema());
      if (member.required()) {
        required.add(member.name());
      }
    }
    JsonObject schema = new JsonObject().put("type", "object").put("properties", properties);
    return required.isEmpty() ? schema : schema.put("required", required);
  }
}
