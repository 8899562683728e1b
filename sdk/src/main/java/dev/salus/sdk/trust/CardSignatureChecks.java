package dev.salus.sdk.trust;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The signatures on a list of cards, each checked once at most. Not thread-safe. */
final class CardSignatureChecks {

  private final VerifiedSignatures signatures;
  private final Map<List<Object>, Boolean> known = new HashMap<>();
  private int made;

  /** Checks that know nothing yet. */
  CardSignatureChecks() {
    this(new VerifiedSignatures());
  }

  /**
   * @param signatures what held before is not verified again
   */
  CardSignatureChecks(VerifiedSignatures signatures) {
    this.signatures = signatures;
  }

  /** Whether the card's signature over itself holds. */
  boolean holds(KeyCard card) {
    byte[] message = KeyCard.signedBytes(card.owner(), card.keyId(), card.createdAt());
    return once(
        List.of("card", card.bare()), () -> signatures.holds(card, message, card.signature()));
  }

  /** Whether one of the card's endorsements is by that card, and holds. */
  boolean holds(KeyCard card, KeyCard by) {
    byte[] message = Endorsement.signedBytes(card.owner(), card.keyId());
    return card.endorsements().stream()
        .filter(each -> each.by().equals(by.keyId()))
        .anyMatch(
            each ->
                once(
                    List.of("endorsement", card.keyId(), by.keyId(), each.signature()),
                    () -> signatures.holds(by, message, each.signature())));
  }

  /** Whether a retirement of a card is by that card, and holds. */
  boolean holds(Retirement end, KeyCard card, KeyCard by) {
    byte[] message = end.signedBytes(card.owner(), card.keyId());
    return once(
        List.of("retirement", card.keyId(), end),
        () -> signatures.holds(by, message, end.signature()));
  }

  private boolean once(List<Object> what, BooleanSupplier check) {
    Boolean before = known.get(what);
    if (before != null) {
      return before;
    }
    made++;
    boolean holds = check.getAsBoolean();
    known.put(what, holds);
    return holds;
  }

  /** How many signatures were checked. */
  int made() {
    return made;
  }
}
