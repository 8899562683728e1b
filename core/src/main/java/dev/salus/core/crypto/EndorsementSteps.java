package dev.salus.core.crypto;

import dev.salus.api.Invalid;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import java.util.concurrent.Callable;

/**
 * Checks the endorsements that a card brings along, one in each step; the first that does not hold
 * is the last that is looked at.
 */
final class EndorsementSteps implements Callable<Boolean> {

  private final KeyCard card;
  private final OwnerCards cards;
  private int next;

  EndorsementSteps(KeyCard card, OwnerCards cards) {
    this.card = card;
    this.cards = cards;
  }

  /**
   * Checks the next endorsement.
   *
   * @return whether there are more
   * @throws Invalid naming the one that does not hold
   */
  @Override
  public Boolean call() {
    if (next == 0) {
      requireEachOnce();
    }
    CardRules.requireEndorsement(
        card, card.endorsements().get(next), cards, "endorsements[" + next + "].");
    next++;
    return next < card.endorsements().size();
  }

  private void requireEachOnce() {
    long endorsers = card.endorsements().stream().map(Endorsement::by).distinct().count();
    if (endorsers != card.endorsements().size()) {
      throw new Invalid("endorsements", "endorsements: must not have two by the same card");
    }
  }
}
