package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.CardServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decisions that a human, a proof or an own retirement makes (protocol §10). */
final class KeyDecisionsTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, at(NOW - 10), random);
  private final OwnerKey own = ring.current();
  private final OwnerKey device = key(ALICE);
  private final OwnerKey bob = key(BOB);
  private final OwnerKey other = key(BOB);
  private final CardServer server = new CardServer();
  private final CardDirectory cards = directory(NOW);
  private final KeyDecisions decisions = cards.decisions();

  private OwnerKey key(String owner) {
    return OwnerKey.generate(owner, at(NOW - 9), random);
  }

  private CardDirectory directory(long now) {
    return new CardDirectory(vertx, server.api(), ring, TrustPolicy.onlyConfirmed(), at(now));
  }

  private static Clock at(long date) {
    return Clock.fixed(Instant.ofEpochMilli(date), ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Pin only(String owner) {
    assertThat(ring.pins(owner)).hasSize(1);
    return ring.pins(owner).get(0);
  }

  @Test
  void whatIsComparedIsPinnedAsSuchAndWhen() {
    server.publish(bob.card(), other.card());

    await(decisions.confirm(BOB, other.keyId()));

    assertThat(only(BOB)).isEqualTo(new Pin(other.keyId(), Pins.CONFIRMED, NOW));
  }

  @Test
  void aFingerprintThatWasComparedNamesItsCard() {
    server.publish(bob.card(), other.card());
    FingerprintText digits = FingerprintText.parse(Fingerprint.of(BOB, other.keyId()));

    assertThat(await(decisions.confirm(BOB, digits))).isEqualTo(other.keyId());
    assertThat(await(decisions.accept(BOB, digits))).isEqualTo(other.keyId());
    assertThat(await(decisions.accept(BOB, digits))).as("again").isEqualTo(other.keyId());

    assertThat(ring.pins(BOB)).extracting(Pin::how).containsExactly(Pins.CONFIRMED, Pins.ACCEPTED);
  }

  @Test
  void aCardThatIsNotListedIsNotConfirmed() {
    server.publish(bob.card());

    failure(NotFound.class, decisions.confirm(BOB, other.keyId()));

    assertThat(ring.pins(BOB)).isEmpty();
  }

  @Test
  void aCardWithoutItsOwnSignatureIsNotConfirmed() {
    server.publish(forged());

    failure(NotFound.class, decisions.confirm(BOB, bob.keyId()));
  }

  /** By what is known of the owner now. */
  private void prove(KeyCard card) {
    decisions.prove(card, ring.pins(card.owner()));
  }

  private KeyCard forged() {
    return KeyCard.parse(bob.card().toJson().put("signature", other.card().signature()));
  }

  @Test
  void aProofNeedsTheCardsOwnSignatureAndNoServer() {
    assertThatThrownBy(() -> prove(forged()))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("card"));
    assertThat(ring.pins(BOB)).isEmpty();

    prove(bob.card());

    assertThat(only(BOB)).isEqualTo(new Pin(bob.keyId(), Pins.PROVEN, NOW));
  }

  @Test
  void decidingTheSameAgainChangesNothing() {
    prove(bob.card());
    long epoch = ring.trustEpoch(BOB);

    directory(NOW + 5).decisions().prove(bob.card(), ring.pins(BOB));

    assertThat(ring.trustEpoch(BOB)).isEqualTo(epoch);
    assertThat(only(BOB).at()).isEqualTo(NOW);
    prove(other.card());
    assertThat(ring.pins(BOB)).hasSize(2);
  }

  @Test
  void aDecisionIsLaterThanAllBeforeThoughTheClockWasSetBack() {
    ring.pin(BOB, other.keyId(), Pins.FIRST_USE, NOW + 1_000);

    prove(bob.card());
    decisions.distrust(BOB, bob.keyId());

    assertThat(ring.pins(BOB))
        .extracting(Pin::at)
        .containsExactlyInAnyOrder(NOW + 1_000, NOW + 1_001, NOW + 1_002);
  }

  @Test
  void t28_whatWasDistrustedSinceIsNotTrustedByWhoDidNotKnow() {
    List<Pin> known = ring.pins(BOB);
    decisions.distrust(BOB, bob.keyId());

    assertThatThrownBy(() -> decisions.prove(bob.card(), known))
        .isInstanceOf(Conflict.class)
        .matches(CardDirectory::isTrustChanged);

    assertThat(Pins.of(ring, BOB).distrusted()).containsExactly(bob.keyId());
  }

  @Test
  void whatWasDistrustedIsTrustedAgainByWhoeverDecidesNow() {
    prove(bob.card());
    decisions.distrust(BOB, bob.keyId());
    assertThat(Pins.of(ring, BOB).trusted()).isEmpty();

    prove(bob.card());

    assertThat(Pins.of(ring, BOB).trusted()).containsExactly(bob.keyId());
    assertThat(Pins.of(ring, BOB).distrusted()).isEmpty();
  }

  @Test
  void thisDevicesOwnKeyIsNotDistrustedButAnotherOfTheSameOwnerIs() {
    assertThatThrownBy(() -> decisions.distrust(ALICE, own.keyId()))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("keyId"));
    assertThat(ring.pins(ALICE)).isEmpty();

    decisions.distrust(ALICE, device.keyId());

    assertThat(Pins.of(ring, ALICE).distrusted()).containsExactly(device.keyId());
  }

  @Test
  void aDecisionIsSeenAtOnceThoughCardsAreRemembered() {
    server.publish(bob.card());
    await(cards.cards(BOB));

    prove(bob.card());
    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob.card());
    assertThat(server.asked(Operation.CARDS)).as("anew").hasSize(2);
    decisions.distrust(BOB, bob.keyId());

    assertThat(await(cards.cards(BOB)).live()).isEmpty();
    assertThat(server.asked(Operation.CARDS)).hasSize(3);
  }

  @Test
  void aRetirementOfATrustedOwnCardIsRememberedOnce() {
    decisions.retired(own.keyId(), NOW - 3);
    decisions.retired(own.keyId(), NOW - 1);

    assertThat(only(ALICE)).isEqualTo(new Pin(own.keyId(), Pins.RETIRED, NOW, NOW - 3));
    assertThat(ring.isRetired(own.keyId())).isTrue();
  }

  @Test
  void aRetirementOfAnOwnCardThatIsNotTrustedIsNotRemembered() {
    decisions.retired(device.keyId(), NOW - 3);

    assertThat(ring.pins(ALICE)).isEmpty();
  }

  @Test
  void aRetirementOfACardThatOthersAttestedLeavesItThat() {
    ring.decide(ALICE, new Pin(device.keyId(), Pins.ATTESTED, NOW, NOW - 5));

    decisions.retired(device.keyId(), NOW - 3);

    assertThat(only(ALICE).how()).isEqualTo(Pins.ATTESTED);
  }

  @Test
  void whatTookThePlaceOfAKeyOfTheRingIsRememberedUnlessItIsOneItself() {
    decisions.succeeds(own.keyId());
    assertThat(ring.pins(ALICE)).isEmpty();

    decisions.succeeds(device.keyId());

    assertThat(only(ALICE)).isEqualTo(new Pin(device.keyId(), Pins.SUCCESSOR, NOW));
  }

  @Test
  void lostOwnCardsAreTakenAsAttestedIfTheyAreListedAndNotKnownOtherwise() {
    OwnerKey lost = key(ALICE);
    OwnerKey refused = key(ALICE);
    OwnerKey unlisted = key(ALICE);
    server.publish(own.card(), device.card(), lost.card(), refused.card());
    decisions.distrust(ALICE, refused.keyId());
    await(cards.cards(ALICE));
    int before = server.asked(Operation.CARDS).size();
    Set<String> wanted =
        Set.of(own.keyId(), lost.keyId(), refused.keyId(), unlisted.keyId(), "junk");

    assertThat(await(decisions.attest(Map.of(NOW - 2, wanted), () -> true)))
        .containsExactly(lost.keyId());

    assertThat(ring.pins(ALICE))
        .filteredOn(pin -> pin.how().equals(Pins.ATTESTED))
        .containsExactly(new Pin(lost.keyId(), Pins.ATTESTED, NOW + 1, NOW - 2));
    assertThat(cards.isAttested(ALICE, lost.keyId())).isTrue();
    assertThat(cards.isAttested(ALICE, device.keyId())).isFalse();
    assertThat(cards.isConfirmed(ALICE, lost.keyId())).isFalse();
    assertThat(await(cards.cards(ALICE)).card(lost.keyId())).isPresent();
    assertThat(server.asked(Operation.CARDS)).as("once to attest, once after").hasSize(before + 2);
    assertThat(await(decisions.attest(Map.of(NOW, wanted), () -> true)))
        .as("known by now")
        .isEmpty();
  }
}
