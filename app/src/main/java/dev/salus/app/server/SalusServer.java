package dev.salus.app.server;

import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.app.metrics.ServerLoad;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.GatewayVerticle;
import dev.salus.gateway.events.EventLimits;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.gateway.token.UnusableKeyException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole server: store, verticles and gateway on one {@link Vertx}, at most one on each. What the
 * command line starts, and whoever wants the same in their own process.
 */
public final class SalusServer {

  private final SalusHost host;
  private final AccessTokens tokens;
  private final String gateway;
  private final Vertx vertx;
  private final int port;
  private final JsonObject firstAdmin;
  private final EventLimits events;

  private SalusServer(
      Vertx vertx,
      SalusHost host,
      AccessTokens tokens,
      String gateway,
      int port,
      JsonObject firstAdmin,
      EventLimits events) {
    this.events = events;
    this.firstAdmin = firstAdmin;
    this.vertx = vertx;
    this.host = host;
    this.tokens = tokens;
    this.gateway = gateway;
    this.port = port;
  }

  /**
   * What a server is made of.
   *
   * @param store the store plugin's name
   * @param storeOptions the plugin's own settings
   * @param host how the verticles run
   * @param tokens what access tokens say
   * @param gateway where and how the gateway listens
   * @param gateways how many instances of the gateway there are
   * @param firstAdmin made before the gateway listens, if the store has no administrator; null for
   *     none
   */
  public record Settings(
      String store,
      JsonObject storeOptions,
      SalusSettings host,
      TokenSettings tokens,
      GatewayOptions gateway,
      int gateways,
      @Nullable FirstAdmin firstAdmin) {

    /** The store in memory, and of everything one for each processor, the gateway on loopback. */
    public static Settings defaults() {
      int processors = Runtime.getRuntime().availableProcessors();
      return new Settings(
          "memory",
          new JsonObject(),
          SalusSettings.defaults().withInstances(Math.max(2, processors)),
          TokenSettings.defaults(),
          GatewayOptions.defaults(),
          processors,
          null);
    }

    /** The same on another store. */
    public Settings on(String newStore, JsonObject newStoreOptions) {
      return new Settings(newStore, newStoreOptions, host, tokens, gateway, gateways, firstAdmin);
    }

    /** The same with verticles that run otherwise. */
    public Settings with(SalusSettings newHost) {
      return new Settings(store, storeOptions, newHost, tokens, gateway, gateways, firstAdmin);
    }

    /** The same with a gateway that listens otherwise. */
    public Settings with(GatewayOptions newGateway) {
      return new Settings(store, storeOptions, host, tokens, newGateway, gateways, firstAdmin);
    }

    /** The same with a first administrator. */
    public Settings with(FirstAdmin newFirstAdmin) {
      return new Settings(store, storeOptions, host, tokens, gateway, gateways, newFirstAdmin);
    }
  }

  /**
   * Who administers a store that nobody administers yet.
   *
   * @param password null to have a random one made
   */
  public record FirstAdmin(String login, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "FirstAdmin[" + login + "]";
    }
  }

  /**
   * Starts a server; it listens when all that it is made of is there. If any part of it cannot
   * start, those that did are stopped again and the future fails with the reason: {@link
   * IllegalStateException} for a store that is not there, {@link dev.salus.storage.StoreException}
   * for one that does not answer, {@link java.net.BindException} for an address that cannot be had,
   * {@link UnusableKeyException}.
   */
  public static Future<SalusServer> start(Vertx vertx, Settings settings, SigningKey key) {
    return start(vertx, settings, key, line -> {}, identity -> firstAdmin(identity, settings));
  }

  /**
   * The same, telling what the opening of the store waits for. Only the store bounds that.
   *
   * @param waiting is told for people, from time to time, on any thread
   * @param administrator sees to the first administrator, in place of what the settings say, and
   *     gives what {@link #firstAdmin()} has: what comes after may fail
   */
  public static Future<SalusServer> start(
      Vertx vertx,
      Settings settings,
      SigningKey key,
      Consumer<String> waiting,
      Function<IdentityService, Future<JsonObject>> administrator) {
    return SalusHost.builder(vertx)
        .store(settings.store(), settings.storeOptions())
        .settings(settings.host())
        .whileWaiting(waiting)
        .start()
        .compose(host -> start(vertx, settings, key, host, administrator));
  }

  private static Future<JsonObject> firstAdmin(IdentityService identity, Settings settings) {
    FirstAdmin wanted = settings.firstAdmin();
    return wanted == null
        ? Future.succeededFuture(new JsonObject().put("created", false))
        : identity.ensureAdmin(wanted.login(), wanted.password());
  }

  private static Future<SalusServer> start(
      Vertx vertx,
      Settings settings,
      SigningKey key,
      SalusHost host,
      Function<IdentityService, Future<JsonObject>> administrator) {
    return administrator
        .apply(Services.identity(vertx))
        .compose(admin -> start(vertx, settings, key, host, admin))
        .recover(failure -> host.close().transform(closed -> Future.failedFuture(failure)));
  }

  private static Future<SalusServer> start(
      Vertx vertx, Settings settings, SigningKey key, SalusHost host, JsonObject admin) {
    AtomicInteger port = new AtomicInteger();
    AccessTokens tokens =
        AccessTokens.open(
            vertx, key, settings.tokens(), settings.host().clock(), settings.host().random());
    return deploy(vertx, settings, tokens, port)
        .map(
            gateway ->
                new SalusServer(
                    vertx, host, tokens, gateway, port.get(), admin, settings.gateway().events()))
        .recover(failure -> tokens.close().transform(closed -> Future.failedFuture(failure)));
  }

  private static Future<String> deploy(
      Vertx vertx, Settings settings, AccessTokens tokens, AtomicInteger port) {
    return vertx.deployVerticle(
        () ->
            new GatewayVerticle(
                settings.gateway(),
                tokens,
                settings.host().clock(),
                settings.host().random(),
                port::set),
        new DeploymentOptions().setInstances(settings.gateways()));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** What waits and what was done, for whoever watches the server; cheap, and from any thread. */
  public ServerLoad load() {
    return new ServerLoad(
        host.load(),
        tokens.authentication().hits(),
        tokens.authentication().misses(),
        EventSockets.openOn(vertx, events));
  }

  /** What became of the first administrator: {@code {created, password?}}. */
  public JsonObject firstAdmin() {
    return firstAdmin.copy();
  }

  /**
   * Makes an administrator if the store has none.
   *
   * @param password null to have a random one made
   * @return as {@link dev.salus.api.IdentityService#ensureAdmin}
   */
  public Future<JsonObject> ensureAdmin(String login, @Nullable String password) {
    return Services.identity(vertx).ensureAdmin(login, password);
  }

  /** Ends what is under way, then stops the gateway, the verticles and the store. */
  public Future<Void> close() {
    return vertx.undeploy(gateway).eventually(tokens::close).eventually(host::close).mapEmpty();
  }
}
