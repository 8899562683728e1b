package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.protocol.ShareReturn;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * What the server checks of a notary set and of a share that is given back (protocol §9.4).
 * Signatures are verified in turns by owner. A check that fails is {@link Invalid} naming the
 * field.
 */
final class NotaryRules {

  private final FairWorkers workers;
  private final CardSignatures signatures;
  private final Clock clock;

  NotaryRules(FairWorkers workers, Clock clock) {
    this.workers = workers;
    this.signatures = new CardSignatures(workers);
    this.clock = clock;
  }

  /** Reads {@code {set, shares}}, which may be long. */
  Future<NotarySetWithShares> read(Caller caller, JsonObject body) {
    return workers.run(FairWorkers.turnOf(caller), () -> NotarySetWithShares.parse(body));
  }

  /**
   * Checks a new set.
   *
   * @param owner cards of the owner
   * @param notaries cards of the notaries, in the order of the set
   */
  Future<Void> checkNew(NotarySetWithShares stored, OwnerCards owner, List<OwnerCards> notaries) {
    NotarySet set = stored.set();
    if (!SignedDates.isNow(clock, set.createdAt())) {
      throw Invalid.at("set.createdAt", "must be within 5 minutes of the server's clock");
    }
    KeyCard signer =
        owner
            .live(set.signedBy())
            .orElseThrow(
                () -> Invalid.at("set.signedBy", "must be an unretired card of the data owner"));
    for (int i = 0; i < notaries.size(); i++) {
      OwnerCards notary = notaries.get(i);
      if (notary.owner().equals(owner.owner())) {
        throw Invalid.at("set.notaries[" + i + "]", "must be somebody else");
      }
      if (notary.cards().isEmpty()) {
        throw Invalid.at("set.notaries[" + i + "]", "must be a data owner with a card");
      }
      requireLive(notary, stored.cardsOf(notary.owner()));
    }
    return signatures.require(signer, set.signedBytes(), set.signature(), "set.signature");
  }

  private static void requireLive(OwnerCards notary, Set<String> keyIds) {
    for (String keyId : keyIds) {
      if (notary.live(keyId).isEmpty()) {
        throw Invalid.at(
            "shares." + notary.owner() + "." + keyId, "must be an unretired card of the notary");
      }
    }
  }

  /**
   * Checks what a notary says of a set.
   *
   * @param notary cards of the notary, who is the caller
   */
  Future<Void> checkAcceptance(NotarySet set, SetAcceptance acceptance, OwnerCards notary) {
    if (!SignedDates.isNow(clock, acceptance.at())) {
      throw Invalid.at("at", "must be within 5 minutes of the server's clock");
    }
    KeyCard signer =
        notary
            .live(acceptance.by())
            .orElseThrow(() -> Invalid.at("by", "must be an unretired card of the caller"));
    byte[] message = SetAcceptance.signedBytes(set, notary.owner(), acceptance.at());
    return signatures.require(signer, message, acceptance.signature(), "signature");
  }

  /** Checks that the card that asks can be given something. */
  void checkAsking(String newKeyId, OwnerCards owner) {
    if (owner.live(newKeyId).isEmpty()) {
      throw Invalid.at("newKeyId", "must be an unretired card of the caller");
    }
  }

  /**
   * Checks a share that is given back.
   *
   * @param owner cards of the one who asks
   * @param notary cards of the notary, who is the caller
   */
  Future<Void> checkReturn(
      NotaryRequest request, ShareReturn returned, OwnerCards owner, OwnerCards notary) {
    if (owner.live(request.newKeyId()).isEmpty()) {
      return Future.failedFuture(new Conflict("the card that asks has been retired", null));
    }
    KeyCard signer =
        notary
            .live(returned.by())
            .orElseThrow(() -> Invalid.at("by", "must be an unretired card of the caller"));
    byte[] message = ShareReturn.signedBytes(request.asSigned(), notary.owner(), returned.sealed());
    return signatures.require(signer, message, returned.signature(), "signature");
  }
}
