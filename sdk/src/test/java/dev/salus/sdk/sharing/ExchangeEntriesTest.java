package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.sharing.ExchangeEntries.TakenIn;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Opening records that are there to one more card (protocol §3, §9.3). */
final class ExchangeEntriesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final KeyRing bob = KeyRing.generate(BOB, clock, random);
  private final KeyRing carol = KeyRing.generate(CAROL, clock, random);
  private final KeyRing bobAgain = KeyRing.generate(BOB, clock, random);
  private final Side alices = new Side(alice);
  private final Side bobs = new Side(bob);
  private final Side carols = new Side(carol);
  private final List<EntriesAdded> told = new ArrayList<>();

  /** What one data owner works with. */
  private final class Side {
    final CardDirectory cards;
    final ExchangeBook book;
    final ExchangeEntries entries;

    Side(KeyRing ring) {
      server.list(ring.owner(), ring.current().card());
      cards = new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), clock);
      book = new ExchangeBook(vertx, server.api(), ring, cards, clock, random);
      OwnerKeys keys = new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards);
      entries = new ExchangeEntries(vertx, server.api(), keys, book, clock, random);
    }
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private OwnerKey device() {
    return bobAgain.current();
  }

  /** Alice and Bob share in both directions, and Alice with Carol; then Bob has a new device. */
  private void shared() {
    await(alices.cards.decisions().confirm(BOB, bob.current().keyId()));
    await(alices.book.forWrapping(BOB));
    await(bobs.book.forWrapping(ALICE));
    await(alices.book.forWrapping(CAROL));
    server.list(BOB, bob.current().card(), device().card());
  }

  private Receiver confirmed() {
    return await(alices.entries.confirmed(BOB, device().keyId())).orElseThrow();
  }

  private List<ExchangeRecord> records() {
    return await(server.api().exchanges(new JsonObject())).getJsonArray("items").stream()
        .map(item -> ExchangeRecord.parse((JsonObject) item))
        .toList();
  }

  @Test
  void aCardThatAHumanComparedIsTrustedAndComesWithWhatWasKnownBefore() {
    shared();

    Receiver receiver = confirmed();

    assertThat(receiver.card()).isEqualTo(device().card());
    assertThat(receiver.knew()).containsOnlyKeys(bob.current().keyId());
    assertThat(alices.cards.isConfirmed(BOB, device().keyId())).isTrue();
    assertThat(await(alices.entries.compared(BOB, device().keyId()))).contains(receiver);
  }

  @Test
  void aCardThatNobodyComparedOrThatIsRetiredIsNone() {
    shared();
    failure(NotFound.class, alices.entries.confirmed(BOB, alice.current().keyId()));
    assertThat(await(alices.entries.compared(BOB, device().keyId()))).isEmpty();
    confirmed();
    KeyCard card = device().card();
    server.list(
        BOB,
        bob.current().card(),
        card.withRetirement(device().retire(card, clock.millis(), null)));

    assertThat(await(alices.entries.compared(BOB, device().keyId()))).isEmpty();
    assertThat(await(alices.entries.confirmed(BOB, device().keyId()))).isEmpty();
  }

  @Test
  void everyRecordBetweenTheTwoIsOpenedOnce() {
    shared();
    Receiver receiver = confirmed();

    EntriesAdded added = await(alices.entries.addToThoseWith(BOB, receiver, told::add));

    assertThat(added).isEqualTo(new EntriesAdded(2, 0, 0));
    assertThat(told).hasSize(2).last().isEqualTo(added);
    for (ExchangeRecord record : records()) {
      assertThat(record.sealed().containsKey(device().keyId())).isEqualTo(record.hasParty(BOB));
      if (record.hasParty(BOB)) {
        assertThat(ExchangeKey.open(record, device()).commitment()).isEqualTo(record.commitment());
        isAttested(record, receiver.knew());
      }
    }
    assertThat(await(alices.entries.addToThoseWith(BOB, receiver, told::add)))
        .isEqualTo(new EntriesAdded(0, 2, 0));
  }

  private void isAttested(ExchangeRecord record, Map<String, String> knew) {
    Attestation attestation = record.attestations().get(device().keyId());
    assertThat(attestation.by()).isEqualTo(alice.current().keyId());
    assertThat(attestation.knew()).isEqualTo(knew);
    byte[] message = attestation.signedBytes(record.id(), record.commitment(), device().keyId());
    assertThat(alice.current().card().verifies(message, attestation.signature())).isTrue();
  }

  @Test
  void whatIsOthersOrDoesNotOpenIsCounted() {
    shared();
    Receiver receiver = confirmed();

    assertThat(await(alices.entries.addToAll(receiver, told::add)))
        .isEqualTo(new EntriesAdded(2, 0, 1));
    assertThat(told).extracting(EntriesAdded::looked).containsExactly(1, 2, 3);
    assertThat(new EntriesAdded(1, 2, 4).looked()).isEqualTo(7);
    assertThat(await(carols.entries.addToThoseWith(ALICE, receiver, told::add)))
        .isEqualTo(new EntriesAdded(0, 0, 1));
  }

  @Test
  void whoIsFasterIsNoFailureButAServerThatIsAwayIs() {
    shared();
    Receiver receiver = confirmed();
    server.on(
        Operation.ADD_SEALED,
        (asked, honest) -> Future.failedFuture(new Conflict("there is one", null)));
    assertThat(await(alices.entries.addToThoseWith(BOB, receiver, told::add)))
        .isEqualTo(new EntriesAdded(0, 2, 0));

    server.on(
        Operation.ADD_SEALED, (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));
    failure(Unavailable.class, alices.entries.addToThoseWith(BOB, receiver, told::add));
  }

  @Test
  void t28_aCardThatIsDistrustedWhileARecordIsOpenedGetsNoEntry() {
    shared();
    Receiver receiver = confirmed();
    alices.cards.forgetLists();
    server.on(
        Operation.CARDS,
        (asked, honest) -> {
          if (asked.parameters().getString("id").equals(ALICE)) {
            alices.cards.decisions().distrust(BOB, device().keyId());
          }
          return honest.get();
        });

    failure(UntrustedKey.class, alices.entries.addToThoseWith(BOB, receiver, told::add));

    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
  }

  @Test
  void whatACounterpartKnewIsTakenInOnlyFromOneThatWasConfirmed() {
    shared();
    await(alices.entries.addToThoseWith(BOB, confirmed(), told::add));
    Side fresh = new Side(bobAgain);
    server.list(BOB, bob.current().card(), device().card());
    await(fresh.cards.cards(ALICE));
    assertThat(await(fresh.entries.takeInFrom(ALICE)).lost()).isEmpty();

    await(fresh.cards.decisions().confirm(ALICE, alice.current().keyId()));
    TakenIn taken = await(fresh.entries.takeInFrom(ALICE));

    assertThat(taken.records()).isEqualTo(2);
    assertThat(taken.lost()).containsExactly(bob.current().keyId());
    assertThat(fresh.cards.isAttested(BOB, bob.current().keyId())).isTrue();
    for (ExchangeRecord record : records()) {
      if (record.hasParty(BOB)) {
        OpenedExchange opened = await(fresh.book.opened(record.id()));
        assertThat(opened.key().commitment()).isEqualTo(record.commitment());
        assertThat(await(fresh.entries.takeInFrom(ALICE)).lost()).isEmpty();
        assertThat(await(fresh.book.opened(record.id())))
            .as("what was opened before is opened anew")
            .isNotSameAs(opened);
      }
    }
  }
}
