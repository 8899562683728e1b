package dev.salus.api;

import io.vertx.core.json.JsonObject;

/**
 * A log-in that succeeded or was refreshed.
 *
 * @param caller who may now act, with the session's id
 * @param refreshToken spends once for the next session of its family; a secret
 * @param user as {@code GET /users/me} answers
 */
public record Session(Caller caller, String refreshToken, JsonObject user) {

  /** The form on the event bus. */
  public static JsonObject toJson(Session session) {
    return new JsonObject()
        .put("caller", Caller.toJson(session.caller))
        .put("refreshToken", session.refreshToken)
        .put("user", session.user);
  }

  /** Reads the form on the event bus. */
  public static Session fromJson(JsonObject json) {
    return new Session(
        Caller.fromJson(json.getJsonObject("caller")),
        json.getString("refreshToken"),
        json.getJsonObject("user"));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Session[user=" + caller.user() + ", refreshToken=[REDACTED]]";
  }
}
