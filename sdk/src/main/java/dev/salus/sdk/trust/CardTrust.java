package dev.salus.sdk.trust;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which of a data owner's cards are trusted, from those that are pinned (protocol §10),
 * whatever the order in which they are listed.
 *
 * <p>A card may have been endorsed by one that it, or another one further down, has retired since.
 * So a retirement counts in two steps: first it is found out who is vouched for at all, which says
 * whose retirements count; then a retired card vouches for none but the card that took its place,
 * which is the successor that it named itself, or the card that retired it. A card that others
 * attested counts as retired whatever the server says of it, and vouches for none.
 */
final class CardTrust {

  private final String owner;
  private final Map<String, KeyCard> valid = new LinkedHashMap<>();
  private final Pins pins;

  private CardTrust(String owner, List<KeyCard> listed, Pins pins) {
    this.owner = owner;
    this.pins = pins;
    for (KeyCard card : listed) {
      if (card.owner().equals(owner) && card.selfSignatureHolds() && card.canBeSealedTo()) {
        valid.put(card.keyId(), card);
      }
    }
  }

  /** Checks every signature: a worker's job. */
  static TrustedCards decide(String owner, List<KeyCard> listed, Pins pins) {
    return new CardTrust(owner, listed, pins).decide();
  }

  private TrustedCards decide() {
    Set<String> retired = retiredBy(vouchedFor(retiredBy(Set.of())));
    Set<String> trusted = vouchedFor(retired);
    List<KeyCard> known = new ArrayList<>();
    List<KeyCard> unknown = new ArrayList<>();
    for (KeyCard card : valid.values()) {
      KeyCard seen = ended(retired.contains(card.keyId()) ? card : card.withRetirement(null));
      (trusted.contains(card.keyId()) ? known : unknown).add(seen);
    }
    return new TrustedCards(owner, known, unknown, pins.trusted());
  }

  /** An attested card as its owner takes it: retired at the earlier of both dates. */
  private KeyCard ended(KeyCard card) {
    Long end = pins.ended().get(card.keyId());
    return end == null || (card.retired() != null && card.retired().at() <= end)
        ? card
        : card.withRetirement(new Retirement(end, card.keyId(), null, ""));
  }

  /** The keyIds of those that are pinned, and of those that they endorse, and so on. */
  private Set<String> vouchedFor(Set<String> retired) {
    Set<String> trusted = new HashSet<>(pins.trusted());
    trusted.retainAll(valid.keySet());
    boolean grew = true;
    while (grew) {
      grew = false;
      for (KeyCard card : valid.values()) {
        if (!trusted.contains(card.keyId()) && isEndorsed(card, trusted, retired)) {
          trusted.add(card.keyId());
          grew = true;
        }
      }
    }
    return trusted;
  }

  private boolean isEndorsed(KeyCard card, Set<String> trusted, Set<String> retired) {
    if (pins.distrusted().contains(card.keyId())) {
      return false;
    }
    return card.endorsements().stream()
        .filter(endorsement -> trusted.contains(endorsement.by()))
        .filter(endorsement -> mayEndorse(endorsement.by(), card, retired))
        .anyMatch(endorsement -> holds(endorsement, card));
  }

  private boolean holds(Endorsement endorsement, KeyCard card) {
    KeyCard by = valid.get(endorsement.by());
    return by != null
        && by.verifies(Endorsement.signedBytes(owner, card.keyId()), endorsement.signature());
  }

  private boolean mayEndorse(String by, KeyCard card, Set<String> retired) {
    if (pins.ended().containsKey(by)) {
      return false;
    }
    KeyCard endorser = valid.get(by);
    Retirement end = endorser == null ? null : endorser.retired();
    if (end == null || !retired.contains(by)) {
      return true;
    }
    String heir = end.by().equals(by) ? end.successor() : end.by();
    return card.keyId().equals(heir);
  }

  /** The keyIds of cards that retired themselves, or that one of these cards retired. */
  private Set<String> retiredBy(Set<String> counting) {
    Set<String> retired = new HashSet<>();
    for (KeyCard card : valid.values()) {
      if (isRetired(card, counting)) {
        retired.add(card.keyId());
      }
    }
    return retired;
  }

  private boolean isRetired(KeyCard card, Set<String> counting) {
    Retirement end = card.retired();
    if (end == null || !holds(end, card)) {
      return false;
    }
    return end.by().equals(card.keyId())
        || (counting.contains(end.by()) && isLiveAt(end.at(), end.by(), counting));
  }

  private boolean holds(Retirement end, KeyCard card) {
    KeyCard by = valid.get(end.by());
    return by != null && by.verifies(end.signedBytes(owner, card.keyId()), end.signature());
  }

  /** A card that was retired earlier retires no other. Dates fall, so this comes to an end. */
  private boolean isLiveAt(long date, String keyId, Set<String> counting) {
    Long ended = pins.ended().get(keyId);
    if (ended != null && ended < date) {
      return false;
    }
    KeyCard card = valid.get(keyId);
    return card == null
        || card.retired() == null
        || card.retired().at() >= date
        || !isRetired(card, counting);
  }
}
