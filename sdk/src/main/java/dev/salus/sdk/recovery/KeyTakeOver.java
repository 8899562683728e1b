package dev.salus.sdk.recovery;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Takes a restored key ring into that of a connection. */
final class KeyTakeOver {

  private final ServerApi server;
  private final OwnerKeys keys;

  KeyTakeOver(ServerApi server, OwnerKeys keys) {
    this.server = server;
    this.keys = keys;
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
    keyRing.takeOver(copy);
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
