package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.RefusedPolicy.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy has one text for each version, whatever was answered with an error (T21). */
final class PolicyForkTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "33333333-3333-4333-8333-333333333333";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final KeyRing ring = KeyRing.generate(ALICE, clock, new SecureRandom());
  private final CardServer server = new CardServer();
  private final AutomaticSharingBook book = book(ring);
  private JsonObject stored = new JsonObject();

  PolicyForkTest() {
    server.publish(ring.current().card());
    server.on(Operation.POLICY, (asked, honest) -> Future.succeededFuture(stored.copy()));
    server.on(Operation.PUT_POLICY, (asked, honest) -> store(asked.body()));
  }

  private AutomaticSharingBook book(KeyRing of) {
    CardDirectory cards =
        new CardDirectory(vertx, server.api(), of, TrustPolicy.onlyConfirmed(), clock);
    OwnerKeys keys = new OwnerKeys(of, KeyRingSaver.keptByApplication(), cards);
    return new AutomaticSharingBook(server.api(), keys, clock);
  }

  private Future<JsonObject> store(JsonObject body) {
    stored = new JsonObject().put("policy", body.getJsonObject("policy").copy()).put("rev", "1");
    return Future.succeededFuture(new JsonObject());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void errsAndKeepsNothing() {
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) -> Future.failedFuture(new Unavailable("out of reach", 0)));
  }

  private static void refused(Reason reason, Future<?> future) {
    assertThat(failure(RefusedPolicy.class, future).reason()).isEqualTo(reason);
  }

  private long versionSent(int call) {
    return server
        .asked(Operation.PUT_POLICY)
        .get(call)
        .body()
        .getJsonObject("policy")
        .getLong("version");
  }

  @Test
  void t21_theTextThatWasAnsweredWithAnErrorDoesNotUndoTheOneThatCounts() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    errsAndKeepsNothing();
    failure(Unavailable.class, book.add(SharingKind.ALL, List.of(CAROL)));
    JsonObject kept = server.asked(Operation.PUT_POLICY).get(1).body();
    server.on(Operation.PUT_POLICY, (asked, honest) -> store(asked.body()));
    await(book.remove(SharingKind.ALL, List.of(BOB)));
    assertThat(List.of(versionSent(1), versionSent(2))).containsExactly(2L, 3L);

    store(kept);

    refused(Reason.OUTDATED, book.current());
    refused(Reason.OUTDATED, book.unconfirmed());
    KeyRing restarted = KeyRing.importJson(ring.exportJson());
    refused(Reason.OUTDATED, book(restarted).current());
  }

  @Test
  void t21_aForkAtAnEqualVersionIsFoundByWhoeverSawOneText() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    KeyRing phone = KeyRing.importJson(ring.exportJson());
    await(book(phone).add(SharingKind.ALL, List.of(CAROL)));
    JsonObject theirs = stored;
    store(server.asked(Operation.PUT_POLICY).get(0).body());
    await(book.remove(SharingKind.ALL, List.of(BOB)));

    stored = theirs;

    refused(Reason.FORKED, book.current());
    refused(Reason.FORKED, book.unconfirmed());
    refused(Reason.FORKED, book(KeyRing.importJson(ring.exportJson())).current());
    KeyRing restored = KeyRing.generate(ALICE, clock, new SecureRandom());
    restored.takeOver(ring);
    refused(Reason.FORKED, book(restored).current());
  }

  @Test
  void t21_whatIsSignedIsRememberedBeforeItIsSentSoNoVersionIsSignedTwice() {
    AtomicReference<JsonObject> whenSent = new AtomicReference<>();
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) -> {
          whenSent.set(ring.exportJson());
          return Future.failedFuture(new Unavailable("out of reach", 0));
        });
    failure(Unavailable.class, book.add(SharingKind.ALL, List.of(BOB)));
    server.on(Operation.PUT_POLICY, (asked, honest) -> store(asked.body()));
    KeyRing killed = KeyRing.importJson(whenSent.get());
    assertThat(killed.policy().version()).isZero();

    await(book(killed).add(SharingKind.ALL, List.of(CAROL)));

    assertThat(List.of(versionSent(0), versionSent(1))).containsExactly(1L, 2L);
    KeyRing merged = KeyRing.generate(ALICE, clock, new SecureRandom());
    merged.takeOver(KeyRing.importJson(whenSent.get()));
    assertThat(merged.policy().next()).isEqualTo(2);
  }

  @Test
  void aRefusedWriteIsNoForkThoughAnotherDeviceWasFasterAtThatVersion() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    KeyRing phone = KeyRing.importJson(ring.exportJson());
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) -> {
          server.on(Operation.PUT_POLICY, (then, stores) -> store(then.body()));
          return book(phone)
              .add(SharingKind.ALL, List.of(CAROL))
              .compose(faster -> Future.failedFuture(new Conflict("changed", "2")));
        });
    failure(Conflict.class, book.remove(SharingKind.ALL, List.of(BOB)));

    assertThat(await(book.current()).of(SharingKind.ALL)).containsExactly(BOB, CAROL);
    assertThat(await(book.remove(SharingKind.ALL, List.of(BOB))).version()).isEqualTo(3);
  }

  @Test
  void anAnswerThatWasLostIsSettledByReading() {
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) ->
            store(asked.body())
                .compose(done -> Future.failedFuture(new Unavailable("out of reach", 0))));

    AutomaticSharing shared = await(book.add(SharingKind.ALL, List.of(BOB)));

    assertThat(shared.of(SharingKind.ALL)).containsExactly(BOB);
    assertThat(await(book.current())).isEqualTo(shared);
  }

  @Test
  void aLaterVersionIsTakenAndAnEarlierRefused() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    JsonObject first = stored;
    await(book.add(SharingKind.ALL, List.of(CAROL)));
    assertThat(await(book.current()).version()).isEqualTo(2);

    stored = first;

    assertThat(failure(RefusedPolicy.class, book.current()).reason()).isEqualTo(Reason.OUTDATED);
    stored = new JsonObject();
    assertThat(failure(RefusedPolicy.class, book.current()).reason()).isEqualTo(Reason.MISSING);
  }

  @Test
  void aDeviceThatRemembersNoneConfirmsTheTextThatItWasShown() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    KeyRing fresh = KeyRing.generate(ALICE, clock, new SecureRandom());
    ring.keys().forEach(fresh::add);
    AutomaticSharingBook other = book(fresh);
    assertThat(failure(RefusedPolicy.class, other.current()).reason())
        .isEqualTo(Reason.UNCONFIRMED);

    await(other.confirm(await(other.unconfirmed())));

    assertThat(fresh.policy().hash()).isEqualTo(ring.policy().hash()).isNotNull();
    assertThat(await(other.current()).of(SharingKind.ALL)).containsExactly(BOB);
  }

  @Test
  void t21_whatIsConfirmedIsTheTextThatWasShownAndNoOtherOneOfItsVersion() {
    KeyRing phone = KeyRing.importJson(ring.exportJson());
    KeyRing fresh = KeyRing.importJson(ring.exportJson());
    await(book.add(SharingKind.ALL, List.of(BOB)));
    JsonObject looked = stored;
    stored = new JsonObject();
    await(book(phone).add(SharingKind.ALL, List.of(CAROL)));
    JsonObject swapped = stored;
    stored = looked;
    AutomaticSharing shown = await(book(fresh).unconfirmed());
    assertThat(shown.hash()).isEqualTo(ring.policy().hash());

    stored = swapped;

    failure(Conflict.class, book(fresh).confirm(shown));
    refused(Reason.UNCONFIRMED, book(fresh).current());
    stored = looked;
    assertThat(await(book(fresh).confirm(shown))).isEqualTo(shown);
    assertThat(fresh.policy().hash()).isEqualTo(shown.hash());
  }
}
