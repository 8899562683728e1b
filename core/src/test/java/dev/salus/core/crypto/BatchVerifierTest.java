package dev.salus.core.crypto;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.api.event.CardsChanged;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other verticles have verified (protocol §5). */
class BatchVerifierTest {

  private static final byte[] MESSAGE = "a signed message".getBytes(StandardCharsets.UTF_8);

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private TestKey aliceKey;
  private TestKey bobKey;
  private ExchangeRecord record;

  @BeforeEach
  void share() {
    aliceKey = salus.publish(alice);
    bobKey = salus.publish(bob);
    record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(crypto.createExchange(alice, record.toJson()));
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void whatIsRightHoldsInOneBatchWithWhatIsNot() {
    Verification right = signedBy(aliceKey, aliceKey.signed("signature", MESSAGE));
    Verification wrong =
        signedBy(
            aliceKey,
            new SignedMessage(
                "grants[0].signature",
                aliceKey.keyId(),
                Base64Url.encode(MESSAGE),
                TestKey.random(64)));
    Verification bobs = signedBy(bobKey, bobKey.signed("signature", MESSAGE));

    assertThat(await(crypto.verify(List.of(right, right, wrong, bobs))))
        .extracting(VerificationResult::field)
        .containsExactly(null, null, "grants[0].signature", null);
  }

  @Test
  void nothingToVerifyHolds() {
    assertThat(await(crypto.verify(List.of()))).isEmpty();
    assertThat(verify(new Verification(alice.dataOwner(), List.of(), List.of())))
        .isEqualTo(VerificationResult.HOLDS);
  }

  @Test
  void aCardOfAnotherOwnerOrOfNobodyIsRefused() {
    Verification bobsCard = signedBy(aliceKey, bobKey.signed("signature", MESSAGE));
    TestKey unpublished = new TestKey(aliceKey.owner(), salus.now());
    Verification unknown = signedBy(aliceKey, unpublished.signed("signature", MESSAGE));
    Verification nobody =
        new Verification(
            UUID.randomUUID().toString(),
            List.of(aliceKey.signed("signature", MESSAGE)),
            List.of());

    assertThat(await(crypto.verify(List.of(bobsCard, unknown, nobody))))
        .allMatch(result -> "signature".equals(result.field()))
        .allMatch(result -> result.detail().contains("has not published"));
  }

  @Test
  void aCardPublishedAfterItWasAskedForIsFound() {
    TestKey device = new TestKey(aliceKey.owner(), salus.now());
    Verification signed = signedBy(aliceKey, device.signed("signature", MESSAGE));
    assertThat(verify(signed).field()).isEqualTo("signature");

    await(crypto.publishCard(alice, device.owner(), device.json()));

    assertThat(verify(signed)).isEqualTo(VerificationResult.HOLDS);
  }

  /** Even if the announcement is late, or lost. */
  @Test
  void onceARetirementIsAnsweredNoInstanceTakesTheCardAnyMore() {
    salus.vertx().eventBus().addOutboundInterceptor(BatchVerifierTest::dropAnnouncements);
    TestKey second = salus.publish(alice);
    Verification signed = signedBy(aliceKey, aliceKey.signed("signature", MESSAGE));
    for (int i = 0; i < 4; i++) {
      assertThat(verify(signed)).isEqualTo(VerificationResult.HOLDS);
    }

    await(
        crypto.retire(
            alice,
            aliceKey.owner(),
            aliceKey.keyId(),
            second.retire(aliceKey, salus.now()).toJson()));

    for (int i = 0; i < 4; i++) {
      VerificationResult result = verify(signed);
      assertThat(result.field()).isEqualTo("signature");
      assertThat(result.detail()).contains("retired");
    }
  }

  @Test
  void aRetirementAnnouncedByAnotherNodeIsHeardOf() {
    Verification signed = signedBy(aliceKey, aliceKey.signed("signature", MESSAGE));
    assertThat(verify(signed)).isEqualTo(VerificationResult.HOLDS);
    retireBehindTheServersBack();
    assertThat(verify(signed)).isEqualTo(VerificationResult.HOLDS);

    Promise<Void> heard = Promise.promise();
    EventBus bus = salus.vertx().eventBus();
    bus.addInboundInterceptor(
        delivery -> {
          delivery.next();
          heard.tryComplete();
        });
    bus.publish(Addresses.CARD_EVENTS, new CardsChanged(aliceKey.owner()).toJson());
    await(heard.future());

    assertThat(verify(signed).field()).isEqualTo("signature");
  }

  private void retireBehindTheServersBack() {
    DocumentStore store = salus.store();
    Document stored = await(store.get("key-cards", aliceKey.owner())).orElseThrow();
    KeyCard retired = aliceKey.card().withRetirement(aliceKey.retire(aliceKey, 1));
    JsonObject body = new OwnerCards(aliceKey.owner(), List.of(retired), Map.of()).toBody();
    await(store.put("key-cards", stored.withBody(body)));
  }

  private static void dropAnnouncements(DeliveryContext<Object> delivery) {
    if (!delivery.message().address().equals(Addresses.CARD_EVENTS)) {
      delivery.next();
    }
  }

  @Test
  void exchangesMustBeOfThatPair() {
    String aliceId = aliceKey.owner();
    String bobId = bobKey.owner();

    assertThat(verify(use(record.id(), aliceId, bobId))).isEqualTo(VerificationResult.HOLDS);
    assertThat(verify(use(record.id(), bobId, aliceId)).field()).isEqualTo("delegations.x");
    assertThat(verify(use(record.id(), aliceId, aliceId)).field()).isEqualTo("delegations.x");
    assertThat(verify(use(UUID.randomUUID().toString(), aliceId, bobId)).field())
        .isEqualTo("delegations.x");
  }

  @Test
  void aBatchMayUseMoreExchangesThanTheStoreReadsAtOnce() {
    List<Verification> batch = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      batch.add(use(UUID.randomUUID().toString(), aliceKey.owner(), bobKey.owner()));
    }
    batch.add(use(record.id(), aliceKey.owner(), bobKey.owner()));

    List<VerificationResult> results = await(crypto.verify(batch));

    assertThat(results).hasSize(1_501);
    assertThat(results.subList(0, 1_500)).allMatch(r -> "delegations.x".equals(r.field()));
    assertThat(results.get(1_500)).isEqualTo(VerificationResult.HOLDS);
  }

  @Test
  void manyBatchesAtOnceAreAllAnswered() {
    Verification signed = signedBy(aliceKey, aliceKey.signed("signature", MESSAGE));
    List<Future<List<VerificationResult>>> batches = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      batches.add(crypto.verify(List.of(signed, signed)));
    }

    assertThat(settled(batches))
        .allMatch(
            batch ->
                List.of(VerificationResult.HOLDS, VerificationResult.HOLDS).equals(batch.result()));
  }

  private VerificationResult verify(Verification verification) {
    return await(crypto.verify(List.of(verification))).get(0);
  }

  private static Verification signedBy(TestKey owner, SignedMessage message) {
    return new Verification(owner.owner(), List.of(message), List.of());
  }

  private static Verification use(String id, String delegator, String delegate) {
    return new Verification(
        delegator, List.of(), List.of(new ExchangeUse("delegations.x", id, delegator, delegate)));
  }
}
