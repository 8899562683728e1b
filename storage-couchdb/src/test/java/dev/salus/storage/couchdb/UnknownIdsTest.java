package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static dev.salus.storage.couchdb.ProxiedStore.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.PutResult;
import dev.salus.storage.PutResult.Stored;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbRequests;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CouchDB takes writes that name a revision of an id which it never had; the store does not. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class UnknownIdsTest {

  private static final String NEVER_GIVEN = "7-" + "0123456789abcdef".repeat(2);

  private Vertx vertx;
  private ProxiedStore stores;
  private long questionsAtFirst;

  @BeforeEach
  void open(Vertx aVertx) {
    vertx = aVertx;
    stores = ProxiedStore.open(vertx);
    questionsAtFirst = allQuestions();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private long questions() {
    return allQuestions() - questionsAtFirst;
  }

  private long allQuestions() {
    return stores.proxy().requests().stream()
        .filter(head -> head.contains("/_all_docs HTTP"))
        .count();
  }

  private static void assertConflict(Throwable failure) {
    assertThat(failure).isInstanceOf(RevisionConflict.class);
    assertThat(((RevisionConflict) failure).actual()).isNull();
  }

  /** Without this the other tests would show nothing. */
  @Test
  void couchDbItself_takesThem() {
    JsonObject put = new JsonObject().put("_id", "a").put("_rev", NEVER_GIVEN);
    JsonObject delete = put.copy().put("_id", "b").put("_deleted", true);
    String path = "/" + stores.backend().database(THINGS) + "/_bulk_docs";

    JsonArray answers =
        (JsonArray)
            await(
                new CouchDbRequests(vertx, SharedCouchDb.get())
                    .send(
                        HttpMethod.POST,
                        path,
                        new JsonObject().put("docs", new JsonArray().add(put).add(delete))));

    for (int i = 0; i < 2; i++) {
      assertThat(answers.getJsonObject(i).getString("rev")).startsWith("8-");
    }
  }

  @Test
  void putAndDelete_conflictAndLeaveNothing() {
    assertConflict(
        failureOf(() -> stores.store().put(THINGS, new Document("a", NEVER_GIVEN, body(1)))));
    assertConflict(failureOf(() -> stores.store().delete(THINGS, "a", NEVER_GIVEN)));

    assertThat(stores.isReallyThere("a")).isFalse();
    assertThat(await(stores.truth().changes(THINGS, "0", 10)).items()).isEmpty();
    assertThat(stores.create("a").storedRev()).startsWith("1-");
  }

  @Test
  void inABulk_theyKeepNoOtherFromBeingWritten() {
    Document there = stores.create("there");
    List<Document> documents =
        List.of(
            new Document("never", NEVER_GIVEN, body(2)),
            there.withBody(body(2)),
            Document.create("new", body(2)));

    List<PutResult> results = await(stores.store().putMany(THINGS, documents));

    assertConflict(((PutResult.Refused) results.get(0)).reason());
    assertThat(results.get(1)).isEqualTo(new Stored(stores.really("there")));
    assertThat(results.get(2)).isEqualTo(new Stored(stores.really("new")));
    assertThat(stores.isReallyThere("never")).isFalse();
  }

  @Test
  void aTombstone_isNoUnknownId() {
    Document there = stores.create("a");
    await(stores.truth().delete(THINGS, "a", there.storedRev()));

    assertConflict(failureOf(() -> stores.store().put(THINGS, there)));
    assertThat(await(stores.store().put(THINGS, Document.create("a", body(2)))).storedRev())
        .startsWith("3-");
  }

  @Test
  void whatWasReadOrWritten_costsNoQuestion() {
    Document read = stores.create("read");
    await(stores.store().get(THINGS, "read"));
    Document written = await(stores.store().put(THINGS, Document.create("written", body(1))));
    Document untouched = stores.create("untouched");

    await(stores.store().putMany(THINGS, List.of(read, written)));
    assertThat(questions()).isZero();
    await(stores.store().put(THINGS, untouched));
    assertThat(questions()).isEqualTo(1);
  }

  @Test
  void aQuestionWithoutAnAnswer_sendsNothing() {
    Document there = stores.create("a");
    stores.proxy().plan("/_all_docs", Fault.LOST_REQUEST);
    stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 500, "{}");

    assertThat(failureOf(() -> stores.store().put(THINGS, there.withBody(body(2)))))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(stores.bulks()).isZero();
    assertThat(stores.really("a")).isEqualTo(there);
  }

  @Test
  void writersThatRaceWithTheCreation_conflictOrComeAfterIt() {
    List<Future<Document>> writes =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    i % 20 == 10
                        ? stores.truth().put(THINGS, Document.create("a", body(i)))
                        : stores.store().put(THINGS, new Document("a", NEVER_GIVEN, body(i))))
            .toList();

    long stored =
        writes.stream()
            .map(write -> await(write.map(document -> 1).otherwise(0)))
            .filter(one -> one == 1)
            .count();
    assertThat(stored).isEqualTo(1);
    assertThat(stores.really("a").storedRev()).startsWith("1-");
  }

  @Test
  void onlySoManyIds_areRemembered() {
    KnownIds known = new KnownIds();
    IntStream.range(0, KnownIds.MOST).forEach(i -> known.seen("d" + i));
    known.seen("d0");
    known.seen("one more");

    assertThat(known.isKnown("d0")).isTrue();
    assertThat(known.isKnown("d1")).isFalse();
    assertThat(known.isKnown("d2")).isTrue();
  }
}
