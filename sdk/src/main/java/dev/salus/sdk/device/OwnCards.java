package dev.salus.sdk.device;

import dev.salus.api.Conflict;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cards of the key ring's own keys, as the server lists them. */
public final class OwnCards {

  private final ServerApi server;
  private final KeyRing keyRing;
  private final CardDirectory cards;

  /** The cards of these keys. */
  public OwnCards(ServerApi server, OwnerKeys keys) {
    this.server = server;
    this.keyRing = keys.ring();
    this.cards = keys.cards();
  }

  /** All cards of the data owner as the server lists them now, and whether they are trusted. */
  Future<TrustedCards> listed() {
    return cards.refreshed(keyRing.owner());
  }

  /**
   * Publishes those cards of the ring that are not listed, and has the oldest that is not retired
   * vouch for newer ones that none of the ring has vouched for. After it the ring knows which of
   * its keys are retired.
   */
  public Future<Void> publishMissing() {
    return listed().compose(this::publishMissing);
  }

  private Future<Void> publishMissing(TrustedCards listed) {
    List<OwnerKey> keys = oldestFirst(keyRing);
    OwnerKey voucher =
        keys.stream().filter(key -> listed.isLive(key.keyId())).findFirst().orElse(null);
    Future<Void> published = Future.succeededFuture();
    boolean isAllListed = true;
    for (OwnerKey key : keys) {
      Optional<KeyCard> card = listed.card(key.keyId());
      OwnerKey by = voucher;
      if (card.isEmpty()) {
        published = published.compose(done -> publish(key, by));
        voucher = by == null ? key : by;
        isAllListed = false;
      } else if (by != null
          && !key.equals(by)
          && listed.isLive(key.keyId())
          && isUnvouched(card.get(), keyRing)) {
        published = published.compose(done -> endorse(key.card(), by));
        isAllListed = false;
      }
    }
    // What was just listed is what the first record that is opened needs.
    return isAllListed ? published : published.onComplete(done -> cards.forgetLists());
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
    return server.publishCard(key.owner(), card.toJson()).mapEmpty();
  }

  /** Vouches for another card of the owner with the current key; again changes nothing. */
  Future<Void> endorse(KeyCard card) {
    return endorse(card, keyRing.live());
  }

  private Future<Void> endorse(KeyCard card, OwnerKey by) {
    return server.endorse(card.owner(), card.keyId(), by.endorse(card).toJson()).mapEmpty();
  }

  /**
   * Retires a card, and remembers that; one that is retired already stays as it is, and that is
   * remembered as well, or a server that says so and lists it as live would keep it.
   *
   * @param by the key that signs it
   * @param at milliseconds since the epoch
   * @param successor keyId of the card that takes its place; null if there is none
   */
  Future<Void> retire(KeyCard card, OwnerKey by, long at, @Nullable String successor) {
    Retirement retirement = by.retire(card, at, successor);
    return server
        .retire(card.owner(), card.keyId(), retirement.toJson())
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof Conflict
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure))
        .onSuccess(done -> cards.decisions().retired(card.keyId(), at));
  }
}
