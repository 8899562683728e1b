package dev.salus.sdk.trust;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a data owner's cards are trusted, from those that are pinned (protocol §10),
 * whatever the order in which they are listed.
 *
 * <p>A card may have been endorsed by one that it, or another one further down, has retired since.
 * So a retirement counts in two steps: first it is found out who is vouched for at all, which says
 * whose retirements count; then a retired card vouches for none that lives but the card that took
 * its place, which is the successor that it named itself, or the card that retired it. For cards
 * that were retired no later than itself it vouches on: they verify the past, and whoever has its
 * key could have signed that with it. A card that others attested counts as retired whatever the
 * server says of it, and vouches for none.
 *
 * <p>What is dated later than a clock can be wrong by is as if it were not there. Each signature is
 * checked once at most.
 */
final class CardTrust {

  /** How far ahead of the clock another one may be. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final String owner;
  private final Pins pins;
  private final CardSignatureChecks checks;
  private final Map<String, KeyCard> valid = new LinkedHashMap<>();
  private final Map<String, List<KeyCard>> endorsedBy = new HashMap<>();

  private CardTrust(
      String owner, List<KeyCard> listed, Pins pins, long now, CardSignatureChecks checks) {
    this.owner = owner;
    this.pins = pins;
    this.checks = checks;
    long latest = now + TOLERANCE.toMillis();
    for (KeyCard card : listed) {
      if (card.owner().equals(owner)
          && card.createdAt() <= latest
          && checks.holds(card)
          && card.canBeSealedTo()) {
        valid.merge(card.keyId(), withoutLate(card, latest), CardTrust::retiredOne);
      }
    }
    valid.values().forEach(this::addEndorsements);
  }

  /** Checks every signature: a worker's job. */
  static TrustedCards decide(String owner, List<KeyCard> listed, Pins pins, long now) {
    return decide(owner, listed, pins, now, new CardSignatureChecks());
  }

  /** {@link #decide(String, List, Pins, long)}, counted. */
  static TrustedCards decide(
      String owner, List<KeyCard> listed, Pins pins, long now, CardSignatureChecks checks) {
    return new CardTrust(owner, listed, pins, now, checks).decide();
  }

  private static KeyCard withoutLate(KeyCard card, long latest) {
    Retirement end = card.retired();
    return end != null && end.at() > latest ? card.withRetirement(null) : card;
  }

  /** A list should not have a card twice; if it has, a retirement is not lost by that. */
  private static KeyCard retiredOne(KeyCard one, KeyCard other) {
    return one.retired() == null ? other : one;
  }

  private void addEndorsements(KeyCard card) {
    card.endorsements().stream()
        .map(Endorsement::by)
        .distinct()
        .forEach(by -> endorsedBy.computeIfAbsent(by, any -> new ArrayList<>()).add(card));
  }

  private TrustedCards decide() {
    Set<String> retired = retiredBy(vouchedFor(retiredBy(Set.of())));
    Set<String> trusted = vouchedFor(retired);
    trusted.addAll(past(trusted, retired));
    List<KeyCard> known = new ArrayList<>();
    List<KeyCard> unknown = new ArrayList<>();
    for (KeyCard card : valid.values()) {
      KeyCard seen = ended(retired.contains(card.keyId()) ? card : card.withRetirement(null));
      (trusted.contains(card.keyId()) ? known : unknown).add(seen);
    }
    return new TrustedCards(owner, known, unknown, pins.trusted());
  }

