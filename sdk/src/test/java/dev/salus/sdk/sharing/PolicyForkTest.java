package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void t21_theTextThatWasAnsweredWithAnErrorDoesNotUndoTheOneThatCounts() {
    await(book.add(SharingKind.ALL, List.of(BOB)));
    server.on(
        Operation.PUT_POLICY,
        (asked, honest) -> Future.failedFuture(new Unavailable("out of reach", 0)));
    failure(Unavailable.class, book.add(SharingKind.ALL, List.of(CAROL)));
    JsonObject kept = server.asked(Operation.PUT_POLICY).get(1).body();
    server.on(Operation.PUT_POLICY, (asked, honest) -> store(asked.body()));
    await(book.remove(SharingKind.ALL, List.of(BOB)));

    store(kept);

    assertThat(failure(RefusedPolicy.class, book.current()).reason()).isEqualTo(Reason.FORKED);
    assertThat(failure(RefusedPolicy.class, book.unconfirmed()).reason()).isEqualTo(Reason.FORKED);
    KeyRing restarted = KeyRing.importJson(ring.exportJson());
    assertThat(failure(RefusedPolicy.class, book(restarted).current()).reason())
        .isEqualTo(Reason.FORKED);
    KeyRing restored = KeyRing.generate(ALICE, clock, new SecureRandom());
    restored.takeOver(ring);
    assertThat(failure(RefusedPolicy.class, book(restored).current()).reason())
        .isEqualTo(Reason.FORKED);
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

    await(other.confirm(1));

    assertThat(fresh.policyHash()).isEqualTo(ring.policyHash()).isNotNull();
    assertThat(await(other.current()).of(SharingKind.ALL)).containsExactly(BOB);
  }
}
