package dev.salus.sdk;

import dev.salus.sdk.device.DeviceTools;
import dev.salus.sdk.device.OwnCards;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.UnusedExchanges;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/**
 * The parts of a connection that work with the keys of its data owner, put together.
 *
 * @param keys the data owner's keys
 * @param exchanges the exchange keys between the data owner and others
 * @param automaticSharing with whom the data owner shares automatically
 * @param entities what entities are read, sealed and shared with
 * @param devices what the keys of the data owner's devices are managed with
 */
record KeyedParts(
    OwnerKeys keys,
    ExchangeBook exchanges,
    AutomaticSharingBook automaticSharing,
    EntityTools entities,
    DeviceTools devices) {

  /**
   * Puts them together.
   *
   * @param own dates what is decided about keys
   */
  static KeyedParts of(
      Vertx vertx, SalusOptions with, Clock own, ServerApi server, OpenedKeys opened) {
    KeyRing ring = opened.keyRing();
    CardDirectory cards = new CardDirectory(vertx, server, ring, with.trust(), own, with.clock());
    OwnerKeys keys = new OwnerKeys(ring, opened.saver(), cards);
    ring.writes().before(() -> mayBeSigned(keys, with.clock()));
    ExchangeBook exchanges =
        new ExchangeBook(vertx, server, ring, cards, with.clock(), with.random());
    AutomaticSharingBook automaticSharing = new AutomaticSharingBook(server, keys, with.clock());
    EntityTools entities =
        EntityTools.of(
            vertx,
            server,
            keys,
            exchanges,
            automaticSharing,
            with.encryptedFields(),
            with.clock(),
            with.random());
    ExchangeEntries entries =
        new ExchangeEntries(vertx, server, keys, exchanges, with.clock(), with.random());
    UnusedExchanges unused = new UnusedExchanges(vertx, server, keys, exchanges);
    DeviceTools devices = new DeviceTools(keys, new OwnCards(server, keys), entries, unused);
    return new KeyedParts(keys, exchanges, automaticSharing, entities, devices);
  }

  /** Nothing is signed before the ring that is kept says that it may have been. */
  private static Future<Void> mayBeSigned(OwnerKeys keys, Clock clock) {
    KeyRing ring = keys.ring();
    boolean renewed = ring.leases().renew(ring.current().keyId(), clock.millis());
    return renewed ? keys.save() : Future.succeededFuture();
  }

  /** Saves the ring, and wipes it if the SDK opened it, and all that was derived from it. */
  Future<Void> close() {
    return keys.saver().close().eventually(this::wipeDerived);
  }

  private Future<Void> wipeDerived() {
    exchanges.wipe();
    entities.reader().wipe();
    return Future.succeededFuture();
  }
}
