package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static dev.salus.storage.couchdb.ProxiedStore.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.PutResult;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a write whose answer does not come, or is not the true one. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class LostWriteTest {

  private static final String BULK = "/_bulk_docs";

  private ProxiedStore stores;

  @BeforeEach
  void open(Vertx vertx) {
    stores = ProxiedStore.open(vertx);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private void plan(Fault fault) {
    stores.proxy().plan(BULK, fault, 503, "");
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_ANSWER", "DONE_BUT_OTHER_ANSWER"})
  void createThatHappened_succeedsAndHappensOnce(Fault fault) {
    plan(fault);

    Document created = await(stores.store().put(THINGS, Document.create("a", body(1))));

    assertThat(created.storedRev()).startsWith("1-");
    assertThat(stores.really("a")).isEqualTo(created);
    assertThat(stores.bulks()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_REQUEST", "NO_ANSWER", "OTHER_ANSWER"})
  void createThatDidNotHappen_isUnavailableAndNeverSentAgain(Fault fault) {
    plan(fault);

    Throwable failure = failureOf(() -> stores.store().put(THINGS, Document.create("a", body(1))));

    assertThat(failure).isInstanceOf(StoreUnavailable.class);
    assertThat(((StoreUnavailable) failure).retryAfterMs()).isEqualTo(77);
    assertThat(stores.bulks()).isEqualTo(1);
    assertThat(stores.isReallyThere("a")).isFalse();
    Document created = await(stores.store().put(THINGS, Document.create("a", body(1))));
    assertThat(stores.really("a")).isEqualTo(created);
  }

  @ParameterizedTest
  @EnumSource
  void update_succeedsAndHappensOnce(Fault fault) {
    Document read = stores.create("a");
    plan(fault);

    Document updated = await(stores.store().put(THINGS, read.withBody(body(2))));

    assertThat(updated.storedRev()).startsWith("2-");
    assertThat(stores.really("a")).isEqualTo(updated);
    assertThat(updated.body()).isEqualTo(body(2));
  }

  @ParameterizedTest
  @EnumSource
  void delete_succeedsAndHappensOnce(Fault fault) {
    Document read = stores.create("a");
    plan(fault);

    await(stores.store().delete(THINGS, "a", read.storedRev()));

    assertThat(stores.isReallyThere("a")).isFalse();
    assertThat(stores.create("a").storedRev()).startsWith("3-");
  }

  @Test
  void updateThatAnotherOvertook_conflicts() {
    Document read = stores.create("a");
    plan(Fault.NO_ANSWER);

    Future<Document> lost = stores.store().put(THINGS, read.withBody(body(2)));
    Document other = await(stores.truth().put(THINGS, read.withBody(body(3))));

    Throwable failure = failureOf(() -> lost);
    assertThat(failure).isInstanceOf(RevisionConflict.class);
    assertThat(((RevisionConflict) failure).actual()).isEqualTo(other.storedRev());
    assertThat(stores.really("a")).isEqualTo(other);
  }

  @Test
  void updateOfWhatAnotherDeleted_conflicts() {
    Document read = stores.create("a");
    plan(Fault.NO_ANSWER);

    Future<Document> lost = stores.store().put(THINGS, read.withBody(body(2)));
    await(stores.truth().delete(THINGS, "a", read.storedRev()));

    assertThat(failureOf(() -> lost)).isInstanceOf(RevisionConflict.class);
    assertThat(stores.isReallyThere("a")).isFalse();
  }

  @Test
  void updateLostTwice_isUnavailable() {
    Document read = stores.create("a");
    plan(Fault.LOST_REQUEST);
    plan(Fault.LOST_REQUEST);

    assertThat(failureOf(() -> stores.store().put(THINGS, read.withBody(body(2)))))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(stores.really("a")).isEqualTo(read);
  }

  @Test
  void bulkCutInTheMiddleOfItsAnswer_isStoredWhole() {
    List<Document> documents =
        IntStream.range(0, 200).mapToObj(i -> Document.create("d" + i, body(i))).toList();
    plan(Fault.CUT_ANSWER);

    List<PutResult> results = await(stores.store().putMany(THINGS, documents));

    assertThat(results).hasSize(200).allMatch(PutResult.Stored.class::isInstance);
    assertThat(stores.bulks()).isEqualTo(1);
    for (PutResult result : results) {
      Document stored = ((PutResult.Stored) result).document();
      assertThat(stores.really(stored.id())).isEqualTo(stored);
    }
  }

  @Test
  void answerForOtherDocuments_isNotBelieved() {
    stores.proxy().plan(BULK, Fault.DONE_BUT_OTHER_ANSWER, 201, "[]");

    Document created = await(stores.store().put(THINGS, Document.create("a", body(1))));

    assertThat(stores.really("a")).isEqualTo(created);
  }

  @Test
  void writeOnFewerNodesThanAQuorum_isNotAcknowledged() {
    String rev = "1-" + "0".repeat(32);
    stores
        .proxy()
        .plan(
            BULK,
            Fault.OTHER_ANSWER,
            202,
            "[{\"ok\":true,\"id\":\"a\",\"rev\":\"" + rev + "\",\"accepted\":true}]");

    assertThat(failureOf(() -> stores.store().put(THINGS, Document.create("a", body(1)))))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void bulkThatIsRefusedForOneDocument_isSentOneByOne() {
    stores.proxy().plan(BULK, Fault.OTHER_ANSWER, 413, "{}");
    stores.proxy().plan(BULK, Fault.OTHER_ANSWER, 413, "{}");

    List<PutResult> results =
        await(
            stores
                .store()
                .putMany(
                    THINGS, List.of(Document.create("a", body(1)), Document.create("b", body(2)))));

    assertThat(((PutResult.Refused) results.get(0)).reason()).isInstanceOf(DocumentTooLarge.class);
    assertThat(results.get(1)).isEqualTo(new PutResult.Stored(stores.really("b")));
    assertThat(stores.isReallyThere("a")).isFalse();
  }
}
