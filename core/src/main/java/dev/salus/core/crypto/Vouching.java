package dev.salus.core.crypto;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which cards of a data owner hang together (protocol §2). A card vouches for those that the same
 * user published, for those that it endorses, and for what these vouch for. All that the oldest
 * card does not vouch for was published by somebody whom an administrator made the owner's user
 * later, or whose password an administrator set, and who has no older key.
 *
 * @param cards all cards of the owner
 */
record Vouching(OwnerCards cards) {

  /** The keyIds of the cards that no older user's card vouches for, in the order of the cards. */
  List<String> unvouched() {
    Set<String> vouched = vouched();
    return cards.cards().stream()
        .map(KeyCard::keyId)
        .filter(keyId -> !vouched.contains(keyId))
        .toList();
  }

  /**
   * Whether this user may retire a card with another one: its own user may, and so may who has a
   * card that is vouched for, or that the card to be retired vouches for if nobody vouches for
   * that.
   *
   * @param by the keyId of the card that says so
   */
  boolean mayRetire(String user, KeyCard target, String by) {
    if (by.equals(target.keyId()) || user.equals(publisher(target))) {
      return true;
    }
    Set<String> vouched = vouched();
    return vouched.contains(by)
        || (!vouched.contains(target.keyId()) && vouchedForBy(target).contains(by));
  }

  private Set<String> vouched() {
    return cards.cards().isEmpty() ? Set.of() : vouchedForBy(cards.cards().get(0));
  }

  private Set<String> vouchedForBy(KeyCard card) {
    String user = publisher(card);
    Set<String> vouched =
        cards.cards().stream()
            .filter(other -> Objects.equals(publisher(other), user))
            .map(KeyCard::keyId)
            .collect(Collectors.toCollection(HashSet::new));
    boolean grew = true;
    while (grew) {
      grew =
          vouched.addAll(
              cards.cards().stream()
                  .filter(other -> isEndorsedByOneOf(other, vouched))
                  .map(KeyCard::keyId)
                  .toList());
    }
    return vouched;
  }

  private static boolean isEndorsedByOneOf(KeyCard card, Set<String> keyIds) {
    return card.endorsements().stream().map(Endorsement::by).anyMatch(keyIds::contains);
  }

  private @Nullable String publisher(KeyCard card) {
    return cards.publishers().get(card.keyId());
  }
}
