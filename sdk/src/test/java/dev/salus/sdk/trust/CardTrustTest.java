package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.KeyCard;
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
      assertThat(cards.latestRetirement()).isEqualTo(NOW);
      assertThat(cards.card(a.keyId()).orElseThrow().mayHaveSignedAt(NOW)).isTrue();
      assertThat(cards.card(a.keyId()).orElseThrow().mayHaveSignedAt(NOW + 1)).isFalse();
    }
  }

  @Test
  void anAttestedCardThatWasRetiredEarlierEndsThen() {
    KeyCard retired = a.card().withRetirement(b.retire(a.card(), NOW - 5, null));
    Pins pins = pins(Set.of(a.keyId(), b.keyId()), Map.of(a.keyId(), NOW), Set.of());
    for (List<KeyCard> order : permutations(List.of(retired, b.card()))) {
      KeyCard ended = CardTrust.decide(OWNER, order, pins, NOW).card(a.keyId()).orElseThrow();

      assertThat(ended.mayHaveSignedAt(NOW - 5)).isTrue();
      assertThat(ended.mayHaveSignedAt(NOW - 4)).isFalse();
    }
  }

  @Test
  void aDistrustedCardIsNotTrustedWhoeverVouchesForItNorWhatItVouchesFor() {
    Pins pins = pins(Set.of(a.keyId()), Map.of(), Set.of(b.keyId()));
    for (List<KeyCard> order : permutations(List.of(a.card(), endorsed(b, a), endorsed(c, b)))) {
      assertThat(live(CardTrust.decide(OWNER, order, pins, NOW))).containsExactly(a);
    }
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
