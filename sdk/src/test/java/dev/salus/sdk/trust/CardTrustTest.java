package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.OwnerKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whom endorsements and retirements make trusted (protocol §2, §10), in whatever order. */
final class CardTrustTest {

  private static final String OWNER = "11111111-1111-4111-8111-111111111111";
  private static final long NOW = 1_700_000_000_000L;
  private static final long LATE = Retirement.TOLERANCE_MS;

  private final OwnerKey a = key(OWNER);
  private final OwnerKey b = key(OWNER);
  private final OwnerKey c = key(OWNER);
  private final OwnerKey thief = key(OWNER);

  @Test
  void anEndorsementByATrustedCardCounts() {
    inAnyOrder(
        List.of(a.card(), endorsed(b, a), endorsed(c, b)),
        cards -> assertThat(live(cards)).containsExactlyInAnyOrder(a, b, c));
  }

  @Test
  void anEndorsementByACardThatNothingVouchesForDoesNotCount() {
    inAnyOrder(
        List.of(a.card(), thief.card(), endorsed(b, thief)),
        cards -> assertThat(live(cards)).containsExactly(a));
  }

  @Test
  void anEndorsementWithAWrongSignatureDoesNotCount() {
    Endorsement byTheThief = new Endorsement(a.keyId(), thief.endorse(thief.card()).signature());
    Endorsement ofAnother = new Endorsement(a.keyId(), a.endorse(b.card()).signature());
    for (Endorsement forged : List.of(byTheThief, ofAnother)) {
      inAnyOrder(
          List.of(a.card(), thief.card().withEndorsement(forged)),
          cards -> assertThat(live(cards)).containsExactly(a));
    }
  }

  @Test
  void aCardThatRetiredItselfVouchesForItsSuccessorOnly() {
    KeyCard retired = a.card().withRetirement(a.retire(a.card(), NOW, b.keyId()));
    inAnyOrder(
        List.of(retired, endorsed(b, a), endorsed(thief, a)),
        cards -> assertThat(live(cards)).containsExactly(b));
  }

  @Test
  void aCardThatAnotherRetiredVouchesForNoThird() {
    KeyCard retired = a.card().withRetirement(b.retire(a.card(), NOW, null));
    inAnyOrder(
        List.of(retired, endorsed(b, a), endorsed(thief, a)),
        cards -> assertThat(live(cards)).containsExactly(b));
  }

  @Test
  void aRetirementByWhomOnlyTheRetiredVouchedForIndirectlyLeavesNothingToSealTo() {
    KeyCard retired = a.card().withRetirement(c.retire(a.card(), NOW, null));
    inAnyOrder(
        List.of(retired, endorsed(b, a), endorsed(c, b)),
        cards -> assertThat(live(cards)).isEmpty());
  }

  @Test
  void aRetirementByACardThatWasRetiredBeforeDoesNotCount() {
    KeyCard stolen = a.card().withRetirement(b.retire(a.card(), NOW, null));
    KeyCard victim = endorsed(b, a).withRetirement(a.retire(b.card(), NOW + 1, null));
    inAnyOrder(
        List.of(stolen, victim),
        cards -> assertThat(live(cards)).containsExactly(b),
        a.keyId(),
        b.keyId());
  }

  @Test
  void aRetirementByACardThatNothingVouchesForDoesNotCount() {
    KeyCard retired = a.card().withRetirement(thief.retire(a.card(), NOW, null));
    inAnyOrder(List.of(retired, thief.card()), cards -> assertThat(live(cards)).containsExactly(a));
  }

  @Test
  void aRetirementWithAWrongSignatureDoesNotCount() {
    KeyCard retired = a.card().withRetirement(a.retire(b.card(), NOW, null));
    inAnyOrder(List.of(retired), cards -> assertThat(live(cards)).containsExactly(a));
  }

