package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.SPEC;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.PutResult.Refused;
import dev.salus.storage.PutResult.Stored;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A document that is too large is told with the limit, and keeps no other from being written. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class DocumentLimitTest {

  private static final String BULK = "/_bulk_docs";
  private static final String CONFIG = "/_config/couchdb/max_document_size";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Vertx vertx;
  private CouchDbBackend backend;
  private FaultyProxy proxy;

  @BeforeEach
  void begin(Vertx aVertx) {
    vertx = aVertx;
    backend = new CouchDbBackend(SharedCouchDb.get());
    proxy = await(FaultyProxy.start(vertx, SharedCouchDb.get().url()));
  }

  @AfterEach
  void end() {
    await(proxy.stop());
    await(backend.drop(vertx));
  }

  private DocumentStore open(JsonObject more) {
    return await(
        backend.open(
            vertx, backend.options().put("url", proxy.url()).mergeIn(more), List.of(SPEC)));
  }

  private long bulks() {
    return proxy.requests().stream().filter(head -> head.contains(BULK)).count();
  }

  /** A document whose body is JSON text of this many bytes. */
  private static Document of(String id, int bytes) {
    String text = "x".repeat(bytes - "{\"t\":\"\"}".length());
    return Document.create(id, new JsonObject().put("t", text));
  }

  private static void assertTooLarge(Throwable failure, long mostBytes) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            DocumentTooLarge.class, large -> assertThat(large.mostBytes()).isEqualTo(mostBytes));
  }

  @Test
  void theLimitOfTheOptions_isToldAndNothingIsSent() {
    DocumentStore store = open(new JsonObject().put("maxDocumentBytes", 100));

    assertTooLarge(failureOf(() -> store.put(THINGS, of("a", 101))), 100);

    assertThat(bulks()).isZero();
    assertThat(await(store.get(THINGS, "a"))).isEmpty();
    await(store.put(THINGS, of("a", 100)));
    await(store.close());
  }

  @Test
  void inABulk_onlyWhatIsTooLargeIsRefused() {
    DocumentStore store = open(new JsonObject().put("maxDocumentBytes", 100));

    List<PutResult> results =
        await(store.putMany(THINGS, List.of(of("a", 50), of("b", 500), of("c", 50))));

    assertThat(results.get(0)).isInstanceOf(Stored.class);
    assertTooLarge(((Refused) results.get(1)).reason(), 100);
    assertThat(results.get(2)).isInstanceOf(Stored.class);
    assertThat(await(store.get(THINGS, "b"))).isEmpty();
    assertTooLarge(
        ((Refused) await(store.putMany(THINGS, List.of(of("b", 500)))).get(0)).reason(), 100);
    await(store.close());
  }

  @Test
  void theLimitOfTheServer_isFoundWhereItMayBeRead() {
    proxy.plan(CONFIG, Fault.OTHER_ANSWER, 200, "\"5000\"");
    DocumentStore store = open(new JsonObject());
    int most = 5_000 - DocumentLimit.RESERVED_BYTES;

    assertTooLarge(failureOf(() -> store.put(THINGS, of("a", most + 1))), most);
    await(store.put(THINGS, of("a", most)));

    await(store.close());
  }

  @Test
  void whereItMayNotBeRead_theOptionsAreAll() {
    for (String answer : List.of("{\"reason\":\"You are not a server admin.\"}", "5000", "[]")) {
      proxy.plan(CONFIG, Fault.OTHER_ANSWER, answer.startsWith("{") ? 401 : 200, answer);
      DocumentStore store = open(new JsonObject().put("maxDocumentBytes", 10_000));

      assertTooLarge(failureOf(() -> store.put(THINGS, of("a", 10_001))), 10_000);
      await(store.close());
    }
  }

  @Test
  void whatCouchDbRefuses_isToldAndNotSentAgain() {
    DocumentStore store = open(new JsonObject());
    proxy.plan(BULK, Fault.OTHER_ANSWER, 413, "{\"error\":\"document_too_large\"}");

    assertTooLarge(failureOf(() -> store.put(THINGS, of("a", 3_000))), 2_999);
    assertTooLarge(failureOf(() -> store.put(THINGS, of("b", 4_000))), 2_999);
    assertThat(bulks()).isEqualTo(1);

    await(store.put(THINGS, of("a", 2_999)));
    await(store.close());
  }

  @Test
  void aRefusal_isForgotten() {
    Instant[] now = {NOW};
    DocumentLimit limit = new DocumentLimit(1_000, Long.MAX_VALUE, new SetClock(now));

    assertTooLarge(limit.refused(500), 499);
    assertTooLarge(limit.refused(400), 399);
    assertTooLarge(limit.refused(600), 399);
    now[0] = NOW.plus(DocumentLimit.MEMORY).minus(Duration.ofMillis(1));
    assertThat(limit.mostBytes()).isEqualTo(399);
    now[0] = NOW.plus(DocumentLimit.MEMORY);
    assertThat(limit.mostBytes()).isEqualTo(1_000);
  }
}
