package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.api.Addresses;
import dev.salus.api.Services;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.GatewayVerticle;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.protocol.EntityType;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole server of which everything is written down that it stores, logs, sends and is sent. */
final class WatchedServer implements AutoCloseable {

  static final String ADMIN_LOGIN = "the-administrator";
  static final String ADMIN_PASSWORD = "Adm1n-pässword-known-to-nobody";

  private final LogRecorder log = new LogRecorder();
  private final Vertx vertx = Vertx.vertx();
  private final BusRecorder bus = BusRecorder.on(vertx);
  private final DocumentStore store =
      await(
          DocumentStores.provider("memory").open(vertx, new JsonObject(), SalusHost.collections()));
  private final SalusHost host;
  private final RecordingProxy proxy;

  WatchedServer() {
    Stream.of(EntityType.values())
        .map(Addresses::entityEvents)
        .forEach(events -> vertx.eventBus().consumer(events, heard -> {}));
    SalusSettings settings =
        SalusSettings.defaults().withPasswords(PasswordHashing.DEFAULT.withCosts(64, 1, 1));
    this.host = await(SalusHost.start(vertx, store, settings));
    await(Services.identity(vertx).ensureAdmin(ADMIN_LOGIN, ADMIN_PASSWORD));
    this.proxy = new RecordingProxy(vertx, startGateway());
  }

  private int startGateway() {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    AccessTokens tokens =
        AccessTokens.open(
            vertx, SigningKey.generate(random), TokenSettings.defaults(), clock, random);
    Promise<Integer> listening = Promise.promise();
    GatewayOptions options = GatewayOptions.defaults().listeningOn("127.0.0.1", 0);
    await(
        vertx.deployVerticle(
            new GatewayVerticle(options, tokens, clock, random, listening::tryComplete)));
    return await(listening.future());
  }

  Vertx vertx() {
    return vertx;
  }

  /** Where HTTP clients are listened to on their way. */
  URI address() {
    return proxy.address();
  }

  Map<String, List<Document>> stored() {
    return StoreDump.of(store);
  }

  /** {@code store <collection>/<id>}, for each document. */
  List<Place> store() {
    List<Place> places = new ArrayList<>();
    stored()
        .forEach(
            (collection, documents) ->
                documents.forEach(
                    each ->
                        places.add(
                            Place.ofText(
                                "store " + collection + "/" + each.id(),
                                each.id() + each.rev() + each.body().encode()))));
    return places;
  }

  /** What was sent and received over HTTP and over the bus. */
  List<Place> sent() {
    List<Place> places = new ArrayList<>(proxy.places());
    places.addAll(bus.places());
    return places;
  }

  Place log() {
    return log.place();
  }

  @Override
  public void close() {
    proxy.close();
    await(host.close());
    await(vertx.close());
    log.close();
  }
}
