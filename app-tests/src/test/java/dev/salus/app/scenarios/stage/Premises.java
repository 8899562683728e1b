package dev.salus.app.scenarios.stage;

import dev.salus.api.Caller;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * A server that scenarios run against, in this process or another one, and how people come to it.
 * It has an administrator with {@link ScenarioServer#ADMIN_LOGIN} and {@link
 * ScenarioServer#ADMIN_PASSWORD}.
 */
public interface Premises {

  /** Of the clients. */
  Vertx vertx();

  /** The administrator, as the event bus knows it. */
  Caller admin();

  /** Makes a data owner and its user; gives who that is. */
  Caller account(DataOwner.Type type, String login, String password);

  /** A connection of this user's own. */
  Transport transport(Caller caller, String login, String password);

  /** Sends what accepts an invitation; gives the user. */
  Future<JsonObject> acceptInvitation(JsonObject body);

  /** The same options, with which somebody connects, if need be such that the keys are noticed. */
  default SalusOptions watching(SalusOptions options) {
    return options;
  }

  /** Is told of a secret that nobody but its owner may see. */
  default void usesSecret(String name, byte[] secret) {}
}
