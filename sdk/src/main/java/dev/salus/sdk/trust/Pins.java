package dev.salus.sdk.trust;

import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of one data owner's cards the decisions in a key ring make trusted (protocol §10). The ring
 * has decisions only; what follows from them, here and from endorsements, is found out anew each
 * time.
 *
 * @param trusted keyIds of the cards that are trusted, own keys among them
 * @param ended of those, the ones that verify what is dated up to then and are otherwise retired
 * @param distrusted keyIds of the cards that are not to be trusted, whoever vouches for them
 * @param attested keyIds of those in {@code ended} that are trusted on the word of others alone
 * @param compared keyIds of those in {@code trusted} that a human or a proof stands for, or that
 *     are keys of the ring
 */
record Pins(
    Set<String> trusted,
    Map<String, Long> ended,
    Set<String> distrusted,
    Set<String> attested,
    Set<String> compared) {

  /** A human compared the fingerprint. */
  static final String CONFIRMED = "confirmed";

  /** A human compared the fingerprint, as access was given back. */
  static final String ACCEPTED = "accepted";

  /** It came with the proof of an invitation. */
  static final String PROVEN = "proven";

  /** The policy asked a human. */
  static final String VERIFIED = "verified";

  /** The policy took it. */
  static final String FIRST_USE = Pin.FIRST_USE;

  /** An own card that took the place of a key of the ring, as that was learnt to be retired. */
  static final String SUCCESSOR = "successor";

  /** Its key is in the ring; never pinned. */
  static final String OWN = "own";

  /** Another trusted card vouches for it; never pinned. */
  static final String ENDORSED = "endorsed";

  /** Somebody who gave access back knew it; {@code until} is the date up to which it verifies. */
  static final String ATTESTED = "attested";

  /** An own card that was retired, also if the server hides that; {@code until} is when. */
  static final String RETIRED = Pin.RETIRED;

  /** Not to be trusted, since {@code at}. */
  static final String DISTRUSTED = "distrusted";

  /** All distrust up to {@code at} was taken back by a decision that knew of it. */
  static final String REGAINED = "regained";

  /** Of nobody: nothing was decided. */
  static final Pins NONE = new Pins(Set.of(), Map.of(), Set.of(), Set.of(), Set.of());

  private static final Set<String> COMPARED = Set.of(CONFIRMED, ACCEPTED, PROVEN, VERIFIED);

  private static final Set<String> BEYOND_FIRST_USE =
      Set.of(CONFIRMED, ACCEPTED, PROVEN, VERIFIED, RETIRED, SUCCESSOR);

  Pins {
    trusted = Set.copyOf(trusted);
    ended = Map.copyOf(ended);
    distrusted = Set.copyOf(distrusted);
    attested = Set.copyOf(attested);
    compared = Set.copyOf(compared);
  }

  /** Those of a data owner. */
  static Pins of(KeyRing keyRing, String owner) {
    List<Pin> pins = keyRing.pins(owner);
    return of(keyRing, owner, pins, any -> true);
  }

  /** Only those that go back to a human's comparison, a proof, or an own key. */
  static Pins beyondFirstUse(KeyRing keyRing, String owner) {
    Predicate<Pin> counts = pin -> BEYOND_FIRST_USE.contains(pin.how());
    return of(keyRing, owner, keyRing.pins(owner), counts);
  }

  /** Only this card, as if nothing were known of its owner. */
  static Pins only(String keyId) {
    return new Pins(Set.of(keyId), Map.of(), Set.of(), Set.of(), Set.of());
  }

  private static Pins of(KeyRing keyRing, String owner, List<Pin> pins, Predicate<Pin> counts) {
    Set<String> own = ownKeys(keyRing, owner);
    Set<String> compared = new HashSet<>(own);
    pins.stream().filter(Pins::isComparison).map(Pin::keyId).forEach(compared::add);
    Set<String> trusted = new HashSet<>(compared);
    Map<String, Long> ended = new HashMap<>();
    Set<String> attested = new HashSet<>();
    for (Pin pin : pins) {
      if (!counts.test(pin)) {
        continue;
      }
      if (pin.how().equals(RETIRED)) {
        trusted.add(pin.keyId());
        ended.merge(pin.keyId(), end(pin), Long::min);
      } else if (pin.how().equals(ATTESTED) && !isKnownBetter(pin, pins, own)) {
        trusted.add(pin.keyId());
        attested.add(pin.keyId());
        ended.merge(pin.keyId(), end(pin), Long::min);
      } else if (pin.how().equals(SUCCESSOR)
          || (pin.how().equals(FIRST_USE) && isStillAGuess(pin, pins))) {
        trusted.add(pin.keyId());
      }
    }
    Set<String> distrusted = distrusted(pins);
    distrusted.removeAll(own);
    for (Set<String> each : List.of(trusted, ended.keySet(), attested, compared)) {
      each.removeAll(distrusted);
    }
    return new Pins(trusted, ended, distrusted, attested, compared);
  }

  private static Set<String> ownKeys(KeyRing keyRing, String owner) {
    Set<String> own = new HashSet<>();
    if (owner.equals(keyRing.owner())) {
      keyRing.keys().stream().map(OwnerKey::keyId).forEach(own::add);
    }
    return own;
  }

  private static long end(Pin pin) {
    Long until = pin.until();
    return until == null ? pin.at() : until;
  }

  /** The key came back, or a human compared the card later: it is not known from others only. */
  private static boolean isKnownBetter(Pin attested, List<Pin> pins, Set<String> own) {
    return own.contains(attested.keyId())
        || pins.stream()
            .filter(pin -> pin.keyId().equals(attested.keyId()))
            .anyMatch(pin -> isComparison(pin) && pin.at() > attested.at());
  }

  /**
   * What first use took counts as long as nobody looked closer, and only if it was the first that
   * was ever known of the owner: in a ring that took over another one it may not have been.
   */
  private static boolean isStillAGuess(Pin guess, List<Pin> pins) {
    return pins.stream().noneMatch(pin -> isComparison(pin) || wasBefore(pin, guess));
  }

  private static boolean wasBefore(Pin pin, Pin guess) {
    return pin.how().equals(FIRST_USE) ? pin.at() < guess.at() : pin.at() <= guess.at();
  }

  private static Set<String> distrusted(List<Pin> pins) {
    Set<String> distrusted = new HashSet<>();
    for (Pin pin : pins) {
      if (pin.how().equals(DISTRUSTED) && distrustedAt(pins, pin.keyId()).isPresent()) {
        distrusted.add(pin.keyId());
      }
    }
    return distrusted;
  }

  /** Since when a card is distrusted; empty if it is not, or was and is so no more. */
  static OptionalLong distrustedAt(List<Pin> pins, String keyId) {
    long regained = at(pins, keyId, REGAINED).orElse(Long.MIN_VALUE);
    OptionalLong distrusted = at(pins, keyId, DISTRUSTED);
    return distrusted.isPresent() && distrusted.getAsLong() > regained
        ? distrusted
        : OptionalLong.empty();
  }

  private static OptionalLong at(List<Pin> pins, String keyId, String how) {
    return pins.stream()
        .filter(pin -> pin.keyId().equals(keyId) && pin.how().equals(how))
        .mapToLong(Pin::at)
        .max();
  }

  /** Why a human or a proof stands for a card; empty if none does. */
  static Optional<String> comparison(List<Pin> pins, String keyId) {
    return pins.stream()
        .filter(pin -> pin.keyId().equals(keyId) && isComparison(pin))
        .map(Pin::how)
        .sorted()
        .findFirst();
  }

  private static boolean isComparison(Pin pin) {
    return COMPARED.contains(pin.how());
  }

  /** The same without trust in this card of its own. */
  Pins without(String keyId) {
    return new Pins(others(trusted, keyId), ended, distrusted, attested, others(compared, keyId));
  }

  private static Set<String> others(Set<String> keyIds, String keyId) {
    Set<String> others = new HashSet<>(keyIds);
    others.remove(keyId);
    return others;
  }
}
