package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Whom a ring trusts after it took over a copy of an older one. */
class RestoredTrustTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "33333333-3333-4333-8333-333333333333";

  private final SecureRandom random = new SecureRandom();
  private final KeyRing copy = KeyRing.generate(ALICE, Clock.systemUTC(), random);
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);

  private void takeOver() {
    ring.addKeysAndSeen(copy);
    RestoredTrust.takeOver(copy, ring, 99);
  }

  @Test
  void keysAndWhomTheCopyTrustsAreTakenOver() {
    OwnerKey own = ring.current();
    copy.pin(BOB, "b1", Pins.FIRST_USE, 1);
    copy.pin(BOB, "b2", Pins.CONFIRMED, 2);
    copy.raisePolicyVersion(4);
    ring.pin(CAROL, "c1", Pins.FIRST_USE, 3);

    takeOver();

    assertThat(ring.keys()).contains(own).containsAll(copy.keys());
    assertThat(ring.policyVersion()).isEqualTo(4);
    assertThat(ring.pins(BOB))
        .containsExactly(new Pin("b1", Pins.FIRST_USE, 1), new Pin("b2", Pins.CONFIRMED, 2));
    assertThat(ring.pins(CAROL)).containsExactly(new Pin("c1", Pins.FIRST_USE, 3));
  }

  /** Else a server that shows the new device a false card on first use has it trusted for good. */
  @Test
  void aStrangersCardOfSomebodyWhomTheCopyKnowsIsTrustedNoMore() {
    copy.pin(BOB, "b1", Pins.FIRST_USE, 1);
    ring.pin(BOB, "false", Pins.FIRST_USE, 9);
    ring.pin(BOB, "vouched for", Pins.ENDORSED, 9);
    ring.pin(BOB, "compared", Pins.CONFIRMED, 9);

    takeOver();

    assertThat(Pins.of(ring, BOB).trusted()).containsExactlyInAnyOrder("b1", "compared");
    assertThat(Pins.of(ring, BOB).distrusted()).as("may be vouched for again").isEmpty();
    assertThat(ring.pins(BOB))
        .contains(new Pin("false", Pins.FORGOTTEN, 99))
        .filteredOn(Pins::distrustsOthers)
        .as("keys sealed before are not used")
        .hasSize(2);
  }

  @Test
  void whatWasLearntSinceStays() {
    copy.pin(BOB, "guess", Pins.FIRST_USE, 1);
    copy.pin(BOB, "compared", Pins.CONFIRMED, 1);
    ring.pin(BOB, "proven", Pins.PROVEN, 5);
    copy.pin(CAROL, "lost", Pins.CONFIRMED, 1);
    ring.pin(CAROL, "lost", Pins.DISTRUSTED, 5);

    takeOver();

    assertThat(ring.pins(BOB))
        .containsExactlyInAnyOrder(
            new Pin("proven", Pins.PROVEN, 5), new Pin("compared", Pins.CONFIRMED, 1));
    assertThat(ring.pins(CAROL)).containsExactly(new Pin("lost", Pins.DISTRUSTED, 5));
  }

  @Test
  void ofTwoDecisionsTheLaterHolds() {
    copy.pin(BOB, "b1", Pins.DISTRUSTED, 7);
    ring.pin(BOB, "b1", Pins.CONFIRMED, 5);
    copy.pin(CAROL, "c1", Pins.CONFIRMED, 7);
    ring.pin(CAROL, "c1", Pins.FIRST_USE, 9);

    takeOver();

    assertThat(ring.pins(BOB)).containsExactly(new Pin("b1", Pins.DISTRUSTED, 7));
    assertThat(ring.pins(CAROL)).containsExactly(new Pin("c1", Pins.CONFIRMED, 7));
  }

  @Test
  void aGuessThatWasForgottenIsReplacedByADecisionAndDistrustIsNot() {
    ring.pin(BOB, "guess", Pins.FORGOTTEN, 5);
    ring.pin(CAROL, "lost", Pins.DISTRUSTED, 5);

    Pins.pin(ring, BOB, "guess", Pins.VERIFIED, 7);
    Pins.pin(ring, CAROL, "lost", Pins.VERIFIED, 7);
    Pins.pin(ring, CAROL, "new", Pins.VERIFIED, 7);

    assertThat(ring.pins(BOB)).containsExactly(new Pin("guess", Pins.VERIFIED, 7));
    assertThat(ring.pins(CAROL))
        .containsExactly(new Pin("lost", Pins.DISTRUSTED, 5), new Pin("new", Pins.VERIFIED, 7));
  }

  @Test
  void anOwnKeyThatWasLostIsNoLongerAnEndedOne() {
    OwnerKey lost = copy.current();
    ring.pin(ALICE, lost.keyId(), Pins.ATTESTED, 5);
    ring.pin(ALICE, "another", Pins.ATTESTED, 5);

    takeOver();

    assertThat(ring.pins(ALICE)).containsExactly(new Pin("another", Pins.ATTESTED, 5));
  }
}
