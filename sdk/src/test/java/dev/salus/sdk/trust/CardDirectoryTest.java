package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.InternalFault;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CardDirectoryTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final KeyCard bob = OwnerKey.generate(BOB, clock, random).card();
  private final KeyCard other = OwnerKey.generate(BOB, clock, random).card();
  private final ListedCards server = new ListedCards();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void confirmingOneKeyOfSomebodyNewTrustsNoOther() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    server.answer(bob, other);

    await(cards.decisions().confirm(BOB, bob.keyId()));

    TrustedCards now = await(cards.cards(BOB));
    assertThat(now.live()).containsExactly(bob);
    assertThat(now.unknown()).containsExactly(other);
  }

  @Test
  void t22_cardsOfAllPagesAreTaken() {
    CardDirectory cards = directory(TrustPolicy.onlyConfirmed());
    AtomicInteger page = new AtomicInteger();
    server.answer(
        () ->
            Future.succeededFuture(
                page.getAndIncrement() % 2 == 0
                    ? ListedCards.list(bob).put("next", bob.keyId())
                    : ListedCards.list(other)));

    assertThat(await(cards.cards(BOB)).unknown()).containsExactly(bob, other);
    assertThat(server.calls()).isEqualTo(2);
  }

  @Test
  void whatIsComparedReplacesWhatFirstUseTook() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    server.answer(other);
    assertThat(await(cards.cards(BOB)).live()).containsExactly(other);
    server.answer(other, bob);

    await(cards.decisions().confirm(BOB, FingerprintText.parse(Fingerprint.of(BOB, bob.keyId()))));

    TrustedCards now = await(cards.cards(BOB));
    assertThat(now.live()).containsExactly(bob);
    assertThat(now.unknown()).as("waits for a human").containsExactly(other);
  }

  @Test
  void onlyConfirmedTakesNothingUnasked() {
    CardDirectory cards = directory(TrustPolicy.onlyConfirmed());
    server.answer(bob);
    assertThat(await(cards.cards(BOB)).unknown()).containsExactly(bob);
    server.answer(bob, other);

    assertThat(await(cards.cards(BOB)).unknown()).containsExactly(bob, other);
    assertThat(alice.pins(BOB)).isEmpty();
    await(cards.decisions().confirm(BOB, FingerprintText.parse(Fingerprint.of(BOB, bob.keyId()))));

    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob);
  }

  @Test
  void aFingerprintThatNoListedKeyHasTrustsNone() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    server.answer(bob);
    FingerprintText others = FingerprintText.parse(Fingerprint.of(BOB, other.keyId()));

    assertThatThrownBy(() -> await(cards.decisions().confirm(BOB, others)))
        .isInstanceOfSatisfying(
            FingerprintMismatch.class,
            refused -> {
              String listed = Fingerprint.of(BOB, bob.keyId());
              assertThat(refused.listedFingerprints()).containsExactly(listed);
              assertThat(refused.getMessage()).contains(BOB).doesNotContain(listed);
            });
    assertThatThrownBy(() -> await(cards.decisions().accept(BOB, others)))
        .isInstanceOf(FingerprintMismatch.class);

    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void acceptingAKeyForgetsWhatFirstUseTook() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    server.answer(other);
    assertThat(await(cards.cards(BOB)).live()).containsExactly(other);
    server.answer(other, bob);

    await(cards.decisions().accept(BOB, FingerprintText.parse(Fingerprint.of(BOB, bob.keyId()))));

    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob);
  }

  @Test
  void aDistrustedKeyIsNotTakenAgainUntilItIsConfirmed() {
    CardDirectory cards = directory(asking(new CopyOnWriteArrayList<>(), any -> yes()));
    server.answer(bob);
    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob);

    cards.decisions().distrust(BOB, bob.keyId());

    assertThat(await(cards.cards(BOB)).live()).isEmpty();
    assertThat(cards.isPinned(BOB, bob.keyId())).isFalse();
    await(cards.decisions().confirm(BOB, bob.keyId()));
    assertThat(await(cards.cards(BOB)).live()).containsExactly(bob);
  }

  @Test
  void distrustSurvivesARestartAndBlocksFirstUse() {
    directory(TrustPolicy.trustOnFirstUse()).decisions().distrust(BOB, bob.keyId());
    server.answer(bob);
    KeyRing kept = KeyRing.importJson(alice.exportJson());
    CardDirectory later =
        new CardDirectory(vertx, server.api(), kept, TrustPolicy.trustOnFirstUse(), clock);

    assertThat(await(later.cards(BOB)).live()).isEmpty();
  }

  private static Future<Boolean> yes() {
    return Future.succeededFuture(true);
  }

  @Test
  void confirmingAKeyAsksNobodyAgain() {
    List<KeyPrompt> prompts = new CopyOnWriteArrayList<>();
    CardDirectory cards = directory(asking(prompts, prompt -> Future.succeededFuture(false)));
    server.answer(bob, other);

    await(cards.decisions().confirm(BOB, bob.keyId()));

    assertThat(prompts).isEmpty();
  }

  @Test
  void whatIsDistrustedWhileAHumanIsAskedStaysDistrusted() {
    KeyCard proven = OwnerKey.generate(BOB, clock, random).card();
    Promise<Void> asked = Promise.promise();
    Promise<Boolean> human = Promise.promise();
    CardDirectory cards =
        directory(
            TrustPolicy.verifyWith(
                prompt -> {
                  asked.tryComplete();
                  return human.future();
                }));
    alice.pin(BOB, bob.keyId(), "firstUse", 1);
    server.answer(bob, other);
    Future<TrustedCards> underWay = cards.cards(BOB);
    await(asked.future());

    server.answer(bob, other, proven);
    cards.decisions().prove(proven, alice.pins(BOB));
    human.complete(false);
    await(underWay);

    assertThat(await(cards.cards(BOB)).live()).containsExactly(proven);
  }

  @Test
  void manyReadersAtOnceAskTheServerAndTheHumanLittle() {
    List<KeyPrompt> prompts = new CopyOnWriteArrayList<>();
    Promise<Boolean> human = Promise.promise();
    CardDirectory cards = directory(asking(prompts, prompt -> human.future()));
    server.answer(bob);
    List<Future<TrustedCards>> readers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      readers.add(cards.cardsWith(BOB, bob.keyId()));
    }
    human.complete(false);

    for (Future<TrustedCards> reader : readers) {
      assertThat(await(reader).live()).isEmpty();
    }
    assertThat(prompts).hasSize(1);
    assertThat(server.calls()).isLessThan(10);
  }

  @Test
  void aRefreshSeesWhatWasPublishedWhileAnotherWasUnderWay() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    Promise<JsonObject> slow = Promise.promise();
    server.answer(slow::future);
    Future<TrustedCards> first = cards.refreshed(BOB);
    server.answer(bob);
    Future<TrustedCards> second = cards.refreshed(BOB);
    slow.complete(ListedCards.list());

    assertThat(await(first).live()).isEmpty();
    assertThat(await(second).live()).containsExactly(bob);
  }

  @Test
  void whateverIsNotAYesIsANo() {
    server.answer(bob);
    List<Function<KeyPrompt, Future<Boolean>>> answers =
        List.of(
            prompt -> Future.succeededFuture(false),
            prompt -> Future.succeededFuture(null),
            prompt -> Future.failedFuture("the dialog was closed"),
            prompt -> null,
            prompt -> {
              throw new IllegalStateException("there is no screen");
            });
    for (Function<KeyPrompt, Future<Boolean>> answer : answers) {
      CardDirectory cards = directory(TrustPolicy.verifyWith(answer));

      assertThat(await(cards.cards(BOB)).unknown()).containsExactly(bob);
    }
    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void aPromptNamesTheKeysThatAreKnownAlsoIfTheServerHidesThem() {
    List<KeyPrompt> prompts = new CopyOnWriteArrayList<>();
    CardDirectory cards = directory(asking(prompts, prompt -> Future.succeededFuture(false)));
    alice.pin(BOB, bob.keyId(), "verified", clock.millis());
    server.answer(other);

    await(cards.cards(BOB));

    assertThat(prompts.get(0).knownFingerprints())
        .containsExactly(Fingerprint.of(BOB, bob.keyId()));
  }

  @Test
  void aListThatIsNoneIsATypedError() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    for (JsonObject junk :
        List.of(
            new JsonObject(),
            new JsonObject().putNull("items"),
            new JsonObject().put("items", "none"),
            new JsonObject().put("items", new JsonObject()))) {
      server.answer(() -> Future.succeededFuture(junk));
      assertThatThrownBy(() -> await(cards.refreshed(BOB))).isInstanceOf(InternalFault.class);
    }
  }

  @Test
  void whatIsNoCardIsLeftOut() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    JsonObject listed = ListedCards.list(bob, alice.current().card());
    listed.getJsonArray("items").add("junk").addNull().add(1).add(new JsonArray());
    listed.getJsonArray("items").add(other.toJson().put("signature", bob.signature()));
    server.answer(() -> Future.succeededFuture(listed));

    TrustedCards found = await(cards.cards(BOB));

    assertThat(found.trusted()).containsExactly(bob);
    assertThat(found.unknown()).isEmpty();
  }

  @Test
  void whatWasLookedUpBeforeADecisionIsNotUsed() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    server.answer(bob);
    TrustedCards seen = await(cards.cards(BOB));
    assertThat(cards.requireCurrent(seen)).isSameAs(seen);

    cards.decisions().distrust(BOB, other.keyId());

    assertThatThrownBy(() -> cards.requireCurrent(seen))
        .isInstanceOf(Conflict.class)
        .matches(CardDirectory::isTrustChanged);
    assertThat(new Conflict("of a server", null)).matches(it -> !CardDirectory.isTrustChanged(it));
    assertThat(new IllegalStateException()).matches(it -> !CardDirectory.isTrustChanged(it));
  }

  @Test
  void whatACardMayHaveSignedIsKnownByDecisionsAndByWhatIsRemembered() {
    CardDirectory cards = directory(TrustPolicy.trustOnFirstUse());
    long end = clock.millis();
    long last = end + Retirement.TOLERANCE_MS;
    OwnerKey key = OwnerKey.generate(BOB, clock, random);
    assertThat(cards.mayHaveSigned(BOB, key.keyId(), last + 1)).as("nothing is known").isTrue();
    server.answer(
        key.card().withRetirement(key.retire(key.card(), end, other.keyId())),
        other.withEndorsement(key.endorse(other)));
    await(cards.decisions().confirm(BOB, key.keyId()));

    assertThat(cards.mayHaveSigned(BOB, key.keyId(), last + 1)).as("not looked up yet").isTrue();
    assertThat(await(cards.cards(BOB)).live()).hasSize(1);
    assertThat(cards.mayHaveSigned(BOB, key.keyId(), last)).isTrue();
    assertThat(cards.mayHaveSigned(BOB, key.keyId(), last + 1)).isFalse();
    assertThat(cards.mayHaveSigned(BOB, other.keyId(), last + 1)).isTrue();

    String own = alice.current().keyId();
    alice.decide(ALICE, new Pin(own, Pins.RETIRED, end, end));
    assertThat(cards.mayHaveSigned(ALICE, own, last)).isTrue();
    assertThat(cards.mayHaveSigned(ALICE, own, last + 1)).isFalse();
  }

  private CardDirectory directory(TrustPolicy policy) {
    return new CardDirectory(vertx, server.api(), alice, policy, clock);
  }

  private static TrustPolicy asking(
      List<KeyPrompt> prompts, Function<KeyPrompt, Future<Boolean>> answer) {
    return TrustPolicy.verifyWith(
        prompt -> {
          prompts.add(prompt);
          return answer.apply(prompt);
        });
  }
}