  @Test
  void cardsOfOthersAndCardsWithAWrongSignatureAreNotLookedAt() {
    String other = "22222222-2222-4222-8222-222222222222";
    KeyCard forged = KeyCard.parse(b.card().toJson().put("signature", a.card().signature()));
    inAnyOrder(
        List.of(a.card(), forged, key(other).card()),
        cards -> {
          assertThat(live(cards)).containsExactly(a);
          assertThat(cards.unknown()).isEmpty();
        });
  }

  @Test
  void anAttestedCardVerifiesThePastAndVouchesForNobody() {
    KeyCard later = b.card().withRetirement(a.retire(b.card(), NOW + 1, null));
    Pins pins = pins(Set.of(a.keyId(), b.keyId()), Map.of(a.keyId(), NOW), Set.of());
    for (List<KeyCard> order : permutations(List.of(a.card(), later, endorsed(thief, a)))) {
      TrustedCards cards = CardTrust.decide(OWNER, order, pins, NOW);

      assertThat(live(cards)).containsExactly(b);
      assertThat(cards.card(a.keyId()).orElseThrow().mayHaveSignedAt(NOW + LATE)).isTrue();
      assertThat(cards.card(a.keyId()).orElseThrow().mayHaveSignedAt(NOW + LATE + 1)).isFalse();
    }
  }

  @Test
  void anAttestedCardThatWasRetiredEarlierEndsThen() {
    KeyCard retired = a.card().withRetirement(b.retire(a.card(), NOW - 5, null));
    Pins pins = pins(Set.of(a.keyId(), b.keyId()), Map.of(a.keyId(), NOW), Set.of());
    for (List<KeyCard> order : permutations(List.of(retired, b.card()))) {
      KeyCard ended = CardTrust.decide(OWNER, order, pins, NOW).card(a.keyId()).orElseThrow();

      assertThat(ended.mayHaveSignedAt(NOW - 5 + LATE)).isTrue();
      assertThat(ended.mayHaveSignedAt(NOW - 4 + LATE)).isFalse();
    }
  }

  @Test
  void aDistrustedCardIsNotTrustedWhoeverVouchesForItNorWhatItVouchesFor() {
    Pins pins = pins(Set.of(a.keyId()), Map.of(), Set.of(b.keyId()));
    for (List<KeyCard> order : permutations(List.of(a.card(), endorsed(b, a), endorsed(c, b)))) {
      assertThat(live(CardTrust.decide(OWNER, order, pins, NOW))).containsExactly(a);
    }
  }

