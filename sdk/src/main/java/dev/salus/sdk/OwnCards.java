package dev.salus.sdk;

import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cards of the key ring's own keys, as the server lists them. */
final class OwnCards {

  private final Client client;

  OwnCards(Client client) {
    this.client = client;
  }

  /** Publishes those cards of the ring that are not listed; nothing without keys. */
  Future<Void> publishMissing() {
    if (!client.hasKeys()) {
      return Future.succeededFuture();
    }
    KeyRing keyRing = client.keyed().keyRing();
    return client
        .transport()
        .cards(keyRing.owner())
        .compose(answer -> publishMissing(keyRing, answer));
  }

  private Future<Void> publishMissing(KeyRing keyRing, JsonObject answer) {
    Set<String> listed = new HashSet<>();
    OwnerKey voucher = null;
    for (JsonObject card : Answers.items(answer)) {
      String keyId = Answers.text(card, "keyId");
      listed.add(keyId);
      if (card.getValue("retired") == null) {
        voucher = keyRing.key(keyId).orElse(voucher);
      }
    }
    Future<Void> published = Future.succeededFuture();
    for (OwnerKey key : keyRing.keys()) {
      if (!listed.contains(key.keyId())) {
        OwnerKey by = voucher;
        published = published.compose(done -> publish(key, by));
        voucher = by == null ? key : by;
      }
    }
    return published;
  }

  /**
   * Publishes a card of the key ring; the same again changes nothing.
   *
   * @param voucher vouches for it in the same step; null if it is the first
   */
  Future<Void> publish(OwnerKey key, @Nullable OwnerKey voucher) {
    KeyCard card =
        voucher == null ? key.card() : key.card().withEndorsement(voucher.endorse(key.card()));
    return client.transport().publishCard(key.owner(), card.toJson()).mapEmpty();
  }

  /** Vouches for another card of the owner with the current key; again changes nothing. */
  Future<Void> endorse(KeyCard card) {
    OwnerKey current = client.keyed().keyRing().current();
    return client
        .transport()
        .endorse(card.owner(), card.keyId(), current.endorse(card).toJson())
        .mapEmpty();
  }
}
