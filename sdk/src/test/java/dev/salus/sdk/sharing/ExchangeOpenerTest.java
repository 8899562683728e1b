package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Which exchange records are opened, with which key, and why others are not (protocol §3, §9.3).
 */
final class ExchangeOpenerTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";
  private static final String ID = "77777777-7777-4777-8777-777777777777";

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final OwnerKey lost = key(ALICE);
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey bob = key(BOB);
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), alice, TrustPolicy.onlyConfirmed(), clock);
  private final ExchangeBook book =
      new ExchangeBook(vertx, server.api(), alice, cards, clock, random);

  ExchangeOpenerTest() {
    server.list(ALICE, alice.current().card());
    server.list(BOB, bob.card());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private OwnerKey key(String owner) {
    return OwnerKey.generate(owner, clock, random);
  }

  private void trustBob() {
    alice.pin(BOB, bob.keyId(), "confirmed", 1);
  }

  private KeyCard own() {
    return alice.current().card();
  }

  private ExchangeRecord record(String from, OwnerKey signer, String to, KeyCard... sealedTo) {
    ExchangeKey key = ExchangeKey.generate(ID, random);
    Map<String, String> sealed = new LinkedHashMap<>();
    for (KeyCard card : sealedTo) {
      sealed.put(card.keyId(), key.sealTo(card, from, to, random));
    }
    long at = clock.millis();
    byte[] message = ExchangeRecord.signedBytes(ID, from, to, at, key.commitment());
    return new ExchangeRecord(
        ID, from, to, at, key.commitment(), signer.keyId(), signer.sign(message), sealed, Map.of());
  }

  private Future<OpenedExchange> opened(ExchangeRecord record) {
    server.on(Operation.EXCHANGE, (asked, honest) -> Future.succeededFuture(record.toJson()));
    return book.opened(ID);
  }

  @Test
  void whatACardSignedThatNobodyHasComparedYetSaysWhichKeyToCompare() {
    UntrustedKey untrusted = failure(UntrustedKey.class, opened(record(BOB, bob, ALICE, own())));
    assertThat(untrusted.dataOwner()).isEqualTo(BOB);
    assertThat(untrusted.keyId()).isEqualTo(bob.keyId());

    trustBob();

    assertThat(await(opened(record(BOB, bob, ALICE, own()))).isBetween(BOB, ALICE)).isTrue();
  }

  @Test
  void whatIsNotForThisRingAsksForNoComparison() {
    failure(NotFound.class, opened(record(BOB, bob, ALICE, key(ALICE).card())));
    failure(NotFound.class, opened(record(BOB, bob, CAROL, own())));
    assertThat(server.asked(Operation.CARDS))
        .as("whoever is no party need not be looked up")
        .allMatch(asked -> asked.parameters().getString("id").equals(BOB));
  }

  @Test
  void anEntryThatDoesNotOpenDoesNotHideTheOneThatDoes() {
    trustBob();
    KeyCard laptop = own();
    OwnerKey phone = key(ALICE);
    alice.add(phone);
    ExchangeRecord good = record(BOB, bob, ALICE, laptop, phone.card());
    ExchangeRecord other = record(BOB, bob, ALICE, laptop);
    String junk = other.sealed().get(laptop.keyId());

    OpenedExchange opened = await(opened(good.withSealed(laptop.keyId(), junk, null)));

    assertThat(opened.key().commitment()).isEqualTo(good.commitment());
  }

  @Test
  void t28_whatWasOpenedIsLookedUpAnewAfterADecisionOfEitherParty() {
    trustBob();
    ExchangeRecord record = record(BOB, bob, ALICE, own());
    OpenedExchange first = await(opened(record));
    alice.pin(CAROL, bob.keyId(), "confirmed", 1);
    assertThat(first.isCurrent()).as("of others").isTrue();

    alice.add(key(ALICE));
    assertThat(first.isCurrent()).as("of the delegate's").isFalse();
    OpenedExchange second = await(book.opened(ID));
    assertThat(second.isCurrent()).isTrue();
    alice.pin(BOB, lost.keyId(), "distrusted", 2);

    assertThat(second.isCurrent()).as("of the delegator's").isFalse();
    cards.decisions().distrust(BOB, bob.keyId());
    failure(UntrustedKey.class, book.opened(ID));
  }

  @Test
  void t21_whatTheRingsOwnKeySignedLaterThanItMayHaveSaysThatTheRingIsOld() {
    String keyId = own().keyId();
    alice.leases().renew(keyId, 1);
    ExchangeRecord record = record(ALICE, alice.current(), BOB, own(), bob.card());

    assertThat(await(opened(record)).isBetween(ALICE, BOB)).isTrue();

    assertThat(alice.leases().behind())
        .hasValueSatisfying(
            behind -> {
              assertThat(behind.keyId()).isEqualTo(keyId);
              assertThat(behind.signedAt()).isEqualTo(record.createdAt());
            });
  }

  /** Whoever found the lost key could sign another record: each needs the word of a helper. */
  @Test
  void t28_ofALostKeyOnlyTheRecordsThatAHelperSpokeForAreOpened() {
    trustBob();
    server.list(ALICE, own(), lost.card());
    assertThat(
            await(
                cards.decisions().attest(Map.of(clock.millis(), Set.of(lost.keyId())), () -> true)))
        .containsExactly(lost.keyId());
    ExchangeRecord record = record(ALICE, lost, BOB, own());
    failure(NotFound.class, opened(record));
    failure(NotFound.class, opened(said(record, bob, Map.of(lost.keyId(), "firstUse"))));
    failure(NotFound.class, opened(said(record, key(BOB), Map.of(lost.keyId(), "confirmed"))));
    failure(NotFound.class, opened(said(record, bob, Map.of(own().keyId(), "confirmed"))));
    failure(NotFound.class, opened(forged(record)));

    ExchangeRecord spokenFor = said(record, bob, Map.of(lost.keyId(), "confirmed"));

    assertThat(await(opened(spokenFor)).key().commitment()).isEqualTo(record.commitment());
  }

  private ExchangeRecord said(ExchangeRecord record, OwnerKey by, Map<String, String> knew) {
    long at = clock.millis();
    byte[] message =
        Attestation.signedBytes(record.id(), record.commitment(), own().keyId(), at, knew);
    Attestation attestation = new Attestation(by.keyId(), at, knew, by.sign(message));
    return record.withSealed(own().keyId(), record.sealed().get(own().keyId()), attestation);
  }

  /** With a helper's name and somebody else's signature. */
  private ExchangeRecord forged(ExchangeRecord record) {
    Map<String, String> knew = Map.of(lost.keyId(), "confirmed");
    Attestation theirs = said(record, lost, knew).attestations().get(own().keyId());
    Attestation forged =
        new Attestation(bob.keyId(), theirs.at(), theirs.knew(), theirs.signature());
    return record.withSealed(own().keyId(), record.sealed().get(own().keyId()), forged);
  }
}
