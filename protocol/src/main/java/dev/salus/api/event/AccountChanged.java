package dev.salus.api.event;

import dev.salus.api.Caller;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Published when what a token says may no longer hold: a user was changed or deleted, or a session
 * ended.
 *
 * @param user the user
 * @param session the session that ended; null if all of the user's tokens are to be looked at again
 */
public record AccountChanged(String user, @Nullable String session) {

  /** Whether this may change what a caller is allowed. */
  public boolean concerns(Caller caller) {
    return user.equals(caller.user()) && (session == null || session.equals(caller.session()));
  }

  /** The form on the event bus. */
  public JsonObject toJson() {
    return new JsonObject().put("user", user).put("session", session);
  }

  /** Reads the form on the event bus. */
  public static AccountChanged fromJson(JsonObject json) {
    return new AccountChanged(json.getString("user"), json.getString("session"));
  }
}
