package dev.salus.core.crypto.recovery;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.RecoveryBox;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recovery blobs over the bus (protocol §9.2). */
class RecoveryBlobsTest {

  private final List<FailingStore> stores = new ArrayList<>();
  private final RunningSalus salus =
      RunningSalus.on(
          store -> {
            stores.add(new FailingStore(store));
            return stores.get(0);
          });
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private final String id = TestKey.random(16);

  @AfterEach
  void close() {
    salus.close();
  }

  private static JsonObject blob() {
    return new JsonObject().put("box", TestKey.random(100));
  }

  private JsonObject handOver() {
    return blob()
        .put("expiresAt", salus.now() + Duration.ofMinutes(5).toMillis())
        .put("once", true);
  }

  private Future<JsonObject> put(JsonObject body) {
    return crypto.putRecovery(alice, id, body);
  }

  private JsonArray listed(Caller caller) {
    return await(crypto.recoveries(caller, new JsonObject())).getJsonArray("items");
  }

  /** As the gateway reads: what is for once is taken before it is given out. */
  private Future<JsonObject> read(Caller caller, String recoveryId) {
    return crypto
        .recovery(caller, recoveryId)
        .compose(
            found ->
                found.remove("rev") instanceof String rev
                    ? crypto.takeRecovery(caller, recoveryId, rev).map(found)
                    : Future.succeededFuture(found));
  }

  private void isGone(Caller caller) {
    failure(NotFound.class, read(caller, id));
    failure(NotFound.class, crypto.deleteRecovery(caller, id));
    assertThat(listed(caller)).isEmpty();
  }

  @Test
  void whatIsKeptIsReadAsOftenAsOneLikesUntilItIsDeleted() {
    JsonObject blob = blob();

    JsonObject kept = await(put(blob));

    assertThat(kept)
        .isEqualTo(
            new JsonObject()
                .put("recoveryId", id)
                .put("createdAt", salus.now())
                .put("once", false));
    assertThat(listed(alice)).containsExactly(kept);
    salus.clock().advance(Duration.ofDays(4_000));
    for (int i = 0; i < 2; i++) {
      assertThat(await(read(alice, id)))
          .isEqualTo(new JsonObject().put("box", blob.getString("box")));
    }
    await(crypto.deleteRecovery(alice, id));
    isGone(alice);
  }

  @Test
  void theSameAgainIsAnsweredAsTheFirstTimeAndAnotherConflicts() {
    JsonObject blob = blob();
    JsonObject first = await(put(blob));
    salus.clock().advance(Duration.ofHours(1));

    assertThat(await(put(blob))).isEqualTo(first);
    failure(Conflict.class, put(blob()));
    failure(Conflict.class, put(blob.copy().put("once", true)));
    failure(Conflict.class, put(blob.copy().put("expiresAt", salus.now() + 1)));
    assertThat(await(read(alice, id)).getString("box")).isEqualTo(blob.getString("box"));
  }

  @Test
  void t12_othersLearnNothingNotEvenThatItIsThere() {
    await(put(blob()));

    isGone(eve);
    await(crypto.putRecovery(eve, id, blob()));
    await(crypto.deleteRecovery(eve, id));
    assertThat(listed(alice)).hasSize(1);
    assertThat(await(read(alice, id))).isNotNull();
  }

  @Test
  void whoActsForNobodyHasNone() {
    failure(Forbidden.class, crypto.putRecovery(RunningSalus.ADMIN, id, blob()));
    failure(Forbidden.class, read(RunningSalus.ADMIN, id));
    failure(Forbidden.class, crypto.recoveries(RunningSalus.ADMIN, new JsonObject()));
    failure(Forbidden.class, crypto.deleteRecovery(RunningSalus.ADMIN, id));
  }

  @Test
  void s46_whatIsForOnceIsGoneAfterItIsRead() {
    JsonObject blob = handOver();
    assertThat(await(put(blob)).getBoolean("once")).isTrue();

    assertThat(await(read(alice, id)).getString("box")).isEqualTo(blob.getString("box"));

    isGone(alice);
  }

  @Test
  void s46_whatIsForOnceIsThereUntilItIsTaken() {
    await(put(handOver()));
    JsonObject found = await(crypto.recovery(alice, id));
    assertThat(await(crypto.recovery(alice, id))).isEqualTo(found);
    String rev = found.getString("rev");

    failure(NotFound.class, crypto.takeRecovery(eve, id, rev));
    failure(NotFound.class, crypto.takeRecovery(alice, id, rev + "0"));
    failure(Forbidden.class, crypto.takeRecovery(RunningSalus.ADMIN, id, rev));
    await(crypto.takeRecovery(alice, id, rev));

    failure(NotFound.class, crypto.takeRecovery(alice, id, rev));
    isGone(alice);
  }

  @Test
  void s46_ofManyWhoReadAtOnceExactlyOneGetsIt() {
    await(put(handOver()));

    List<Future<JsonObject>> reads =
        settled(IntStream.range(0, 20).mapToObj(i -> read(alice, id)).toList());

    assertThat(reads).filteredOn(Future::succeeded).hasSize(1);
    reads.stream().filter(Future::failed).forEach(read -> failure(NotFound.class, read));
    isGone(alice);
  }

