package dev.salus.sdk.trust;

import dev.salus.protocol.KeyCard;
import java.util.List;
import java.util.Set;

/**
 * The cards that the server lists for a data owner, unchecked.
 *
 * @param owner the data owner
 * @param cards all that are cards
 * @param unvouched keyIds of those that the server says no older one of the owner vouches for; its
 *     word only, so it may be a reason to trust less and never one to trust more
 */
record CardList(String owner, List<KeyCard> cards, Set<String> unvouched) {

  /** The most cards that an owner has (protocol §5). */
  static final int MOST = 128;

  CardList {
    cards = List.copyOf(cards);
    unvouched = Set.copyOf(unvouched);
  }
}
