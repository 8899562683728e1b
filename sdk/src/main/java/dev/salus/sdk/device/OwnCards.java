package dev.salus.sdk.device;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cards of the key ring's own keys, as the server lists them. */
public final class OwnCards {

  private final Client client;

  public OwnCards(Client client) {
    this.client = client;
  }

  /**
   * Publishes those cards of the ring that are not listed, and has the oldest that is not retired
   * vouch for newer ones that none of the ring has vouched for; nothing without keys. After it the
   * ring knows which of its keys are retired.
   */
  public Future<Void> publishMissing() {
    if (!client.hasKeys()) {
      return Future.succeededFuture();
    }
    Client.Keyed keyed = client.keyed();
    return keyed
        .cards()
        .refreshed(keyed.owner())
        .compose(cards -> publishMissing(keyed.keyRing(), cards))
        .onComplete(done -> keyed.cards().forgetLists());
  }

  private Future<Void> publishMissing(KeyRing keyRing, TrustedCards cards) {
    List<OwnerKey> keys = oldestFirst(keyRing);
    OwnerKey voucher =
        keys.stream().filter(key -> cards.isLive(key.keyId())).findFirst().orElse(null);
    Future<Void> published = Future.succeededFuture();
    for (OwnerKey key : keys) {
      Optional<KeyCard> card = cards.card(key.keyId());
      OwnerKey by = voucher;
      if (card.isEmpty()) {
        published = published.compose(done -> publish(key, by));
        voucher = by == null ? key : by;
      } else if (by != null
          && !key.equals(by)
          && cards.isLive(key.keyId())
          && isUnvouched(card.get(), keyRing)) {
        published = published.compose(done -> endorse(key.card(), by));
      }
    }
    return published;
  }

  private static List<OwnerKey> oldestFirst(KeyRing keyRing) {
    return keyRing.keys().stream().sorted(Comparator.comparingLong(OwnerKey::createdAt)).toList();
  }

  private static boolean isUnvouched(KeyCard card, KeyRing keyRing) {
    return card.endorsements().stream().noneMatch(each -> keyRing.key(each.by()).isPresent());
  }

  /**
   * Publishes a card of the key ring; the same again changes nothing.
   *
   * @param voucher vouches for it in the same step; null if there is none that is live
   */
  Future<Void> publish(OwnerKey key, @Nullable OwnerKey voucher) {
    KeyCard card =
        voucher == null ? key.card() : key.card().withEndorsement(voucher.endorse(key.card()));
    return client.server().publishCard(key.owner(), card.toJson()).mapEmpty();
  }

  /** Vouches for another card of the owner with the current key; again changes nothing. */
  Future<Void> endorse(KeyCard card) {
    return endorse(card, client.keyed().keyRing().current());
  }

  private Future<Void> endorse(KeyCard card, OwnerKey by) {
    return client
        .server()
        .endorse(card.owner(), card.keyId(), by.endorse(card).toJson())
        .mapEmpty();
  }
}