  @Test
  void aRetiredCardVouchesForWhatWasRetiredBeforeItAndThatForNothingThatLives() {
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, b.keyId()));
    KeyCard lost = endorsed(c, a).withRetirement(a.retire(c.card(), NOW - 5, null));
    KeyCard stranger = endorsed(thief, c);
    inAnyOrder(
        List.of(rotated, endorsed(b, a), lost, stranger),
        cards -> {
          assertThat(live(cards)).containsExactly(b);
          assertThat(cards.card(c.keyId()).orElseThrow().mayHaveSignedAt(NOW - 5)).isTrue();
          assertThat(cards.card(thief.keyId())).isEmpty();
        });
  }

  @Test
  void whatWasRetiredAtTheSameTimeIsOfThePastToo() {
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, b.keyId()));
    KeyCard lost = endorsed(c, a).withRetirement(c.retire(c.card(), NOW, null));
    inAnyOrder(
        List.of(rotated, endorsed(b, a), lost),
        cards -> assertThat(cards.card(c.keyId())).isPresent());
  }

  @Test
  void retiredCardsThatVouchForEachOtherAreOfThePastBoth() {
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, null));
    KeyCard one =
        endorsed(b, a)
            .withEndorsement(c.endorse(b.card()))
            .withRetirement(b.retire(b.card(), NOW - 5, null));
    KeyCard other = endorsed(c, b).withRetirement(c.retire(c.card(), NOW - 5, null));
    inAnyOrder(List.of(rotated, one, other), cards -> assertThat(cards.trusted()).hasSize(3));
  }

  @Test
  void whatAnOwnersRingKnowsAsRetiredVouchesForThePastAndWhatOthersAttestedDoesNot() {
    KeyCard lost = endorsed(c, a).withRetirement(c.retire(c.card(), NOW - 5, null));
    List<KeyCard> listed = List.of(a.card(), b.card(), lost);
    Set<String> both = Set.of(a.keyId(), b.keyId());
    Map<String, Long> ended = Map.of(a.keyId(), NOW);
    Pins retired = new Pins(both, ended, Set.of(), Set.of(), both);
    Pins attested = new Pins(both, ended, Set.of(), Set.of(a.keyId()), Set.of());
    for (List<KeyCard> order : permutations(listed)) {
      assertThat(CardTrust.decide(OWNER, order, retired, NOW).card(c.keyId())).isPresent();
      assertThat(CardTrust.decide(OWNER, order, attested, NOW).card(c.keyId())).isEmpty();
    }
  }

  @Test
  void notForWhatWasRetiredLater() {
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, b.keyId()));
    KeyCard later = endorsed(c, a).withRetirement(c.retire(c.card(), NOW + 1, null));
    inAnyOrder(
        List.of(rotated, endorsed(b, a), later),
        cards -> assertThat(cards.card(c.keyId())).isEmpty());
  }

  /** The thief of the retired key says that a card of its own was retired in favour of another. */
  @Test
  void aSuccessorThatACardOfThePastNamesIsNotTrusted() {
    OwnerKey heir = key(OWNER);
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, b.keyId()));
    KeyCard past =
        endorsed(thief, a).withRetirement(thief.retire(thief.card(), NOW - 5, heir.keyId()));
    inAnyOrder(
        List.of(rotated, endorsed(b, a), past, endorsed(heir, thief)),
        cards -> assertThat(cards.card(heir.keyId())).isEmpty());
  }

  @Test
  void thePastOfThePastIsVouchedForUpToTheSameDate() {
    KeyCard rotated = a.card().withRetirement(a.retire(a.card(), NOW, null));
    KeyCard past = endorsed(b, a).withRetirement(b.retire(b.card(), NOW - 5, null));
    KeyCard before = endorsed(c, b).withRetirement(c.retire(c.card(), NOW - 2, null));
    KeyCard after = endorsed(thief, b).withRetirement(thief.retire(thief.card(), NOW + 2, null));
    inAnyOrder(
        List.of(rotated, past, before, after),
        cards -> {
          assertThat(cards.card(c.keyId())).isPresent();
          assertThat(cards.card(thief.keyId())).isEmpty();
        });
  }

  @Test
  void t20_whatIsDatedAheadIsNotValid() {
    long tolerance = CardTrust.TOLERANCE.toMillis();
    KeyCard late = a.card().withRetirement(a.retire(a.card(), NOW + tolerance + 1, null));
    KeyCard inTime = a.card().withRetirement(a.retire(a.card(), NOW + tolerance, null));
    Pins pins = pins(Set.of(a.keyId()), Map.of(), Set.of());

    assertThat(live(CardTrust.decide(OWNER, List.of(late), pins, NOW))).containsExactly(a);
    assertThat(live(CardTrust.decide(OWNER, List.of(inTime), pins, NOW))).isEmpty();
    long made = a.createdAt();
    assertThat(live(CardTrust.decide(OWNER, List.of(a.card()), pins, made - tolerance)))
        .containsExactly(a);
    assertThat(CardTrust.decide(OWNER, List.of(a.card()), pins, made - tolerance - 1).trusted())
        .isEmpty();
  }

  @Test
  void ofTwoThatRetireEachOtherTheOneThatAHumanComparedWinsWhateverTheDates() {
    KeyCard compared = a.card().withRetirement(b.retire(a.card(), NOW - 60_000, null));
    KeyCard guessed = endorsed(b, a).withRetirement(a.retire(b.card(), NOW, null));
    Set<String> both = Set.of(a.keyId(), b.keyId());
    Pins human = new Pins(both, Map.of(), Set.of(), Set.of(), Set.of(a.keyId()));
    for (List<KeyCard> order : permutations(List.of(compared, guessed))) {
      assertThat(live(CardTrust.decide(OWNER, order, human, NOW))).containsExactly(a);
    }
    inAnyOrder(
        List.of(compared, guessed),
        cards -> assertThat(live(cards)).as("else the earlier date").containsExactly(b),
        a.keyId(),
        b.keyId());
  }

  @Test
  void aCardThatIsListedTwiceIsRetiredIfOneOfThemIs() {
    KeyCard retired = a.card().withRetirement(a.retire(a.card(), NOW, null));
    inAnyOrder(
        List.of(a.card(), retired),
        cards -> {
          assertThat(cards.trusted()).hasSize(1);
          assertThat(live(cards)).isEmpty();
        });
  }

  @Test
  void aLongChainOfRotationsCostsThreeSignaturesForEachCard() {
    List<OwnerKey> keys = new ArrayList<>(List.of(a));
    List<KeyCard> chain = new ArrayList<>();
    for (int i = 1; i < CardList.MOST; i++) {
      OwnerKey before = keys.get(i - 1);
      OwnerKey next = key(OWNER);
      keys.add(next);
      KeyCard card = i == 1 ? before.card() : endorsed(before, keys.get(i - 2));
      chain.add(
          0,
          card.withEndorsement(next.endorse(card))
              .withRetirement(before.retire(card, NOW - 1_000 + i, next.keyId())));
    }
    OwnerKey last = keys.get(keys.size() - 1);
    chain.add(0, endorsed(last, keys.get(keys.size() - 2)));
    CardSignatureChecks checks = new CardSignatureChecks();
    Pins pins = pins(Set.of(a.keyId()), Map.of(), Set.of());

    TrustedCards cards = CardTrust.decide(OWNER, chain, pins, NOW, checks);

    assertThat(cards.live()).extracting(KeyCard::keyId).containsExactly(last.keyId());
    assertThat(cards.trusted()).hasSize(CardList.MOST);
    assertThat(checks.made()).isBetween(2 * CardList.MOST, 3 * CardList.MOST);
  }

  private static Pins pins(Set<String> trusted, Map<String, Long> ended, Set<String> distrusted) {
    return new Pins(trusted, ended, distrusted, ended.keySet(), Set.of());
  }

  private List<OwnerKey> live(TrustedCards cards) {
    return cards.live().stream().map(card -> byId(card.keyId())).toList();
  }

  private OwnerKey byId(String keyId) {
    return List.of(a, b, c, thief).stream()
        .filter(key -> key.keyId().equals(keyId))
        .findFirst()
        .orElseThrow();
  }

  private void inAnyOrder(List<KeyCard> listed, Consumer<TrustedCards> check, String... pinned) {
    Set<String> pins = pinned.length == 0 ? Set.of(a.keyId()) : Set.of(pinned);
    for (List<KeyCard> order : permutations(listed)) {
      check.accept(CardTrust.decide(OWNER, order, pins(pins, Map.of(), Set.of()), NOW));
    }
  }

  private static List<List<KeyCard>> permutations(List<KeyCard> cards) {
    if (cards.isEmpty()) {
      return List.of(List.of());
    }
    List<List<KeyCard>> all = new ArrayList<>();
    for (KeyCard first : cards) {
      List<KeyCard> rest = cards.stream().filter(card -> !card.equals(first)).toList();
      for (List<KeyCard> others : permutations(rest)) {
        List<KeyCard> order = new ArrayList<>(List.of(first));
        order.addAll(others);
        all.add(order);
      }
    }
    return all;
  }

  private static KeyCard endorsed(OwnerKey card, OwnerKey by) {
    return card.card().withEndorsement(by.endorse(card.card()));
  }

  private static OwnerKey key(String owner) {
    return OwnerKey.generate(
        owner, Clock.fixed(Instant.ofEpochMilli(NOW - 9), ZoneOffset.UTC), new SecureRandom());
  }
}
