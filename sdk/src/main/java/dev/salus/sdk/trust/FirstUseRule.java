package dev.salus.sdk.trust;

import dev.salus.protocol.KeyCard;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which card of a stranger trust on first use takes (protocol §10): the oldest, on which all that
 * live have to hang by endorsements. If one does not, the keys were lost and replaced, or somebody
 * else made one, and only a human can tell.
 */
final class FirstUseRule {

  private FirstUseRule() {}

  /**
   * The keyId of the card that is taken; what it vouches for is trusted with it. Empty if there is
   * no valid card, or none is taken. Checks every signature: a worker's job.
   *
   * @param now milliseconds since the epoch
   */
  static Optional<String> taken(CardList listed, long now) {
    return taken(listed, now, new CardSignatureChecks());
  }

  /** The same with these checks. */
  static Optional<String> taken(CardList listed, long now, CardSignatureChecks checks) {
    TrustedCards valid = CardTrust.decide(listed.owner(), listed.cards(), Pins.NONE, now, checks);
    return valid.unknown().stream()
        .min(Comparator.comparingLong(KeyCard::createdAt).thenComparing(card -> card.keyId()))
        .map(KeyCard::keyId)
        .filter(oldest -> allHangOn(oldest, listed, now, checks));
  }

  private static boolean allHangOn(
      String oldest, CardList listed, long now, CardSignatureChecks checks) {
    TrustedCards cards =
        CardTrust.decide(listed.owner(), listed.cards(), Pins.only(oldest), now, checks);
    return cards.unknown().stream().noneMatch(card -> card.retired() == null)
        && cards.live().stream().map(KeyCard::keyId).noneMatch(listed.unvouched()::contains);
  }
}
