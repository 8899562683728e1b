package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decisions in a ring say of an owner's cards (protocol §10). */
final class PinsTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String K1 = "k1";
  private static final String K2 = "k2";

  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);

  private Pins bob() {
    return Pins.of(ring, BOB);
  }

  private Pins bobBeyondFirstUse() {
    return Pins.beyondFirstUse(ring, BOB);
  }

  private void pin(String keyId, String how, long at) {
    ring.pin(BOB, keyId, how, at);
  }

  private void until(String keyId, String how, long at, long until) {
    ring.decide(BOB, new Pin(keyId, how, at, until));
  }

  @Test
  void ofWhomNothingIsKnownNothingIsTrusted() {
    assertThat(bob()).isEqualTo(Pins.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {Pins.CONFIRMED, Pins.ACCEPTED, Pins.PROVEN, Pins.VERIFIED})
  void whatAHumanOrAProofStandsForIsTrustedAndCompared(String how) {
    pin(K1, how, 5);

    assertThat(bob().trusted()).containsExactly(K1);
    assertThat(bob().compared()).containsExactly(K1);
    assertThat(bobBeyondFirstUse()).isEqualTo(bob());
    assertThat(Pins.comparison(ring.pins(BOB), K1)).contains(how);
    assertThat(Pins.comparison(ring.pins(BOB), K2)).isEmpty();
  }

  @Test
  void whatFirstUseTookIsTrustedAndNotCompared() {
    pin(K1, Pins.FIRST_USE, 5);

    assertThat(bob().trusted()).containsExactly(K1);
    assertThat(bob().compared()).isEmpty();
    assertThat(bobBeyondFirstUse().trusted()).isEmpty();
    assertThat(Pins.comparison(ring.pins(BOB), K1)).isEmpty();
  }

  @Test
  void whatFirstUseTookCountsUntilAHumanLooks() {
    pin(K1, Pins.FIRST_USE, 5);
    pin(K2, Pins.CONFIRMED, 6);

    assertThat(bob().trusted()).containsExactly(K2);
  }

  @Test
  void ofTwoFirstUsesTheFirstCounts() {
    pin(K1, Pins.FIRST_USE, 5);
    pin(K2, Pins.FIRST_USE, 6);

    assertThat(bob().trusted()).containsExactly(K1);
  }

  @Test
  void ofTwoFirstUsesAtOnceBothCount() {
    pin(K1, Pins.FIRST_USE, 5);
    pin(K2, Pins.FIRST_USE, 5);

    assertThat(bob().trusted()).containsExactlyInAnyOrder(K1, K2);
  }

  @Test
  void firstUseOfAnOwnerOfWhomSomethingWasKnownIsNone() {
    pin(K1, Pins.FIRST_USE, 5);
    pin(K2, Pins.DISTRUSTED, 5);
    assertThat(bob().trusted()).as("decided no later").isEmpty();

    KeyRing other = KeyRing.generate(ALICE, Clock.systemUTC(), random);
    other.pin(BOB, K1, Pins.FIRST_USE, 5);
    other.pin(BOB, K2, Pins.DISTRUSTED, 6);
    assertThat(Pins.of(other, BOB).trusted()).as("decided after").containsExactly(K1);
  }

  @Test
  void aRetiredCardVerifiesUpToItsEndOrElseToWhenThatWasLearnt() {
    until(K1, Pins.RETIRED, 9, 7);
    pin(K2, Pins.RETIRED, 9);

    assertThat(bob().trusted()).containsExactlyInAnyOrder(K1, K2);
    assertThat(bob().ended()).isEqualTo(Map.of(K1, 7L, K2, 9L));
    assertThat(bob().attested()).isEmpty();
    assertThat(bobBeyondFirstUse().trusted()).containsExactlyInAnyOrder(K1, K2);
  }

  @Test
  void anAttestedCardVerifiesUpToThenAndIsNotBeyondFirstUse() {
    until(K1, Pins.ATTESTED, 9, 7);

    assertThat(bob().trusted()).containsExactly(K1);
    assertThat(bob().ended()).isEqualTo(Map.of(K1, 7L));
    assertThat(bob().attested()).containsExactly(K1);
    assertThat(bob().compared()).isEmpty();
    assertThat(bobBeyondFirstUse().trusted()).isEmpty();
  }

  @Test
  void ofSeveralEndsTheEarliestCounts() {
    until(K1, Pins.RETIRED, 9, 7);
    until(K1, Pins.ATTESTED, 9, 6);

    assertThat(bob().ended()).isEqualTo(Map.of(K1, 6L));
  }

  @Test
  void anAttestedCardThatAHumanComparedLaterIsNoMoreAttested() {
    until(K1, Pins.ATTESTED, 9, 7);
    pin(K2, Pins.CONFIRMED, 10);
    assertThat(bob().attested()).as("another card").containsExactly(K1);
    pin(K1, Pins.CONFIRMED, 9);
    assertThat(bob().attested()).as("compared no later").containsExactly(K1);

    pin(K1, Pins.ACCEPTED, 10);

    assertThat(bob().attested()).isEmpty();
    assertThat(bob().ended()).isEmpty();
    assertThat(bob().trusted()).containsExactlyInAnyOrder(K1, K2);
  }

  @Test
  void aSuccessorIsTrustedAndNotCompared() {
    pin(K1, Pins.SUCCESSOR, 5);

    assertThat(bob().trusted()).containsExactly(K1);
    assertThat(bob().compared()).isEmpty();
    assertThat(bobBeyondFirstUse().trusted()).containsExactly(K1);
  }

  @Test
  void whatIsDistrustedIsNothingElse() {
    pin(K1, Pins.CONFIRMED, 5);
    until(K1, Pins.RETIRED, 5, 4);
    until(K2, Pins.ATTESTED, 5, 4);
    pin(K1, Pins.DISTRUSTED, 6);
    pin(K2, Pins.DISTRUSTED, 6);

    assertThat(bob().distrusted()).containsExactlyInAnyOrder(K1, K2);
    assertThat(bob().trusted()).isEmpty();
    assertThat(bob().compared()).isEmpty();
    assertThat(bob().ended()).isEmpty();
    assertThat(bob().attested()).isEmpty();
  }

  @Test
  void whatIsRegainedIsNotDistrustedUnlessItIsSoAgain() {
    pin(K1, Pins.CONFIRMED, 5);
    pin(K1, Pins.DISTRUSTED, 6);
    assertThat(Pins.distrustedAt(ring.pins(BOB), K1)).hasValue(6);
    pin(K1, Pins.REGAINED, 5);
    assertThat(bob().distrusted()).as("of another distrust").containsExactly(K1);
    pin(K1, Pins.REGAINED, 6);
    assertThat(bob().distrusted()).isEmpty();
    assertThat(bob().trusted()).containsExactly(K1);

    pin(K1, Pins.DISTRUSTED, 7);

    assertThat(bob().distrusted()).containsExactly(K1);
    assertThat(Pins.distrustedAt(ring.pins(BOB), K2)).isEmpty();
  }

  @Test
  void ownKeysAreTrustedWhateverWasDecided() {
    OwnerKey own = ring.current();
    ring.pin(ALICE, own.keyId(), Pins.DISTRUSTED, 5);
    ring.decide(ALICE, new Pin(own.keyId(), Pins.ATTESTED, 6, 5L));

    Pins alice = Pins.of(ring, ALICE);

    assertThat(alice.trusted()).containsExactly(own.keyId());
    assertThat(alice.compared()).containsExactly(own.keyId());
    assertThat(alice.distrusted()).isEmpty();
    assertThat(alice.attested()).isEmpty();
    assertThat(alice.ended()).isEmpty();
    assertThat(bob().trusted()).as("of nobody else").isEmpty();
  }

  @Test
  void withoutACardItIsNeitherTrustedNorCompared() {
    pin(K1, Pins.CONFIRMED, 5);
    pin(K2, Pins.PROVEN, 5);

    Pins without = bob().without(K1);

    assertThat(without.trusted()).containsExactly(K2);
    assertThat(without.compared()).containsExactly(K2);
    assertThat(Pins.only(K1).trusted()).containsExactly(K1);
  }
}
