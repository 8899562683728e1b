package dev.salus.core.crypto;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Verification;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.api.VerificationResult;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What false signatures, and many right ones, cost the server and others (threat T23). */
class FalseSignaturesTest {

  private static final byte[] MESSAGE = "a signed message".getBytes(StandardCharsets.UTF_8);
  private static final int MANY = 1_000;

  private final RunningSalus salus = RunningSalus.start();
  private final FairWorkers workers = FairWorkers.open(salus.vertx(), 1);
  private final AtomicInteger looked = new AtomicInteger();
  private final Caller alice = salus.ownerCaller();
  private final TestKey key = salus.publish(alice);
  private final TestKey other = salus.publish(alice);

  @AfterEach
  void close() {
    await(workers.close());
    salus.close();
  }

  @Test
  void t23_aBulkOfFalseSignaturesByOneCardCostsOneCheck() {
    List<VerificationResult> results =
        await(verifier(this::counted).verify(Collections.nCopies(MANY, forged())));

    assertThat(looked).hasValue(1);
    assertThat(results).hasSize(MANY).allMatch(result -> "signature".equals(result.field()));
    assertThat(results.get(0).detail()).contains("does not hold");
    assertThat(results.get(MANY - 1).detail()).contains("was not looked at");
  }

  @Test
  void whatCameBeforeTheFalseOneOrIsByAnotherCardHolds() {
    Verification right = signed(key);
    Verification others = signed(other);

    List<VerificationResult> results =
        await(verifier(this::counted).verify(List.of(right, forged(), right, others)));

    assertThat(results)
        .extracting(VerificationResult::field)
        .containsExactly(null, "signature", "signature", null);
    assertThat(looked).hasValue(3);
  }

  @Test
  void aFalseSignatureSpoilsOneRequestOnly() {
    BatchVerifier verifier = verifier(this::counted);
    await(verifier.verify(List.of(forged())));

    assertThat(await(verifier.verify(List.of(signed(key)))))
        .containsExactly(VerificationResult.HOLDS);
  }

  /** Bob's work is there as soon as Alice's first signature is looked at. */
  @Test
  void t23_manyBulksOfOneOwnerDoNotDelayAnother() {
    AtomicInteger lookedBeforeBob = new AtomicInteger(-1);
    BatchVerifier verifier =
        verifier(
            (card, message, signature) -> {
              if (looked.get() == 0) {
                workers.run("bob", () -> lookedBeforeBob.compareAndSet(-1, looked.get()));
              }
              return counted(card, message, signature);
            });
    List<Future<List<VerificationResult>>> bulks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      bulks.add(verifier.verify(Collections.nCopies(100, signed(key))));
    }

    assertThat(settled(bulks)).allMatch(Future::succeeded);
    assertThat(looked).hasValue(20 * 100);
    assertThat(lookedBeforeBob.get()).isBetween(1, 2 * VerificationSteps.SIGNATURES);
  }

  private BatchVerifier verifier(VerificationSteps.SignatureCheck check) {
    ReadMemory memory = ReadMemory.ofChecks(salus.vertx());
    CardCache cache = new CardCache();
    CardStore cards = new CardStore(salus.store(), memory, workers, cache);
    return new BatchVerifier(salus.vertx(), workers, salus.store(), memory, cards, cache, check);
  }

  private boolean counted(KeyCard card, byte[] message, String signature) {
    looked.incrementAndGet();
    return card.verifies(message, signature);
  }

  private Verification forged() {
    return by(
        new SignedMessage("signature", key.keyId(), Base64Url.encode(MESSAGE), TestKey.random(64)));
  }

  private Verification signed(TestKey card) {
    return by(card.signed("signature", MESSAGE));
  }

  private Verification by(SignedMessage message) {
    return new Verification(alice.requireDataOwner(), List.of(message), List.of());
  }
}
