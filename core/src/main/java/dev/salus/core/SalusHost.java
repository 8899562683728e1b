package dev.salus.core;

import dev.salus.core.crypto.CardCache;
import dev.salus.core.crypto.CryptoVerticle;
import dev.salus.core.entities.ChangeFeedVerticle;
import dev.salus.core.entities.EntitiesVerticle;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.identity.IdentityEnvironment;
import dev.salus.core.identity.IdentityVerticle;
import dev.salus.core.sharing.SharingVerticle;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A running server without its gateway: a store and the verticles on a {@link Vertx}, to be called
 * through {@link dev.salus.api.Services}. The gateway, the demo, applications that embed Salus and
 * tests start it the same way; an embedding application begins with {@link #builder}, and has the
 * {@link dev.salus.api.Caller}s of its people from {@link #accounts} ({@code docs/embedding.md}).
 *
 * <p>Everyone on the event bus of that {@code Vertx} is trusted to say who is calling.
 */
public final class SalusHost {

  private static final String PROBE = "00000000-0000-4000-8000-000000000000";

  private final Vertx vertx;
  private final DocumentStore store;
  private final IdentityEnvironment identity;
  private final CardCache cards = new CardCache();
  private final FairWorkers workers;
  private final SalusSettings settings;
  private final List<String> deployments = new CopyOnWriteArrayList<>();

  private SalusHost(Vertx vertx, DocumentStore store, SalusSettings settings) {
    this.vertx = vertx;
    this.store = store;
    this.settings = settings;
    this.workers = FairWorkers.open(vertx);
    this.identity =
        new IdentityEnvironment(
            vertx,
            settings.passwords(),
            settings.refreshTokenLife(),
            settings.secondFactorRoles(),
            settings.clock(),
            settings.random());
  }

  /** The collections of all verticles. */
  public static List<CollectionSpec> collections() {
    return Stream.of(
            IdentityVerticle.collections(),
            CryptoVerticle.collections(),
            EntitiesVerticle.collections(),
            SharingVerticle.collections())
        .flatMap(List::stream)
        .toList();
  }

  /** Says what is to be started on this Vert.x, one step after the other. */
  public static SalusHostBuilder builder(Vertx vertx) {
    return new SalusHostBuilder(vertx);
  }

  /**
   * Opens a store and deploys the verticles on it.
   *
   * @param storeName the store plugin, for example {@code memory}
   * @param storeOptions the plugin's own settings
   * @return the running server, which closes the store when it is closed; if anything fails,
   *     everything is closed again and the future fails with the reason, such as {@link
   *     IllegalStateException} if there is no such plugin
   */
  public static Future<SalusHost> start(
      Vertx vertx, String storeName, JsonObject storeOptions, SalusSettings settings) {
    return builder(vertx).store(storeName, storeOptions).settings(settings).start();
  }

  /**
   * Deploys the verticles on an open store.
   *
   * @param store has the {@link #collections()}; is closed when the server is closed
   * @return the running server; if anything fails, the store too is closed
   */
  public static Future<SalusHost> start(Vertx vertx, DocumentStore store, SalusSettings settings) {
    SalusHost host = new SalusHost(vertx, store, settings);
    return host.deployAll()
        .map(host)
        .recover(failure -> host.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Who may call: users, and the application itself. */
  public HostAccounts accounts() {
    return new HostAccounts(vertx);
  }

  /** Completes if the store answers, fails if it does not: for readiness probes. */
  public Future<Void> ready() {
    return store.get(IdentityVerticle.collections().get(0).name(), PROBE).mapEmpty();
  }

  /** What waits and what was done, for whoever watches the server; cheap, and from any thread. */
  public HostLoad load() {
    return new HostLoad(store.load(), cards.hits(), cards.misses());
  }

  /** Stops the verticles, then their workers, then closes the store; idempotent. */
  public Future<Void> close() {
    List<Future<Void>> stopping = deployments.stream().map(vertx::undeploy).toList();
    deployments.clear();
    return Future.join(stopping)
        .eventually(identity::close)
        .eventually(workers::close)
        .eventually(store::close)
        .mapEmpty();
  }

  private Future<Void> deployAll() {
    List<Future<Void>> starting =
        List.of(
            deploy(() -> new IdentityVerticle(store, identity)),
            deploy(() -> new CryptoVerticle(store, settings.clock(), cards, workers)),
            deploy(() -> new EntitiesVerticle(store, settings.clock(), workers)),
            deploy(() -> new SharingVerticle(store, settings.clock())),
            deploy(() -> new ChangeFeedVerticle(store, settings.clock()), 1));
    // All of them, so that none is deployed after what failed was closed.
    return Future.join(starting).mapEmpty();
  }

  private Future<Void> deploy(Supplier<Deployable> verticle) {
    return deploy(verticle, settings.instances());
  }

  private Future<Void> deploy(Supplier<Deployable> verticle, int instances) {
    DeploymentOptions options = new DeploymentOptions().setInstances(instances);
    return vertx.deployVerticle(verticle, options).onSuccess(deployments::add).mapEmpty();
  }
}
