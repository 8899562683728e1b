package dev.salus.app.scenarios.large;

import static dev.salus.testing.Await.await;

import dev.salus.api.Services;
import dev.salus.api.operation.Operation;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.entities.DirectWrites;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.GatewayVerticle;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.testkit.TransportBetween;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A whole server on a store in memory, which takes new entities without verifying them. */
final class ManyEntitiesServer implements AutoCloseable {

  static final String PASSWORD = "correct horse battery staple";

  private final Vertx vertx = Vertx.vertx();
  private final DocumentStore store;
  private final SalusHost host;
  private final int port;
  private final AtomicLong storedChars = new AtomicLong();

  ManyEntitiesServer() {
    store =
        await(
            DocumentStores.provider("memory")
                .open(vertx, new JsonObject(), SalusHost.collections()));
    SalusSettings settings =
        SalusSettings.defaults()
            .withInstances(2)
            .withPasswords(PasswordHashing.DEFAULT.withCosts(64, 1, 1));
    host = await(SalusHost.start(vertx, store, settings));
    await(Services.identity(vertx).ensureAdmin("admin", PASSWORD));
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    AccessTokens tokens =
        AccessTokens.open(
            vertx, SigningKey.generate(random), TokenSettings.defaults(), clock, random);
    Promise<Integer> listening = Promise.promise();
    GatewayOptions options = GatewayOptions.defaults().listeningOn("127.0.0.1", 0);
    await(
        vertx.deployVerticle(
            () -> new GatewayVerticle(options, tokens, clock, random, listening::tryComplete),
            new DeploymentOptions().setInstances(2)));
    port = await(listening.future());
  }

  Vertx vertx() {
    return vertx;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Somebody's transport over HTTP, of which bulk calls go straight into the store. */
  Transport transport(String login) {
    return new TransportBetween(new HttpTransport(vertx, address(), login, PASSWORD)) {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        return operation == Operation.BULK
            ? created(body.getJsonArray("entities"))
            : super.call(operation, parameters, body);
      }
    };
  }

  private Future<JsonObject> created(JsonArray entities) {
    List<JsonObject> all = entities.stream().map(JsonObject.class::cast).toList();
    all.forEach(entity -> storedChars.addAndGet(entity.encode().length()));
    return DirectWrites.create(store, all);
  }

  /** How long all those entities together are as they travel. */
  long storedChars() {
    return storedChars.get();
  }

  @Override
  public void close() {
    await(host.close());
    await(vertx.close());
  }
}
