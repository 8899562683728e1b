package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.api.Services;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.GatewayVerticle;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A whole server on a free loopback port, which the scenarios of a test run share. */
public final class ScenarioServer implements AutoCloseable {

  public static final String ADMIN_LOGIN = "admin";
  public static final String ADMIN_PASSWORD = "correct horse battery staple";

  /** For a connection to CouchDB, for which many tests may be waiting on a busy machine. */
  private static final int CONNECT_TIMEOUT_MS = 30_000;

  /** The environment variable by which who starts a process names the databases in it. */
  public static final String PREFIX_VARIABLE = "SALUS_TEST_COUCHDB_PREFIX";

  private final Vertx vertx = Vertx.vertx();
  private final DocumentStore store;
  private final SalusHost host;
  private final int port;
  private final Caller admin;

  /** Starts on an empty store of this kind. */
  public ScenarioServer(Setting.StoreKind kind) {
    this(kind, Clock.systemUTC());
  }

  /** The same by another clock. */
  public ScenarioServer(Setting.StoreKind kind, Clock clock) {
    this(kind, clock, opened -> opened);
  }

  /** The same with something between the server and the store. */
  public ScenarioServer(Setting.StoreKind kind, Clock clock, UnaryOperator<DocumentStore> between) {
    SalusSettings settings =
        SalusSettings.defaults()
            .withInstances(2)
            .withClock(clock)
            .withPasswords(PasswordHashing.DEFAULT.withCosts(64, 1, 1));
    this.store = between.apply(await(open(vertx, kind)));
    this.host = await(SalusHost.start(vertx, store, settings));
    await(Services.identity(vertx).ensureAdmin(ADMIN_LOGIN, ADMIN_PASSWORD));
    this.port = await(startGateway(clock));
    JsonObject credentials =
        new JsonObject().put("login", ADMIN_LOGIN).put("password", ADMIN_PASSWORD);
    this.admin = await(Services.identity(vertx).login(credentials, "127.0.0.1")).caller();
  }

  private static Future<DocumentStore> open(Vertx vertx, Setting.StoreKind kind) {
    JsonObject options =
        switch (kind) {
          case MEMORY -> new JsonObject();
          case SQLITE -> new JsonObject().put("directory", ScenarioData.newDirectory().toString());
          case COUCHDB ->
              SharedCouchDb.get().options(prefix()).put("connectTimeoutMs", CONNECT_TIMEOUT_MS);
        };
    return DocumentStores.provider(kind.plugin()).open(vertx, options, SalusHost.collections());
  }

  private static String prefix() {
    return Objects.requireNonNullElseGet(
        System.getenv(PREFIX_VARIABLE), () -> "salus-" + UUID.randomUUID() + "-");
  }

  private Future<Integer> startGateway(Clock clock) {
    SecureRandom random = new SecureRandom();
    AccessTokens tokens =
        AccessTokens.open(
            vertx, SigningKey.generate(random), TokenSettings.defaults(), clock, random);
    Promise<Integer> listening = Promise.promise();
    GatewayOptions options = GatewayOptions.defaults().listeningOn("127.0.0.1", 0);
    return vertx
        .deployVerticle(new GatewayVerticle(options, tokens, clock, random, listening::tryComplete))
        .compose(deployed -> listening.future());
  }

  Vertx vertx() {
    return vertx;
  }

  /** What it keeps things in. */
  public DocumentStore store() {
    return store;
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** An administrator, as the event bus knows it. */
  Caller admin() {
    return new Caller(admin.user(), null, Set.of(Caller.ADMIN), null);
  }

  @Override
  public void close() {
    await(host.close());
    await(vertx.close());
  }
}
