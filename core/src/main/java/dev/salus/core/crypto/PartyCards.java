package dev.salus.core.crypto;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cards of both parties of an exchange record; the same twice for a record with oneself.
 *
 * @param delegator whose record it is
 * @param delegate whom it is for
 */
record PartyCards(OwnerCards delegator, OwnerCards delegate) {

  /** The cards of the party that has an unretired card with this keyId. */
  Optional<OwnerCards> withLive(String keyId) {
    return Stream.of(delegator, delegate)
        .filter(cards -> cards.live(keyId).isPresent())
        .findFirst();
  }

  /** The cards of a party. */
  OwnerCards of(String party) {
    return delegator.owner().equals(party) ? delegator : delegate;
  }
}
