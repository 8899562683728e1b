package dev.salus.sdk;

import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cards of the key ring's own keys, as the server lists them. */
final class OwnCards {

  private final Client client;

  OwnCards(Client client) {
    this.client = client;
  }

  /**
   * Publishes those cards of the ring that are not listed, and has the oldest that is not retired
   * vouch for newer ones that none of the ring has vouched for; nothing without keys.
   */
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
    Map<String, JsonObject> listed = new HashMap<>();
    Answers.items(answer).forEach(card -> listed.put(Answers.text(card, "keyId"), card));
    List<OwnerKey> keys = oldestFirst(keyRing);
    OwnerKey voucher =
        keys.stream().filter(key -> isLive(listed.get(key.keyId()))).findFirst().orElse(null);
    Future<Void> published = Future.succeededFuture();
    for (OwnerKey key : keys) {
      JsonObject card = listed.get(key.keyId());
      OwnerKey by = voucher;
      if (card == null) {
        published = published.compose(done -> publish(key, by));
        voucher = by == null ? key : by;
      } else if (by != null && !key.equals(by) && isLive(card) && isUnvouched(card, keyRing)) {
        published = published.compose(done -> endorse(key.card(), by));
      }
    }
    return published;
  }

  private static List<OwnerKey> oldestFirst(KeyRing keyRing) {
    return keyRing.keys().stream().sorted(Comparator.comparingLong(OwnerKey::createdAt)).toList();
  }

  private static boolean isLive(@Nullable JsonObject card) {
    return card != null && card.getValue("retired") == null;
  }

  private static boolean isUnvouched(JsonObject card, KeyRing keyRing) {
    return Answers.objects(card, "endorsements").stream()
        .map(endorsement -> Answers.text(endorsement, "by"))
        .noneMatch(by -> keyRing.key(by).isPresent());
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
    return endorse(card, client.keyed().keyRing().current());
  }

  private Future<Void> endorse(KeyCard card, OwnerKey by) {
    return client
        .transport()
        .endorse(card.owner(), card.keyId(), by.endorse(card).toJson())
        .mapEmpty();
  }
}
