package dev.salus.sdk.trust;

import dev.salus.core.protocol.Endorsement;
import dev.salus.core.protocol.KeyCard;
import dev.salus.core.protocol.Retirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which of a data owner's cards are trusted, from those that are pinned (protocol §10). */
final class CardTrust {

  private final String owner;
  private final Map<String, KeyCard> valid = new LinkedHashMap<>();
  private final Set<String> pinned;
  private final Set<String> trusted = new HashSet<>();

  private CardTrust(String owner, List<KeyCard> listed, Set<String> pinned) {
    this.owner = owner;
    this.pinned = pinned;
    for (KeyCard card : listed) {
      if (card.owner().equals(owner) && card.selfSignatureHolds()) {
        valid.put(card.keyId(), card);
      }
    }
    valid.keySet().stream().filter(pinned::contains).forEach(trusted::add);
  }

  /** Checks every signature: a worker's job. */
  static TrustedCards decide(String owner, List<KeyCard> listed, Set<String> pinned) {
    CardTrust trust = new CardTrust(owner, listed, pinned);
    trust.followEndorsements();
    return trust.result();
  }

  private void followEndorsements() {
    boolean grew = true;
    while (grew) {
      grew = false;
      for (KeyCard card : valid.values()) {
        if (!trusted.contains(card.keyId()) && isEndorsed(card)) {
          trusted.add(card.keyId());
          grew = true;
        }
      }
    }
  }

  private boolean isEndorsed(KeyCard card) {
    return card.endorsements().stream().anyMatch(endorsement -> holds(endorsement, card));
  }

  private boolean holds(Endorsement endorsement, KeyCard card) {
    KeyCard by = valid.get(endorsement.by());
    return by != null
        && trusted.contains(by.keyId())
        && mayEndorse(by, card)
        && by.verifies(Endorsement.signedBytes(owner, card.keyId()), endorsement.signature());
  }

  private boolean mayEndorse(KeyCard by, KeyCard card) {
    Retirement retired = by.retired();
    return !isRetired(by)
        || (retired != null
            && retired.by().equals(by.keyId())
            && card.keyId().equals(retired.successor()));
  }

  /** Whether a card's retirement counts: said, with a signature that holds, by a trusted card. */
  private boolean isRetired(KeyCard card) {
    Retirement retired = card.retired();
    if (retired == null || !trusted.contains(retired.by())) {
      return false;
    }
    KeyCard by = valid.get(retired.by());
    return by != null && by.verifies(retired.signedBytes(owner, card.keyId()), retired.signature());
  }

  private TrustedCards result() {
    List<KeyCard> known = new ArrayList<>();
    List<KeyCard> unknown = new ArrayList<>();
    for (KeyCard card : valid.values()) {
      KeyCard seen = isRetired(card) ? card : card.withRetirement(null);
      (trusted.contains(card.keyId()) ? known : unknown).add(seen);
    }
    return new TrustedCards(owner, known, unknown, pinned);
  }
}
