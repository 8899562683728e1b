package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** A server in this process, over HTTP or over its event bus. */
public record LocalPremises(ScenarioServer server, Setting.Wire wire) implements Premises {

  @Override
  public Vertx vertx() {
    return server.vertx();
  }

  @Override
  public Caller admin() {
    return server.admin();
  }

  @Override
  public Caller account(DataOwner.Type type, String login, String password) {
    IdentityService identity = Services.identity(vertx());
    JsonObject owner = new JsonObject().put("type", type.wireName());
    String ownerId = await(identity.createDataOwner(admin(), owner)).getString("id");
    JsonObject user =
        new JsonObject().put("login", login).put("password", password).put("dataOwner", ownerId);
    String userId = await(identity.createUser(admin(), user)).getString("id");
    return new Caller(userId, ownerId, Set.of(), null);
  }

  @Override
  public Transport transport(Caller caller, String login, String password) {
    return switch (wire) {
      case HTTP -> new HttpTransport(vertx(), server.address(), login, password);
      case BUS -> new BusTransport(vertx(), caller);
    };
  }

  @Override
  public Future<JsonObject> acceptInvitation(JsonObject body) {
    return switch (wire) {
      case HTTP -> HttpTransport.acceptInvitation(vertx(), server.address(), body);
      case BUS -> BusTransport.acceptInvitation(vertx(), body);
    };
  }
}