  @Test
  void s46_whatHasExpiredIsGoneAndItsIdIsFreeAgain() {
    await(put(handOver()));
    salus.clock().advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(listed(alice)).hasSize(1);
    salus.clock().advance(Duration.ofMillis(1));

    isGone(alice);
    JsonObject next = handOver();
    await(put(next));
    assertThat(await(read(alice, id)).getString("box")).isEqualTo(next.getString("box"));
  }

  @Test
  void whatHasExpiredIsRemovedWhenAnybodyKeepsSomething() {
    await(put(handOver()));
    assertThat(stored()).hasSize(1);
    salus.clock().advance(Duration.ofMinutes(6));

    await(crypto.putRecovery(eve, id, blob()));

    assertThat(stored()).containsExactly(RecoveryBlob.documentId(eve.requireDataOwner(), id));
  }

  private List<String> stored() {
    return await(salus.store().changes(RecoveryCollections.BLOBS, "0", 100)).items().stream()
        .filter(change -> change.rev() != null)
        .map(change -> change.id())
        .toList();
  }

  @Test
  void aWrongFieldIsNamedAndNothingIsStored() {
    String long1 = TestKey.random(RecoveryBox.MAX_BYTES + 1);
    assertInvalid("recoveryId", crypto.putRecovery(alice, TestKey.random(15), blob()));
    assertInvalid("recoveryId", crypto.putRecovery(alice, id + "=", blob()));
    assertInvalid("recoveryId", read(alice, "../" + id));
    assertInvalid("recoveryId", crypto.deleteRecovery(alice, ""));
    assertInvalid("box", put(new JsonObject()));
    assertInvalid("box", put(new JsonObject().put("box", TestKey.random(27))));
    assertInvalid("box", put(new JsonObject().put("box", long1)));
    assertInvalid("box", put(new JsonObject().put("box", "AB")));
    assertInvalid("expiresAt", put(blob().put("expiresAt", salus.now())));
    assertInvalid("expiresAt", put(blob().put("expiresAt", "soon")));
    assertInvalid("once", put(blob().put("once", "yes")));
    assertInvalid("more", put(blob().put("more", 1)));
    assertThat(stored()).isEmpty();
    isGone(alice);
  }

  @Test
  void theLongestBoxFitsAndComesBack() {
    JsonObject longest = new JsonObject().put("box", TestKey.random(RecoveryBox.MAX_BYTES));

    await(put(longest));

    assertThat(await(read(alice, id)).getString("box")).isEqualTo(longest.getString("box"));
  }

  @Test
  void nobodyHasMoreThanTheMost() {
    for (int i = 0; i < Quota.RECOVERY_KEYS.usual(); i++) {
      await(crypto.putRecovery(alice, TestKey.random(16), handOver()));
    }
    failure(QuotaExceeded.class, put(blob()));
    await(crypto.putRecovery(eve, id, blob()));

    salus.clock().advance(Duration.ofMinutes(6));
    await(put(blob()));
    assertThat(listed(alice)).hasSize(1);
  }

  @Test
  void ofManyKeptAtOnceNoMoreThanTheMostAreKept() {
    List<Future<JsonObject>> puts =
        settled(
            IntStream.range(0, (int) Quota.RECOVERY_KEYS.usual() + 6)
                .mapToObj(i -> crypto.putRecovery(alice, TestKey.random(16), blob()))
                .toList());

    long kept = puts.stream().filter(Future::succeeded).count();
    assertThat(kept).isBetween(1L, Quota.RECOVERY_KEYS.usual());
    assertThat(listed(alice)).hasSize((int) kept);
    assertThat(stored()).hasSize((int) kept);
  }

  /** Each write is the last before the process dies; the client repeats what was not answered. */
  @Test
  void whateverDiesInTheMiddleCanBeRepeated() {
    FailingStore store = stores.get(0);
    for (int write = 0; write < 2; write++) {
      for (boolean happens : new boolean[] {false, true}) {
        JsonObject blob = blob();
        store.dieAfter(write, happens);
        failure(Unavailable.class, put(blob));
        store.mend();
        await(put(blob));
        assertThat(await(read(alice, id)).getString("box")).isEqualTo(blob.getString("box"));

        store.dieAfter(write, happens);
        failure(Unavailable.class, crypto.deleteRecovery(alice, id));
        store.mend();
        crypto.deleteRecovery(alice, id).otherwiseEmpty().await();
        isGone(alice);
        assertThat(stored()).isEmpty();
      }
    }
  }

  @Test
  void theLedgersAreFoundByTheirNextExpiry() {
    await(put(handOver()));
    await(crypto.putRecovery(eve, id, blob()));

    assertThat(
            await(
                    salus
                        .store()
                        .query(
                            RecoveryCollections.LEDGERS,
                            Query.of(RecoveryCollections.BY_EXPIRY, 10)))
                .items())
        .extracting(document -> document.id())
        .containsExactly(alice.requireDataOwner());
  }
}
