package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.salus.api.InternalFault;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.CardServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the server is asked for cards, and what counts of them for what (protocol §10). */
final class CardLookupsTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, at(NOW - 10), random);
  private final OwnerKey own = ring.current();
  private final OwnerKey heir = key(ALICE, NOW - 9);
  private final OwnerKey bob = key(BOB, NOW - 9);
  private final OwnerKey laptop = key(BOB, NOW - 8);
  private final OwnerKey other = key(BOB, NOW - 7);
  private final CardServer server = new CardServer();
  private final CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());

  private OwnerKey key(String owner, long createdAt) {
    return OwnerKey.generate(owner, at(createdAt), random);
  }

  private CardDirectory directory(TrustPolicy policy) {
    return new CardDirectory(vertx, server.api(), ring, policy, at(NOW));
  }

  private static Clock at(long date) {
    return Clock.fixed(Instant.ofEpochMilli(date), ZoneOffset.UTC);
  }

  private static KeyCard endorsed(OwnerKey key, OwnerKey by) {
    return key.card().withEndorsement(by.endorse(key.card()));
  }

  private int asked() {
    return server.asked(Operation.CARDS).size();
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aListIsRememberedUntilItIsForgotten() {
    server.publish(bob.card());

    await(cards.cards(BOB));
    await(cards.cards(BOB));
    await(cards.cardsWith(BOB, bob.keyId()));
    assertThat(asked()).isEqualTo(1);
    await(cards.refreshed(BOB));
    assertThat(asked()).isEqualTo(2);
    cards.forgetLists();
    await(cards.cards(BOB));

    assertThat(asked()).isEqualTo(3);
  }

  @Test
  void whatHelpsNobodyIsNotRemembered() {
    assertThat(await(cards.cards(BOB)).live()).isEmpty();
    assertThat(await(cards.cardsWith(BOB, bob.keyId())).live()).isEmpty();
    assertThat(asked()).as("once each").isEqualTo(2);
    server.on(Operation.CARDS, (call, honest) -> Future.failedFuture(new Unavailable("away", 1)));
    failure(Unavailable.class, cards.cards(BOB));
    server.on(Operation.CARDS, (call, honest) -> honest.get());
    server.publish(bob.card());

    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob.card());
  }

  @Test
  void whatSomethingIsSignedWithIsLookedUpOnceMore() {
    server.publish(bob.card());
    await(cards.cards(BOB));
    server.publish(endorsed(laptop, bob));

    TrustedCards found = await(cards.cardsWith(BOB, List.of(bob.keyId(), laptop.keyId())));

    assertThat(found.card(laptop.keyId())).isPresent();
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aDecisionIsAppliedToWhatIsRemembered() {
    server.publish(bob.card(), endorsed(laptop, bob), endorsed(other, bob));
    TrustedCards before = await(cards.cards(BOB));
    assertThat(cards.isCurrent(before)).isTrue();
    assertThat(cards.isPinned(BOB, laptop.keyId())).as("vouched for").isTrue();
    assertThat(cards.isPinned(BOB, own.keyId())).isFalse();

    ring.pin(BOB, laptop.keyId(), Pins.DISTRUSTED, NOW + 1);

    assertThat(cards.isCurrent(before)).isFalse();
    assertThat(cards.isPinned(BOB, laptop.keyId())).isFalse();
    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob.card(), endorsed(other, bob));
    assertThat(cards.isPinned(BOB, other.keyId())).as("by what is remembered now").isTrue();
    assertThat(cards.isCurrent(await(cards.cards(BOB)))).isTrue();
    assertThat(asked()).as("the list is the same").isEqualTo(1);
  }

  @Test
  void t28_whatIsDecidedWhileCardsAreDecidedOnCounts() {
    server.publish(bob.card());
    ring.pin(BOB, bob.keyId(), Pins.CONFIRMED, NOW);
    CardServer.Held held = server.hold(Operation.CARDS);
    Future<TrustedCards> confirmed = cards.confirmed(BOB);
    await(held.arrived());
    ring.pin(BOB, bob.keyId(), Pins.DISTRUSTED, NOW);
    held.release();

    assertThat(await(confirmed).trusted()).isEmpty();
    assertThat(cards.isCurrent(await(confirmed))).isTrue();
  }

  @Test
  void firstUseIsNoConfirmation() {
    server.publish(bob.card());
    await(cards.cards(BOB));

    assertThat(await(cards.withoutAsking(BOB)).live()).containsExactly(bob.card());
    assertThat(await(cards.confirmed(BOB)).live()).isEmpty();
    assertThat(cards.isConfirmed(BOB, bob.keyId())).isFalse();
    UntrustedKey refused = failure(UntrustedKey.class, cards.requireConfirmed(BOB));
    assertThat(refused.keyId()).isEqualTo(bob.keyId());
  }

  @Test
  void whatHangsOnAComparisonIsConfirmed() {
    server.publish(bob.card(), endorsed(laptop, bob));
    await(cards.decisions().confirm(BOB, bob.keyId()));

    assertThat(await(cards.requireConfirmed(BOB)).live()).hasSize(2);
    assertThat(cards.isConfirmed(BOB, bob.keyId())).isTrue();
    assertThat(cards.isConfirmed(BOB, laptop.keyId())).as("not compared itself").isFalse();
    failure(NoUsableKey.class, cards.requireConfirmed(ALICE.replace('1', '3')));
  }

  @Test
  void beyondOneThatIsConfirmedNoneMayBeAttestedOnly() {
    server.publish(bob.card(), other.card());
    ring.pin(BOB, bob.keyId(), Pins.CONFIRMED, NOW);
    ring.decide(BOB, new Pin(other.keyId(), Pins.ATTESTED, NOW, NOW));

    assertThat(failure(UntrustedKey.class, cards.requireConfirmed(BOB)).keyId())
        .isEqualTo(other.keyId());
  }

  @Test
  void withoutAskingAsksNobodyAndTakesNothing() {
    List<KeyPrompt> prompts = new CopyOnWriteArrayList<>();
    CardDirectory asking =
        directory(
            TrustPolicy.verifyWith(
                prompt -> {
                  prompts.add(prompt);
                  return Future.succeededFuture(true);
                }));
    server.publish(bob.card());

    assertThat(await(asking.withoutAsking(BOB)).unknown()).containsExactly(bob.card());
    assertThat(await(asking.confirmed(BOB)).unknown()).containsExactly(bob.card());

    assertThat(prompts).isEmpty();
    assertThat(ring.pins(BOB)).isEmpty();
  }

  @Test
  void whoSaidNoIsNotAskedAgainAboutThatKeyNorEverAboutADistrustedOne() {
    List<String> prompts = new CopyOnWriteArrayList<>();
    CardDirectory asking =
        directory(
            TrustPolicy.verifyWith(
                prompt -> {
                  prompts.add(prompt.keyId());
                  return Future.succeededFuture(prompt.keyId().equals(laptop.keyId()));
                }));
    ring.pin(BOB, other.keyId(), Pins.DISTRUSTED, NOW);
    server.publish(bob.card(), laptop.card(), other.card());

    await(asking.refreshed(BOB));
    assertThat(await(asking.refreshed(BOB)).live()).containsExactly(laptop.card());

    assertThat(prompts).containsExactlyInAnyOrder(bob.keyId(), laptop.keyId());
    assertThat(ring.pins(BOB)).contains(new Pin(laptop.keyId(), Pins.VERIFIED, NOW));
  }

  @Test
  void nobodyIsAskedAboutOnesOwnCardsAndNoneIsTakenOnFirstUse() {
    server.publish(own.card(), heir.card());
    CardDirectory asking =
        directory(
            TrustPolicy.verifyWith(
                prompt -> {
                  throw new AssertionError("asked about " + prompt);
                }));

    assertThat(await(asking.cards(ALICE)).unknown()).containsExactly(heir.card());
    assertThat(await(cards.cards(ALICE)).live()).containsExactly(own.card());
    assertThat(ring.pins(ALICE)).isEmpty();
  }

  @Test
  void anOwnKeyThatTheServerShowsAsRetiredSignsNoMoreAndItsHeirIsKnown() {
    KeyCard rotated = own.card().withRetirement(own.retire(own.card(), NOW - 3, heir.keyId()));
    server.publish(rotated, endorsed(heir, own));

    await(cards.cards(ALICE));

    assertThat(ring.isRetired(own.keyId())).isTrue();
    assertThat(ring.pins(ALICE))
        .extracting(Pin::keyId, Pin::how, Pin::until)
        .containsExactlyInAnyOrder(
            tuple(heir.keyId(), Pins.SUCCESSOR, null), tuple(own.keyId(), Pins.RETIRED, NOW - 3));
  }

  @Test
  void theOneThatRetiredAnOwnKeyIsItsHeir() {
    server.publish(
        own.card().withRetirement(heir.retire(own.card(), NOW - 3, null)), endorsed(heir, own));

    assertThat(await(cards.cards(ALICE)).live())
        .extracting(KeyCard::keyId)
        .containsExactly(heir.keyId());

    assertThat(ring.pins(ALICE))
        .extracting(Pin::keyId, Pin::how)
        .contains(tuple(heir.keyId(), Pins.SUCCESSOR));
  }

  @Test
  void anHeirThatNobodyVouchesForIsNotRemembered() {
    server.publish(
        own.card().withRetirement(own.retire(own.card(), NOW - 3, heir.keyId())), heir.card());

    await(cards.cards(ALICE));

    assertThat(ring.pins(ALICE)).extracting(Pin::how).containsExactly(Pins.RETIRED);
  }

  @Test
  void somebodyElsesRetiredCardPinsNothing() {
    server.publish(bob.card().withRetirement(bob.retire(bob.card(), NOW - 3, null)));
    ring.pin(BOB, bob.keyId(), Pins.CONFIRMED, NOW - 5);

    await(cards.cards(BOB));

    assertThat(ring.pins(BOB)).extracting(Pin::how).containsExactly(Pins.CONFIRMED);
  }

  @Test
  void whyCardsAreTrustedIsToldWithoutTheOneThatAsks() {
    server.publish(bob.card(), endorsed(laptop, other), other.card());
    ring.pin(BOB, bob.keyId(), Pins.CONFIRMED, NOW);
    ring.pin(BOB, other.keyId(), Pins.VERIFIED, NOW);

    assertThat(await(cards.knownWithout(BOB, bob.keyId())))
        .isEqualTo(Map.of(other.keyId(), Pins.VERIFIED, laptop.keyId(), Pins.ENDORSED));
    assertThat(await(cards.knownWithout(BOB, other.keyId())))
        .as("what it vouches for is gone with it")
        .isEqualTo(Map.of(bob.keyId(), Pins.CONFIRMED));
    server.publish(own.card());
    assertThat(await(cards.knownWithout(ALICE, heir.keyId())))
        .isEqualTo(Map.of(own.keyId(), Pins.OWN));
  }

  @Test
  void whatSomebodyElseVouchesForTooStaysKnownWithoutTheFirst() {
    server.publish(endorsed(bob, laptop), laptop.card());
    ring.pin(BOB, bob.keyId(), Pins.CONFIRMED, NOW);
    ring.pin(BOB, laptop.keyId(), Pins.CONFIRMED, NOW);

    assertThat(await(cards.knownWithout(BOB, bob.keyId())))
        .as("not named, though it is vouched for")
        .isEqualTo(Map.of(laptop.keyId(), Pins.CONFIRMED));
  }

  @Test
  void t22_moreCardsThanAnOwnerCanHaveAreNoList() {
    server.on(Operation.CARDS, (call, honest) -> Future.succeededFuture(list(CardList.MOST)));
    assertThat(await(cards.refreshed(BOB)).live()).containsExactly(bob.card());
    server.on(Operation.CARDS, (call, honest) -> Future.succeededFuture(list(CardList.MOST + 1)));

    failure(InternalFault.class, cards.refreshed(BOB));
  }

  private JsonObject list(int size) {
    KeyCard[] many = new KeyCard[size];
    Arrays.fill(many, bob.card());
    return ListedCards.list(many);
  }
}
