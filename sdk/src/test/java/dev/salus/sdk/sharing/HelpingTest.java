package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is said for somebody else on first use, and nothing is believed unasked (T27, T28). */
final class HelpingTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "33333333-3333-4333-8333-333333333333";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final CardServer server = new CardServer();
  private final Side bob = new Side(BOB);
  private final OwnerKey old = OwnerKey.generate(ALICE, clock, random);
  private final OwnerKey fresh = OwnerKey.generate(ALICE, clock, random);

  /** A connection of somebody whose card is published. */
  private final class Side {
    private final KeyRing ring;
    private final CardDirectory cards;
    private final ExchangeBook exchanges;
    private final ExchangeEntries entries;

    private Side(String owner) {
      this(KeyRing.generate(owner, clock, random));
      server.publish(ring.current().card());
    }

    private Side(KeyRing ring) {
      this.ring = ring;
      this.cards =
          new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), clock);
      this.exchanges = new ExchangeBook(vertx, server.api(), ring, cards, clock, random);
      OwnerKeys keys = new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards);
      this.entries = new ExchangeEntries(vertx, server.api(), keys, exchanges, clock, random);
    }

    private void compare(OwnerKey key) {
      await(cards.decisions().confirm(key.owner(), key.keyId()));
    }
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t27_whatTheGiverTookOnFirstUseIsNotAttested() {
    server.publish(old.card());
    await(bob.exchanges.forWrapping(ALICE));
    assertThat(await(bob.cards.cards(ALICE)).live()).hasSize(1);
    server.publish(fresh.card());

    Receiver asker = await(bob.entries.confirmed(ALICE, fresh.keyId())).orElseThrow();

    assertThat(asker.knew()).isEmpty();
  }

  @Test
  void anAttestationSaysWhyEachCardIsTrusted() {
    OwnerKey vouchedFor = OwnerKey.generate(ALICE, clock, random);
    server.publish(old.card(), vouchedFor.card().withEndorsement(old.endorse(vouchedFor.card())));
    bob.compare(old);
    await(bob.exchanges.forWrapping(ALICE));
    server.publish(fresh.card());

    Receiver asker = await(bob.entries.confirmed(ALICE, fresh.keyId())).orElseThrow();
    await(bob.entries.addToThoseWith(ALICE, asker, one -> {}));

    ExchangeRecord record = ExchangeRecord.parse(server.exchanges().get(0));
    Attestation said = record.attestations().get(fresh.keyId());
    assertThat(said.knew())
        .isEqualTo(Map.of(old.keyId(), "confirmed", vouchedFor.keyId(), "endorsed"));
    assertThat(said.at()).isBetween(fresh.createdAt(), clock.millis());
    byte[] message = said.signedBytes(record.id(), record.commitment(), fresh.keyId());
    assertThat(bob.ring.current().card().verifies(message, said.signature())).isTrue();
  }

  @Test
  void t27_whatSomebodyAttestsForFirstUseIsNotTakenIn() {
    Side asker = attestedBy(bob, "firstUse");
    asker.compare(bob.ring.current());

    ExchangeEntries.TakenIn taken = await(asker.entries.takeInFrom(BOB));

    assertThat(taken.records()).isEqualTo(1);
    assertThat(taken.lost()).isEmpty();
  }

  @Test
  void whatACounterpartAttestsIsTakenInOnceItsOwnCardIsCompared() {
    Side asker = attestedBy(bob, "confirmed");
    assertThat(await(asker.entries.takeInFrom(BOB)).records()).isZero();
    asker.compare(bob.ring.current());

    ExchangeEntries.TakenIn taken = await(asker.entries.takeInFrom(BOB));

    assertThat(taken.records()).isEqualTo(1);
    assertThat(taken.lost()).containsExactly(old.keyId());
  }

  @Test
  void t27_lettingADeviceInBelievesNoCounterpartOfOwnLostKeys() {
    Side asker = attestedBy(bob, "confirmed");
    asker.compare(bob.ring.current());

    assertThat(await(asker.entries.takeInFromOwn()).lost()).isEmpty();
    assertThat(await(asker.cards.refreshed(ALICE)).card(old.keyId())).isEmpty();
  }

  @Test
  void whatAnOwnDeviceAttestsIsTakenIn() {
    Side laptop = new Side(ring(OwnerKey.generate(ALICE, clock, random)));
    server.publish(laptop.ring.current().card());
    Side asker = attestedBy(laptop, "own");
    asker.compare(laptop.ring.current());

    assertThat(await(asker.entries.takeInFromOwn()).lost()).containsExactly(old.keyId());
  }

  @Test
  void anAttestationThatARetiredCardSignedLaterDoesNotCount() {
    Side asker = attestedBy(bob, "confirmed");
    asker.compare(bob.ring.current());
    OwnerKey key = bob.ring.current();
    server.publish(key.card().withRetirement(key.retire(key.card(), 1_000, null)));

    assertThat(await(asker.entries.takeInFrom(BOB)).lost()).isEmpty();
  }

  @Test
  void t28_lettingInStopsAsSoonAsTheCardIsDistrusted() {
    List<String> others = List.of(BOB, CAROL, ALICE);
    new Side(CAROL);
    Side laptop = new Side(ring(old));
    server.publish(old.card(), fresh.card());
    others.forEach(other -> await(laptop.exchanges.forWrapping(other)));
    Receiver phone = await(laptop.entries.confirmed(ALICE, fresh.keyId())).orElseThrow();
    CardServer.Held held = server.hold(Operation.ADD_SEALED);

    Future<EntriesAdded> letIn = laptop.entries.addToAll(phone, one -> {});
    await(held.arrived());
    laptop.cards.decisions().distrust(ALICE, fresh.keyId());
    held.release();

    assertThatThrownBy(() -> await(letIn)).isInstanceOf(UntrustedKey.class);
    assertThat(server.asked(Operation.ADD_SEALED)).hasSize(1);
  }

  @Test
  void t28_lettingInStopsAsSoonAsTheCardIsRetired() {
    Side laptop = new Side(ring(old));
    server.publish(old.card(), fresh.card());
    await(laptop.exchanges.forWrapping(BOB));
    await(laptop.exchanges.forWrapping(ALICE));
    Receiver phone = await(laptop.entries.confirmed(ALICE, fresh.keyId())).orElseThrow();
    CardServer.Held held = server.hold(Operation.ADD_SEALED);

    Future<EntriesAdded> letIn = laptop.entries.addToAll(phone, one -> {});
    await(held.arrived());
    laptop.cards.decisions().retired(fresh.keyId(), clock.millis());
    held.release();

    assertThatThrownBy(() -> await(letIn)).isInstanceOf(Invalid.class);
    assertThat(server.asked(Operation.ADD_SEALED)).hasSize(1);
  }

  @Test
  void t28_whatIsDistrustedWhileTheServerHoldsAConfirmationStaysDistrusted() {
    server.publish(old.card());
    FingerprintText heard = FingerprintText.parse(Fingerprint.of(ALICE, old.keyId()));
    List<Supplier<Future<?>>> decisions =
        List.of(
            () -> bob.cards.decisions().confirm(ALICE, old.keyId()),
            () -> bob.cards.decisions().confirm(ALICE, heard),
            () -> bob.cards.decisions().accept(ALICE, heard),
            () -> bob.entries.confirmed(ALICE, old.keyId()));
    for (Supplier<Future<?>> decision : decisions) {
      CardServer.Held held = server.hold(Operation.CARDS);
      Future<?> underWay = decision.get();
      await(held.arrived());
      bob.cards.decisions().distrust(ALICE, old.keyId());
      held.release();

      assertThatThrownBy(() -> await(underWay)).isInstanceOf(Conflict.class);
      assertThat(bob.cards.isConfirmed(ALICE, old.keyId())).isFalse();
      await(decision.get());
      assertThat(bob.cards.isConfirmed(ALICE, old.keyId())).as("said anew").isTrue();
    }
  }

  @Test
  void t28_whatIsDistrustedWhileAccessIsGivenBackIsAttestedNoMore() {
    server.publish(old.card());
    bob.compare(old);
    await(bob.exchanges.forWrapping(ALICE));
    server.publish(fresh.card());
    Receiver asker = await(bob.entries.confirmed(ALICE, fresh.keyId())).orElseThrow();
    assertThat(asker.knew()).containsOnlyKeys(old.keyId());
    CardServer.Held held = server.hold(Operation.EXCHANGES);

    Future<EntriesAdded> giving = bob.entries.addToThoseWith(ALICE, asker, one -> {});
    await(held.arrived());
    bob.cards.decisions().distrust(ALICE, old.keyId());
    held.release();

    assertThat(await(giving).added()).isEqualTo(1);
    ExchangeRecord record = ExchangeRecord.parse(server.exchanges().get(0));
    assertThat(record.attestations().get(fresh.keyId()).knew()).isEmpty();
  }

  @Test
  void t28_whatACounterpartAttestedIsNotTakenInOnceItIsDistrusted() {
    Side asker = attestedBy(bob, "confirmed");
    asker.compare(bob.ring.current());
    Promise<Void> arrived = Promise.promise();
    Promise<Void> released = Promise.promise();
    AtomicInteger own = new AtomicInteger();
    server.on(
        Operation.CARDS,
        (call, honest) -> {
          boolean last =
              ALICE.equals(call.parameters().getString("id")) && own.incrementAndGet() == 2;
          Future<JsonObject> answer = honest.get();
          if (last) {
            arrived.complete();
          }
          return last ? released.future().compose(now -> answer) : answer;
        });

    Future<ExchangeEntries.TakenIn> taking = asker.entries.takeInFrom(BOB);
    await(arrived.future());
    asker.cards.decisions().distrust(BOB, bob.ring.current().keyId());
    released.complete();

    assertThatThrownBy(() -> await(taking)).isInstanceOf(Conflict.class);
    assertThat(asker.ring.pins(ALICE)).isEmpty();
  }

  private KeyRing ring(OwnerKey key) {
    KeyRing ring = KeyRing.generate(key.owner(), clock, random);
    JsonObject json = ring.exportJson();
    KeyRing wanted = KeyRing.generate(key.owner(), clock, random);
    wanted.add(key);
    json.put("keys", wanted.exportJson().getJsonArray("keys").copy());
    json.getJsonArray("keys").remove(0);
    return KeyRing.importJson(json);
  }

  /** Alice with a fresh key, to which somebody opened a record and said to know her old one. */
  private Side attestedBy(Side by, String how) {
    server.publish(old.card(), fresh.card());
    by.ring.pin(ALICE, fresh.keyId(), "confirmed", 1);
    await(by.exchanges.forWrapping(ALICE));
    Receiver asker =
        new Receiver(fresh.card(), Map.of(old.keyId(), how), by.ring.trustEpoch(ALICE));
    server.exchanges().forEach(record -> unseal(record, fresh.keyId()));
    await(by.entries.addToAll(asker, one -> {}));
    return new Side(ring(fresh));
  }

  /** So that there is an entry to add. */
  private void unseal(JsonObject record, String keyId) {
    record.getJsonObject("sealed").remove(keyId);
  }
}
