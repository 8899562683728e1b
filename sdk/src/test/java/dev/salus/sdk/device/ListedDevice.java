package dev.salus.sdk.device;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.UnusedExchanges;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** A data owner's device at a server that lists its card, and others if they are published. */
final class ListedDevice implements AutoCloseable {

  static final String OWNER = "11111111-1111-4111-8111-111111111111";

  private final SecureRandom random = new SecureRandom();
  private final Vertx vertx = Vertx.vertx();
  final Clock clock = Clock.systemUTC();
  final KeyRing ring = KeyRing.generate(OWNER, clock, random);
  final CardServer server = new CardServer();
  final CardDirectory cards;
  final DeviceApi devices;

  ListedDevice(KeyCard... others) {
    this.cards = new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), clock);
    ExchangeBook exchanges = new ExchangeBook(vertx, server.api(), ring, cards, clock, random);
    this.devices = devices(exchanges);
    server.publish(ring.current().card());
    server.publish(others);
    await(exchanges.own());
  }

  private DeviceApi devices(ExchangeBook exchanges) {
    OwnerKeys keys = new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards);
    ExchangeEntries entries =
        new ExchangeEntries(vertx, server.api(), keys, exchanges, clock, random);
    DeviceTools tools =
        new DeviceTools(
            keys,
            new OwnCards(server.api(), keys),
            entries,
            new UnusedExchanges(vertx, server.api(), keys, exchanges));
    return new DeviceApi(vertx, clock, random, NeedsKeys.of(Optional.of(tools)));
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