  /** A card that was ended by decision as its owner takes it: retired at the earlier of both. */
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
    Deque<String> vouching = new ArrayDeque<>(trusted);
    while (!vouching.isEmpty()) {
      String by = vouching.remove();
      for (KeyCard card : endorsedBy.getOrDefault(by, List.of())) {
        if (!trusted.contains(card.keyId())
            && mayEndorse(by, card, retired)
            && isEndorsed(card, by)) {
          trusted.add(card.keyId());
          vouching.add(card.keyId());
        }
      }
    }
    return trusted;
  }

  private boolean isEndorsed(KeyCard card, String by) {
    KeyCard endorser = valid.get(by);
    return endorser != null
        && !pins.distrusted().contains(card.keyId())
        && checks.holds(card, endorser);
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

  /**
   * The keyIds of retired cards that retired ones vouched for which were retired no earlier, and so
   * on. None of them vouches for one that lives, not even for its successor.
   */
  private Set<String> past(Set<String> trusted, Set<String> retired) {
    Map<String, Long> ends = new HashMap<>();
    for (String keyId : trusted) {
      boolean ended = retired.contains(keyId) || pins.ended().containsKey(keyId);
      if (ended && !pins.attested().contains(keyId)) {
        ends.put(keyId, end(keyId));
      }
    }
    Set<String> past = new HashSet<>();
    Deque<String> vouching = new ArrayDeque<>(ends.keySet());
    while (!vouching.isEmpty()) {
      String by = vouching.remove();
      long latest = ends.getOrDefault(by, Long.MIN_VALUE);
      for (KeyCard card : endorsedBy.getOrDefault(by, List.of())) {
        String keyId = card.keyId();
        if (!trusted.contains(keyId)
            && ends.getOrDefault(keyId, Long.MIN_VALUE) < latest
            && retired.contains(keyId)
            && end(keyId) <= latest
            && isEndorsed(card, by)) {
          past.add(keyId);
          ends.put(keyId, latest);
          vouching.add(keyId);
        }
      }
    }
    return past;
  }

  /** Up to when a retired card verifies. */
  private long end(String keyId) {
    KeyCard card = valid.get(keyId);
    Retirement end = card == null ? null : ended(card).retired();
    return end == null ? Long.MIN_VALUE : end.at();
  }

  /** The keyIds of cards that retired themselves, or that one of these cards retired. */
  private Set<String> retiredBy(Set<String> counting) {
    return new Retirements(counting).all();
  }

  /** Which retirements count if those by some cards do. Each is looked at once. */
  private final class Retirements {

    private final Set<String> counting;
    private final Map<String, Boolean> known = new HashMap<>();

    private Retirements(Set<String> counting) {
      this.counting = counting;
    }

    private Set<String> all() {
      Set<String> retired = new HashSet<>();
      for (KeyCard card : valid.values()) {
        if (isRetired(card)) {
          retired.add(card.keyId());
        }
      }
      return retired;
    }

    private boolean isRetired(KeyCard card) {
      Boolean before = known.get(card.keyId());
      if (before != null) {
        return before;
      }
      boolean retired = counts(card, card.retired());
      known.put(card.keyId(), retired);
      return retired;
    }

    private boolean counts(KeyCard card, @Nullable Retirement end) {
      if (end == null) {
        return false;
      }
      KeyCard by = valid.get(end.by());
      if (by == null || !checks.holds(end, card, by)) {
        return false;
      }
      if (by.keyId().equals(card.keyId())) {
        return true;
      }
      return counting.contains(by.keyId()) && wins(by, card) && isLiveAt(end.at(), by);
    }

    /** Of two that retire each other the one that a human compared wins. */
    private boolean wins(KeyCard by, KeyCard card) {
      Retirement end = by.retired();
      boolean eachOther = end != null && end.by().equals(card.keyId());
      return !eachOther || isCompared(by) || !isCompared(card);
    }

    private boolean isCompared(KeyCard card) {
      return pins.compared().contains(card.keyId()) && !pins.ended().containsKey(card.keyId());
    }

    /** A card that was retired earlier retires no other. Dates fall, so this comes to an end. */
    private boolean isLiveAt(long date, KeyCard card) {
      Long ended = pins.ended().get(card.keyId());
      if (ended != null && ended < date) {
        return false;
      }
      return card.retired() == null || card.retired().at() >= date || !isRetired(card);
    }
  }
}
