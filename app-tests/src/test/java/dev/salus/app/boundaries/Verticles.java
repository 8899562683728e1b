package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.core.SalusHost;
import dev.salus.core.crypto.CardCache;
import dev.salus.core.crypto.CryptoVerticle;
import dev.salus.core.entities.EntitiesVerticle;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.identity.IdentityEnvironment;
import dev.salus.core.identity.IdentityVerticle;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.core.sharing.SharingVerticle;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Two instances of each verticle on one store, in which each kind reaches its own collections only;
 * each kind can be taken away.
 */
final class Verticles implements AutoCloseable {

  static final int INSTANCES = 2;

  private static final Caller ADMIN =
      new Caller(UUID.randomUUID().toString(), null, Set.of(Caller.ADMIN), null);

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final CardCache cards = new CardCache();
  private final FairWorkers workers = FairWorkers.open(vertx);
  private final IdentityEnvironment identity =
      new IdentityEnvironment(
          vertx,
          PasswordHashing.DEFAULT.withCosts(64, 1, 1),
          Duration.ofDays(1),
          Set.of(),
          clock,
          random);
  private final DocumentStore store;
  private final Map<String, String> deployed = new HashMap<>();

  /** A client and what it asks the server with. */
  record Member(String id, Salus salus, ServerApi server, Transport transport, KeyRing keys) {}

  Verticles() {
    this(store -> store);
  }

  /**
   * @param around what stands before the store
   */
  Verticles(UnaryOperator<DocumentStore> around) {
    store =
        around.apply(
            await(
                DocumentStores.provider("memory")
                    .open(vertx, new JsonObject(), SalusHost.collections())));
    deploy(Addresses.IDENTITY);
    deploy(Addresses.CRYPTO);
    deploy(Addresses.ENTITIES);
    deploy(Addresses.SHARING);
  }

  Vertx vertx() {
    return vertx;
  }

  DocumentStore store() {
    return store;
  }

  /** Everything in the store now: the revision of each document. */
  Map<String, String> revisions() {
    return StoreDump.revisions(store);
  }

  void deploy(String address) {
    DeploymentOptions options = new DeploymentOptions().setInstances(INSTANCES);
    deployed.put(address, await(vertx.deployVerticle(verticle(address), options)));
  }

  void undeploy(String address) {
    await(vertx.undeploy(deployed.remove(address)));
  }

  private Supplier<Deployable> verticle(String address) {
    return switch (address) {
      case Addresses.IDENTITY ->
          () -> new IdentityVerticle(fenced(IdentityVerticle.collections()), identity);
      case Addresses.CRYPTO ->
          () -> new CryptoVerticle(fenced(CryptoVerticle.collections()), clock, cards, workers);
      case Addresses.ENTITIES ->
          () -> new EntitiesVerticle(fenced(EntitiesVerticle.collections()), clock, workers);
      case Addresses.SHARING ->
          () -> new SharingVerticle(fenced(SharingVerticle.collections()), clock);
      default -> throw new IllegalArgumentException(address);
    };
  }

  private DocumentStore fenced(List<CollectionSpec> own) {
    return FencedStore.of(store, own);
  }

  /** A professional with keys, connected over the bus. */
  Member member() {
    return member(transport -> transport);
  }

  /**
   * The same.
   *
   * @param around what stands before the bus
   */
  Member member(UnaryOperator<Transport> around) {
    IdentityService accounts = Services.identity(vertx);
    String owner =
        await(accounts.createDataOwner(ADMIN, new JsonObject().put("type", "hcp"))).getString("id");
    JsonObject account =
        new JsonObject()
            .put("login", "user-" + UUID.randomUUID())
            .put("password", "correct horse battery staple")
            .put("dataOwner", owner);
    String user = await(accounts.createUser(ADMIN, account)).getString("id");
    Transport transport = around.apply(new BusTransport(vertx, Caller.ofDataOwner(user, owner)));
    KeyRing keys = KeyRing.generate(owner, clock, random);
    SalusOptions options = SalusOptions.of(transport).withKeyRing(keys);
    Salus salus = await(Salus.connect(vertx, options));
    return new Member(owner, salus, new ServerApi(transport), transport, keys);
  }

  @Override
  public void close() {
    deployed.values().forEach(id -> await(vertx.undeploy(id)));
    await(identity.close());
    await(workers.close());
    await(store.close());
    await(vertx.close());
  }
}
