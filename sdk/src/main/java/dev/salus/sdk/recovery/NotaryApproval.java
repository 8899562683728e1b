package dev.salus.sdk.recovery;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ShareReturn;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * A notary gives its share back, to a key whose fingerprint a human compared, for a set that it has
 * accepted and no other (protocol §9.4).
 */
final class NotaryApproval {

  private final Vertx vertx;
  private final ServerApi server;
  private final Clock clock;
  private final SecureRandom random;
  private final OwnerKeys keys;
  private final NotarySetDirectory sets;

  NotaryApproval(
      Vertx vertx,
      ServerApi server,
      Clock clock,
      SecureRandom random,
      OwnerKeys keys,
      NotarySetDirectory sets) {
    this.vertx = vertx;
    this.server = server;
    this.clock = clock;
    this.random = random;
    this.keys = keys;
    this.sets = sets;
  }

  /** What the share is given back for, to a card of these. */
  private record Approved(
      ShareRequest request, NotarySet set, TrustedCards cards, KeyCard newCard) {}

  Future<Void> approve(ShareRequest request, String fingerprint) {
    requireMatch(request, fingerprint);
    String self = keys.owner();
    long epoch = keys.ring().trustEpoch(request.owner());
    return sets.find(request.owner(), request.setId())
        .map(listed -> requireServed(listed, self))
        .compose(set -> approved(request, set, epoch))
        .compose(
            approved ->
                server
                    .notaryShare(request.setId(), self)
                    .compose(answer -> giveBack(approved, answer)))
        .mapEmpty();
  }

  private static void requireMatch(ShareRequest request, String fingerprint) {
    String owner = request.owner();
    if (!FingerprintText.parse(fingerprint).matches(owner, request.newKeyId())) {
      throw new FingerprintMismatch(owner, List.of(Fingerprint.of(owner, request.newKeyId())));
    }
  }

  private static NotarySet requireServed(NotarySetDirectory.Listed listed, String self) {
    if (!listed.trusted() || !listed.set().has(self)) {
      throw new RecoveryRefused(Reason.NOT_ACCEPTED);
    }
    return listed.set();
  }

  /**
   * The card with that fingerprint, trusted before or not: a human has compared it.
   *
   * @param epoch of what was decided about the owner as the human said so
   */
  private Future<Approved> approved(ShareRequest request, NotarySet set, long epoch) {
    return keys.cards()
        .withoutAsking(request.owner())
        .map(cards -> new Approved(request, set, requireOf(epoch, cards), live(cards, request)));
  }

  private static TrustedCards requireOf(long epoch, TrustedCards cards) {
    if (cards.epoch() != epoch) {
      throw CardDirectory.trustChanged();
    }
    return cards;
  }

  private static KeyCard live(TrustedCards cards, ShareRequest request) {
    KeyCard card =
        Stream.concat(cards.trusted().stream(), cards.unknown().stream())
            .filter(each -> each.keyId().equals(request.newKeyId()))
            .findFirst()
            .orElseThrow(() -> new NotFound("the data owner has no valid card with that keyId"));
    if (card.retired() != null) {
      throw new Invalid("newKeyId", "that card is retired");
    }
    return card;
  }

  private Future<JsonObject> giveBack(Approved approved, JsonObject answer) {
    return vertx
        .executeBlocking(() -> returned(approved, answer), false)
        .compose(
            returned ->
                server.giveShareBack(approved.request().id(), keys.owner(), returned.toJson()));
  }

  private ShareReturn returned(Approved approved, JsonObject answer) {
    try (NotaryShare share = OwnNotaryShare.open(keys.ring(), approved.set(), answer)) {
      return returned(approved, share);
    }
  }

  private ShareReturn returned(Approved approved, NotaryShare share) {
    NotarySet set = approved.set();
    ShareRequest request = approved.request();
    keys.cards().requireCurrent(approved.cards());
    OwnerKey signer = keys.ring().signer(clock.millis());
    String sealed = share.sealBackTo(approved.newCard(), set, signer.owner(), request.id(), random);
    byte[] message =
        ShareReturn.signedBytes(
            ShareReturn.Request.of(set, request.id(), request.newKeyId()), signer.owner(), sealed);
    return new ShareReturn(sealed, signer.keyId(), signer.sign(message));
  }
}
