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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for any list of cards that a server answers with (protocol §10). */
final class CardTrustPropertiesTest {

  private static final String OWNER = "11111111-1111-4111-8111-111111111111";
  private static final long NOW = 1_700_000_000_000L;
  private static final int HONEST = 4;
  private static final int ALL = 6;

  /** The last two are the server's own, which nobody vouches for. */
  private static final List<OwnerKey> KEYS = IntStream.range(0, ALL).mapToObj(i -> key()).toList();

  private static OwnerKey key() {
    Clock made = Clock.fixed(Instant.ofEpochMilli(NOW - 9), ZoneOffset.UTC);
    return OwnerKey.generate(OWNER, made, new SecureRandom());
  }

  /**
   * That one key vouches for a card, or retires it.
   *
   * @param signer who signs it, if that is not who is said to
   */
  record Act(boolean retires, int by, int of, int signer, int at, int successor) {}

  @Provide
  Arbitrary<List<Act>> honest() {
    Arbitrary<Integer> key = Arbitraries.integers().between(0, HONEST - 1);
    return Combinators.combine(retires(), key, key, Arbitraries.integers().between(0, 5), key)
        .as((retires, by, of, at, successor) -> new Act(retires, by, of, by, at, successor))
        .list()
        .ofMaxSize(8);
  }

  /** By a key of the server's own, in its own name or in another one's. */
  @Provide
  Arbitrary<List<Act>> hostile() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, ALL - 1);
    Arbitrary<Integer> own = Arbitraries.integers().between(HONEST, ALL - 1);
    return Combinators.combine(retires(), any, any, own, Arbitraries.integers().between(0, 5), any)
        .as(Act::new)
        .list()
        .ofMaxSize(8);
  }

  private static Arbitrary<Boolean> retires() {
    return Arbitraries.frequency(Tuple.of(2, false), Tuple.of(1, true));
  }

  @Provide
  Arbitrary<Set<Integer>> pinned() {
    return Arbitraries.integers().between(0, HONEST - 1).set().ofMinSize(1).ofMaxSize(2);
  }

  private static List<KeyCard> cards(List<Act> acts, int count) {
    List<KeyCard> cards = new ArrayList<>();
    KEYS.subList(0, count).forEach(key -> cards.add(key.card()));
    for (Act act : acts) {
      cards.set(act.of(), after(cards.get(act.of()), act));
    }
    return cards;
  }

  private static KeyCard after(KeyCard card, Act act) {
    String by = KEYS.get(act.by()).keyId();
    OwnerKey signer = KEYS.get(act.signer());
    if (act.retires()) {
      Retirement end = signer.retire(card, NOW - act.at(), KEYS.get(act.successor()).keyId());
      return card.retired() == null
          ? card.withRetirement(new Retirement(end.at(), by, end.successor(), end.signature()))
          : card;
    }
    return card.withEndorsement(new Endorsement(by, signer.endorse(card).signature()));
  }

  private static Pins pins(Set<Integer> pinned, Set<Integer> distrusted) {
    Set<String> not = keyIds(distrusted);
    Set<String> trusted = keyIds(pinned);
    trusted.removeAll(not);
    return new Pins(trusted, Map.of(), not, Set.of(), Set.of());
  }

  private static Set<String> keyIds(Set<Integer> keys) {
    return keys.stream()
        .map(i -> KEYS.get(i).keyId())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static OptionalLong latestRetirement(TrustedCards cards) {
    return cards.trusted().stream()
        .flatMap(card -> Stream.ofNullable(card.retired()))
        .mapToLong(Retirement::at)
        .max();
  }

  private static Set<String> keyIds(List<KeyCard> cards) {
    return cards.stream().map(KeyCard::keyId).collect(Collectors.toCollection(TreeSet::new));
  }

  private static TrustedCards decide(List<KeyCard> cards, Pins pins) {
    return CardTrust.decide(OWNER, cards, pins, NOW);
  }

  @Property(tries = 60)
  void t26_whatAServerAddsChangesNothing(
      @ForAll("honest") List<Act> honest,
      @ForAll("hostile") List<Act> hostile,
      @ForAll("pinned") Set<Integer> pinned,
      @ForAll("pinned") Set<Integer> distrusted) {
    Pins pins = pins(pinned, distrusted);
    List<Act> both = new ArrayList<>(honest);
    both.addAll(hostile);

    TrustedCards without = decide(cards(honest, HONEST), pins);
    TrustedCards with = decide(cards(both, ALL), pins);

    assertThat(keyIds(with.live())).isEqualTo(keyIds(without.live()));
    assertThat(keyIds(with.trusted())).isEqualTo(keyIds(without.trusted()));
    assertThat(latestRetirement(with)).isEqualTo(latestRetirement(without));
  }

  @Property(tries = 60)
  void nothingIsTrustedThatIsDistrustedOrThatNothingPinnedVouchesFor(
      @ForAll("honest") List<Act> acts,
      @ForAll("pinned") Set<Integer> pinned,
      @ForAll("pinned") Set<Integer> distrusted) {
    Pins pins = pins(pinned, distrusted);

    TrustedCards found = decide(cards(acts, ALL), pins);

    Set<String> trusted = keyIds(found.trusted());
    assertThat(trusted).containsAll(pins.trusted()).noneMatch(pins.distrusted()::contains);
    Set<String> reached = new HashSet<>(pins.trusted());
    for (int step = 0; step < ALL; step++) {
      acts.stream()
          .filter(act -> !act.retires() && reached.contains(KEYS.get(act.by()).keyId()))
          .forEach(act -> reached.add(KEYS.get(act.of()).keyId()));
    }
    assertThat(reached).containsAll(trusted);
    assertThat(keyIds(found.unknown())).noneMatch(trusted::contains);
  }

  @Property(tries = 50)
  void theOrderOfTheListSaysNothing(
      @ForAll("honest") List<Act> honest,
      @ForAll("hostile") List<Act> hostile,
      @ForAll("pinned") Set<Integer> pinned,
      @ForAll Random order) {
    List<Act> both = new ArrayList<>(honest);
    both.addAll(hostile);
    List<KeyCard> cards = cards(both, ALL);
    List<KeyCard> shuffled = new ArrayList<>(cards);
    Collections.shuffle(shuffled, order);
    Pins pins = pins(pinned, Set.of());

    assertThat(Set.copyOf(decide(shuffled, pins).trusted()))
        .isEqualTo(Set.copyOf(decide(cards, pins).trusted()));
  }

  /** Whatever else is listed: who signed its own retirement is not sealed to any more. */
  @Property(tries = 50)
  void whatRetiredItselfIsNotLive(
      @ForAll("honest") List<Act> acts, @ForAll("pinned") Set<Integer> pinned) {
    List<KeyCard> cards = cards(acts, ALL);
    Set<String> ended =
        keyIds(
            cards.stream()
                .filter(card -> card.retired() != null)
                .filter(card -> card.retired().by().equals(card.keyId()))
                .toList());

    assertThat(keyIds(decide(cards, pins(pinned, Set.of())).live())).noneMatch(ended::contains);
  }
}
