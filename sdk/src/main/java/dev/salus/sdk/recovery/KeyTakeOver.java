package dev.salus.sdk.recovery;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.RestoredTrust;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes a restored key ring into that of a connection. */
final class KeyTakeOver {

  private final ServerApi server;
  private final OwnerKeys keys;
  private final Clock clock;

  KeyTakeOver(ServerApi server, OwnerKeys keys, Clock clock) {
    this.server = server;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Adds all that a restored ring knows to the one of this connection, and takes in which of its
   * keys were retired since. Cards that are new here are vouched for with a restored key that is
   * not.
   */
  Future<Void> takeOver(KeyRing copy) {
    KeyRing keyRing = keys.ring();
    List<OwnerKey> fresh =
        keyRing.keys().stream().filter(key -> copy.key(key.keyId()).isEmpty()).toList();
    keyRing.addKeysAndSeen(copy);
    RestoredTrust.takeOver(copy, keyRing, clock.millis());
    keys.cards().forgetLists();
    return keys.save()
        .compose(saved -> keys.cards().refreshed(keys.owner()))
        .compose(cards -> vouchFor(fresh, copy.keys(), cards))
        .eventually(
            () -> {
              keys.cards().forgetLists();
              return keys.save();
            });
  }

  private Future<Void> vouchFor(List<OwnerKey> fresh, List<OwnerKey> restored, TrustedCards cards) {
    Optional<OwnerKey> voucher =
        restored.stream().filter(key -> cards.isLive(key.keyId())).reduce((a, b) -> b);
    Future<Void> done = Future.succeededFuture();
    for (OwnerKey key : fresh) {
      if (voucher.isPresent() && cards.isLive(key.keyId())) {
        done = done.compose(before -> vouchFor(key.card(), voucher.get()));
      }
    }
    return done;
  }

  private Future<Void> vouchFor(KeyCard card, OwnerKey voucher) {
    return server.endorse(card.owner(), card.keyId(), voucher.endorse(card).toJson()).mapEmpty();
  }
}
