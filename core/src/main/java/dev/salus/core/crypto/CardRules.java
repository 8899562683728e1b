package dev.salus.core.crypto;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/**
 * What the server checks of a card, an endorsement and a retirement (protocol §2). Signatures are
 * verified in turns by owner. A check that fails is {@link Invalid} naming the field.
 */
final class CardRules {

  private final FairWorkers workers;
  private final Clock clock;

  CardRules(FairWorkers workers, Clock clock) {
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * That whoever published the card holds its private signing key, and that something can be sealed
   * to it: else it would be in the way of all who share with its owner.
   */
  Future<Void> checkKeys(KeyCard card) {
    return inTurn(
        card,
        () -> {
          if (!card.selfSignatureHolds()) {
            throw new Invalid("signature", "signature: is not the card's own");
          }
          if (!card.canBeSealedTo()) {
            throw Invalid.at("kem", "is no X-Wing public key");
          }
        });
  }

  /** That all endorsements which a card brings along hold. */
  Future<Void> checkEndorsements(KeyCard card, OwnerCards cards) {
    return card.endorsements().isEmpty()
        ? Future.succeededFuture()
        : workers.runSteps(card.owner(), new EndorsementSteps(card, cards));
  }

  /**
   * Whether the endorsement has to be added; not if it is there already. Fails with {@link
   * Conflict} if there is another by the same card.
   */
  Future<Boolean> endorsementIsNew(KeyCard card, Endorsement endorsement) {
    Optional<Endorsement> known =
        card.endorsements().stream().filter(e -> e.by().equals(endorsement.by())).findFirst();
    if (known.isEmpty()) {
      return Future.succeededFuture(true);
    }
    return known.get().equals(endorsement)
        ? Future.succeededFuture(false)
        : Future.failedFuture(new Conflict("that card has endorsed this one already", null));
  }

  /**
   * That an endorsement holds.
   *
   * @param path what stands before the names of its fields
   */
  Future<Void> checkEndorsement(
      KeyCard card, Endorsement endorsement, OwnerCards cards, String path) {
    return inTurn(card, () -> requireEndorsement(card, endorsement, cards, path));
  }

  static void requireEndorsement(
      KeyCard card, Endorsement endorsement, OwnerCards cards, String path) {
    if (endorsement.by().equals(card.keyId())) {
      throw new Invalid(path + "by", path + "by: a card does not endorse itself");
    }
    requireSigned(
        cards,
        endorsement.by(),
        Endorsement.signedBytes(card.owner(), card.keyId()),
        endorsement.signature(),
        path);
  }

  /**
   * That a retirement of a card that is not retired yet holds. Fails with {@link Forbidden} if the
   * user has come after the one who published the card, and shows no key that it vouches for.
   */
  Future<Void> checkRetirement(KeyCard card, Retirement retirement, OwnerCards cards, String user) {
    if (card.retired() != null) {
      return Future.failedFuture(new Conflict("the card is retired already", null));
    }
    if (!SignedDates.isNow(clock, retirement.at())) {
      // one that is dated back would take what the card signed since from all who read it
      return Future.failedFuture(
          Invalid.at("at", "must be within 5 minutes of the server's clock"));
    }
    String successor = retirement.successor();
    if (successor != null && (successor.equals(card.keyId()) || cards.find(successor).isEmpty())) {
      return Future.failedFuture(
          new Invalid("successor", "successor: must be another card of the same data owner"));
    }
    return inTurn(
            card,
            () ->
                requireSigned(
                    cards,
                    retirement.by(),
                    retirement.signedBytes(card.owner(), card.keyId()),
                    retirement.signature(),
                    ""))
        .compose(
            signed ->
                new Vouching(cards).mayRetire(user, card, retirement.by())
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Forbidden(
                            "another user published this card: it is retired with a card of that"
                                + " user, or with one that such a card endorses")));
  }

  private static void requireSigned(
      OwnerCards cards, String by, byte[] message, String signature, String path) {
    KeyCard signer =
        cards
            .live(by)
            .orElseThrow(
                () ->
                    new Invalid(
                        path + "by", path + "by: must be an unretired card of the data owner"));
    if (!signer.verifies(message, signature)) {
      throw new Invalid(path + "signature", path + "signature: does not hold under that card");
    }
  }

  private Future<Void> inTurn(KeyCard card, Runnable check) {
    return workers.run(
        card.owner(),
        () -> {
          check.run();
          return null;
        });
  }
}
