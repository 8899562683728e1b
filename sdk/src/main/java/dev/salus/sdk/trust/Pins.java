package dev.salus.sdk.trust;

import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the key ring says of one data owner's cards (protocol §10).
 *
 * @param trusted keyIds of the cards that are trusted, own keys among them
 * @param ended of those, the ones that verify what is dated up to then and are otherwise retired
 * @param distrusted keyIds of the cards that are not to be trusted, whoever vouches for them
 */
record Pins(Set<String> trusted, Map<String, Long> ended, Set<String> distrusted) {

  /** A human compared the fingerprint. */
  static final String CONFIRMED = "confirmed";

  /** A human compared the fingerprint, and what first use had taken was forgotten. */
  static final String ACCEPTED = "accepted";

  /** It came with the proof of an invitation. */
  static final String PROVEN = "proven";

  /** The policy asked a human. */
  static final String VERIFIED = "verified";

  /** The policy took it. */
  static final String FIRST_USE = "firstUse";

  /** A trusted card vouched for it. */
  static final String ENDORSED = "endorsed";

  /** Somebody who gave access back knew it; {@code at} is the date up to which it verifies. */
  static final String ATTESTED = "attested";

  /** An own card that was retired, also if the server hides that; {@code at} is when. */
  static final String RETIRED = Pin.RETIRED;

  /** Not to be trusted, since {@code at}. */
  static final String DISTRUSTED = "distrusted";

  /** Was a guess until {@code at}, when a restored ring knew better; says nothing any more. */
  static final String FORGOTTEN = "forgotten";

  private static final Set<String> BEYOND_FIRST_USE =
      Set.of(CONFIRMED, ACCEPTED, PROVEN, VERIFIED, RETIRED);
  private static final Set<String> DISTRUST_OTHERS =
      Set.of(ACCEPTED, PROVEN, DISTRUSTED, FORGOTTEN);

  Pins {
    trusted = Set.copyOf(trusted);
    ended = Map.copyOf(ended);
    distrusted = Set.copyOf(distrusted);
  }

  /**
   * Pins a card that is not pinned yet, or of which only a guess was forgotten; any other pin, also
   * of distrust, stays.
   */
  static void pin(KeyRing keyRing, String owner, String keyId, String how, long at) {
    boolean forgotten =
        keyRing.pins(owner).stream()
            .anyMatch(pin -> pin.keyId().equals(keyId) && pin.how().equals(FORGOTTEN));
    if (forgotten) {
      keyRing.repin(owner, keyId, how, at);
    } else {
      keyRing.pin(owner, keyId, how, at);
    }
  }

  /** Those of a data owner. */
  static Pins of(KeyRing keyRing, String owner) {
    return of(keyRing, owner, how -> true);
  }

  /** Only those that go back to a human's comparison, a proof, or an own key. */
  static Pins beyondFirstUse(KeyRing keyRing, String owner) {
    return of(keyRing, owner, BEYOND_FIRST_USE::contains);
  }

  /** Only those that go back to something else than the word of another card. */
  static Pins withoutEndorsed(KeyRing keyRing, String owner) {
    return of(keyRing, owner, how -> !how.equals(ENDORSED));
  }

  private static Pins of(KeyRing keyRing, String owner, Predicate<String> counts) {
    Set<String> trusted = new HashSet<>();
    Map<String, Long> ended = new HashMap<>();
    Set<String> distrusted = new HashSet<>();
    for (Pin pin : keyRing.pins(owner)) {
      if (pin.how().equals(DISTRUSTED)) {
        distrusted.add(pin.keyId());
      } else if (!pin.how().equals(FORGOTTEN) && counts.test(pin.how())) {
        trusted.add(pin.keyId());
        if (pin.how().equals(ATTESTED) || pin.how().equals(RETIRED)) {
          ended.put(pin.keyId(), pin.at());
        }
      }
    }
    if (owner.equals(keyRing.owner())) {
      keyRing.keys().stream().map(OwnerKey::keyId).forEach(trusted::add);
    }
    return new Pins(trusted, ended, distrusted);
  }

  /** The same without trust in this card of its own. */
  Pins without(String keyId) {
    Set<String> others = new HashSet<>(trusted);
    others.remove(keyId);
    return new Pins(others, ended, distrusted);
  }

  static boolean isBeyondFirstUse(Pin pin) {
    return BEYOND_FIRST_USE.contains(pin.how());
  }

  /** Whether a card that had been trusted may have stopped to be with this pin. */
  static boolean distrustsOthers(Pin pin) {
    return DISTRUST_OTHERS.contains(pin.how());
  }
}
