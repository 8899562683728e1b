package dev.salus.sdk;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.error.UnboundAccount;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threat T19: the server does not choose under whose keys a client works. */
final class BoundKeysTest {

  private static final String ALICE = "0b0f7d9e-0000-4000-8000-00000000000a";
  private static final String BOB = "0b0f7d9e-0000-4000-8000-00000000000b";

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedServer server = new ScriptedServer();
  private final InMemoryKeyStore store = new InMemoryKeyStore();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void actsFor(String dataOwner) {
    server.on(
        Operation.ME,
        (asked, honest) -> Future.succeededFuture(new JsonObject().put("dataOwner", dataOwner)));
  }

  private static Future<FirstUse.Choice> neverAsked(FirstUse.Situation situation) {
    throw new AssertionError("asked what to do for " + situation.dataOwner());
  }

  @Test
  void t19_aBoundAccountGetsNoOtherRingAlsoOneThatTheStoreHas() {
    await(store.save(KeyRing.generate(BOB, Clock.systemUTC(), new SecureRandom())));
    await(store.bind(server.account(), ALICE));
    actsFor(BOB);

    AnotherDataOwner refused =
        failure(
            AnotherDataOwner.class,
            Salus.connect(
                vertx, SalusOptions.of(server).withKeyStore(store, BoundKeysTest::neverAsked)));

    assertThat(refused.kept()).isEqualTo(ALICE);
    assertThat(refused.answered()).isEqualTo(BOB);
    assertThat(refused).hasMessageContaining(ALICE).hasMessageContaining(BOB);
    assertThat(server.asked(Operation.CARDS)).isEmpty();
  }

  @Test
  void t19_ofTheRingsOfSeveralPeopleTheServerChoosesNoneForAnAccountThatIsNotBound() {
    for (String owner : List.of(ALICE, BOB)) {
      KeyRing ring = KeyRing.generate(owner, Clock.systemUTC(), new SecureRandom());
      await(store.save(ring));
      server.list(owner, ring.current().card());
    }
    actsFor(BOB);

    assertThat(refused().kept()).containsExactly(ALICE, BOB);

    await(store.bind(server.account(), BOB));
    await(Salus.connect(vertx, SalusOptions.of(server).withKeyStore(store)));
  }

  @Test
  void t19_whereSomebodyElsesRingIsNoFirstKeysAreMadeForWhomTheServerNames() {
    await(store.save(KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom())));
    actsFor(BOB);

    UnboundAccount refused = refused();

    assertThat(refused.kept()).containsExactly(ALICE);
    assertThat(refused.answered()).isEqualTo(BOB);
    assertThat(refused).hasMessageContaining(ALICE).hasMessageContaining(BOB);
    assertThat(await(store.owners())).containsExactly(ALICE);
    assertThat(await(store.owner(server.account()))).isEmpty();
  }

  private UnboundAccount refused() {
    UnboundAccount refused =
        failure(
            UnboundAccount.class,
            Salus.connect(
                vertx, SalusOptions.of(server).withKeyStore(store, BoundKeysTest::neverAsked)));
    assertThat(server.asked(Operation.CARDS)).isEmpty();
    return refused;
  }

  @Test
  void t19_aRingThatTheApplicationHandsInIsForItsOwnerOnly() {
    KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom());
    actsFor(BOB);

    AnotherDataOwner refused =
        failure(
            AnotherDataOwner.class,
            Salus.connect(vertx, SalusOptions.of(server).withKeyRing(ring)));

    assertThat(refused.kept()).isEqualTo(ALICE);
    assertThat(server.asked(Operation.CARDS)).isEmpty();
  }

  @Test
  void t19_aRingThatIsUsedBindsItsAccount() {
    KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom());
    await(store.save(ring));
    server.list(ALICE, ring.current().card());
    actsFor(ALICE);

    await(Salus.connect(vertx, SalusOptions.of(server).withKeyStore(store)));

    assertThat(await(store.owner(server.account()))).contains(ALICE);
  }
}
