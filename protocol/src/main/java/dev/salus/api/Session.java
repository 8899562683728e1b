package dev.salus.api;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A log-in that succeeded or was refreshed.
 *
 * @param caller who may now act, with the session's id
 * @param refreshToken spends once for the next session of its family; a secret
 * @param user as {@code GET /users/me} answers
 * @param deviceToken what the client shows at its next log-in, so that it is not held up by what
 *     others do with its login; null if the session was only refreshed
 * @param endsAt when it ends however often it is refreshed, milliseconds since the epoch; null if
 *     its log-in did not ask for that
 */
public record Session(
    Caller caller,
    String refreshToken,
    JsonObject user,
    @Nullable String deviceToken,
    @Nullable Long endsAt) {

  /** The same with a device token. */
  public Session withDeviceToken(String newDeviceToken) {
    return new Session(caller, refreshToken, user, newDeviceToken, endsAt);
  }

  /** The form on the event bus. */
  public static JsonObject toJson(Session session) {
    return new JsonObject()
        .put("caller", Caller.toJson(session.caller))
        .put("refreshToken", session.refreshToken)
        .put("user", session.user)
        .put("deviceToken", session.deviceToken)
        .put("endsAt", session.endsAt);
  }

  /** Reads the form on the event bus. */
  public static Session fromJson(JsonObject json) {
    return new Session(
        Caller.fromJson(json.getJsonObject("caller")),
        json.getString("refreshToken"),
        json.getJsonObject("user"),
        json.getString("deviceToken"),
        json.getLong("endsAt"));
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "Session[user=" + caller.user() + ", refreshToken=[REDACTED]]";
  }
}
