package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.BY_KEY;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static dev.salus.storage.couchdb.ProxiedStore.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A CouchDB that is slow, fails, goes away and comes back. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class OutageTest {

  private static List<Supplier<Future<?>>> reads(ProxiedStore stores) {
    return List.of(
        () -> stores.store().get(THINGS, "a"),
        () -> stores.store().query(THINGS, Query.of(BY_KEY, 10)),
        () -> stores.store().changes(THINGS, "0", 10),
        () -> stores.store().subscribe(THINGS, "now", change -> {}));
  }

  @Test
  void readThatIsCutOnce_isDoneAgain(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      stores.create("a");
      for (Supplier<Future<?>> read : reads(stores)) {
        for (Fault fault : List.of(Fault.LOST_REQUEST, Fault.CUT_ANSWER, Fault.OTHER_ANSWER)) {
          stores.proxy().plan(" /", fault, 500, "{}");
          await(read.get());
        }
      }
      assertThat(await(stores.store().get(THINGS, "a"))).contains(stores.really("a"));
    }
  }

  @Test
  void readThatFailsTwice_isUnavailable(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      stores.create("a");
      for (Supplier<Future<?>> read : reads(stores)) {
        stores.proxy().plan(" /", Fault.OTHER_ANSWER, 503, "{}");
        stores.proxy().plan(" /", Fault.LOST_REQUEST);
        assertUnavailable(failureOf(read));
        await(read.get());
      }
    }
  }

  @Test
  void slowRead_isUnavailable(Vertx vertx) {
    try (ProxiedStore stores =
        ProxiedStore.open(vertx, new JsonObject().put("requestTimeoutMs", 200))) {
      for (Supplier<Future<?>> read : reads(stores)) {
        stores.proxy().plan(" /", Fault.NO_ANSWER);
        assertUnavailable(failureOf(read));
      }
    }
  }

  @Test
  void answersThatAreNotCouchDbs_areNotBelieved(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      stores.create("a");
      for (String body : List.of("{}", "[]", "null", "{\"rows\":[{}]}", "{\"error\":\"x\"}")) {
        stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 200, body);
        assertUnavailable(failureOf(() -> stores.store().get(THINGS, "a")));
      }
      stores.proxy().plan("/_view/", Fault.OTHER_ANSWER, 200, "{}");
      assertUnavailable(failureOf(() -> stores.store().query(THINGS, Query.of(BY_KEY, 10))));
    }
  }

  @Test
  void credentialsThatAreRefusedLater_areUnavailable(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 401, "{}");
      assertUnavailable(failureOf(() -> stores.store().get(THINGS, "a")));
    }
  }

  @Test
  void connectionsThatWereCutWhileIdle_goUnnoticed(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      Document document = await(stores.store().put(THINGS, Document.create("a", body(1))));
      for (int round = 0; round < 5; round++) {
        stores.proxy().cutAll();
        document = await(stores.store().put(THINGS, document));
        stores.proxy().cutAll();
        assertThat(await(stores.store().get(THINGS, "a"))).contains(document);
      }
    }
  }

  @Test
  void nobodyThere_isUnavailableAtOnceForAllThatWait(Vertx vertx) {
    ProxiedStore stores = ProxiedStore.open(vertx);
    await(stores.proxy().stop());

    List<Future<Document>> writes =
        IntStream.range(0, 100)
            .mapToObj(i -> stores.store().put(THINGS, Document.create("d" + i, body(i))))
            .toList();
    writes.forEach(write -> assertUnavailable(failureOf(() -> write)));
    reads(stores).forEach(read -> assertUnavailable(failureOf(read)));
    assertThat(await(stores.truth().changes(THINGS, "0", 10)).items()).isEmpty();
    stores.close();
  }

  @Test
  void moreThanMayWait_isRefusedAtOnce(Vertx vertx) {
    JsonObject options = new JsonObject().put("maxPendingDocuments", 3);
    try (ProxiedStore stores = ProxiedStore.open(vertx, options)) {
      stores.proxy().plan("/_bulk_docs", Fault.NO_ANSWER);
      List<Future<Document>> writes =
          IntStream.range(0, 5)
              .mapToObj(i -> stores.store().put(THINGS, Document.create("d" + i, body(i))))
              .toList();

      assertThat(failureOf(() -> writes.get(4))).hasMessageContaining("too much is waiting");
      assertThat(failureOf(() -> writes.get(3))).hasMessageContaining("too much is waiting");
      assertThat(writes.get(0).isComplete()).isFalse();
      assertUnavailable(failureOf(() -> writes.get(0)));
      await(writes.get(1));
      await(writes.get(2));
      assertThat(await(stores.store().get(THINGS, "d2"))).isPresent();
    }
  }

  private static void assertUnavailable(Throwable failure) {
    assertThat(failure).isInstanceOf(StoreUnavailable.class);
    assertThat(((StoreUnavailable) failure).retryAfterMs()).isEqualTo(77);
  }
}
