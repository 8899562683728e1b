package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.ConflictReport;
import dev.salus.storage.ConflictReport.ConflictedDocument;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conflicts that replication made are found, counted and never resolved. */
@ExtendWith(VertxExtension.class)
class ConflictsTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  private static final String LOW = "1-" + "0".repeat(32);

  private Vertx vertx;
  private CouchDbBackend backend;
  private DocumentStore store;

  @BeforeEach
  void open(Vertx aVertx) {
    vertx = aVertx;
    backend = new CouchDbBackend(COUCHDB.server());
    store =
        await(backend.open(vertx, List.of(CollectionSpec.of("one"), CollectionSpec.of("other"))));
  }

  @AfterEach
  void close() {
    await(store.close());
    await(backend.drop(vertx));
  }

  private Document create(String collection, String id) {
    return await(store.put(collection, Document.create(id, new JsonObject().put("n", 1))));
  }

  /** What a replication brings from a server where the document was created too. */
  private void replicate(String collection, String id) {
    JsonObject stored =
        new JsonObject()
            .put("_id", TextCode.encode(id))
            .put("_rev", LOW)
            .put("w", "elsewhere")
            .put("b", new JsonObject().put("n", 2));
    JsonObject bulk =
        new JsonObject().put("new_edits", false).put("docs", new JsonArray().add(stored));
    String path = "/" + backend.database(collection) + "/_bulk_docs";
    await(new CouchDbRequests(vertx, COUCHDB.server()).send(HttpMethod.POST, path, bulk));
  }

  private Future<ConflictReport> conflicts(JsonObject options, List<String> where, int limit) {
    return DocumentStores.provider("couchdb").conflicts(vertx, options, where, limit);
  }

  private ConflictReport find(int limit) {
    return await(conflicts(backend.options(), List.of("one", "other"), limit));
  }

  @Test
  void none_isAnEmptyReport() {
    create("one", "a");

    assertThat(find(10)).isEqualTo(new ConflictReport(0, List.of()));
  }

  @Test
  void conflicts_areListedWithAllTheirRevisions() {
    Document shown = create("one", "É/1");
    create("one", "alone");
    Document other = create("other", "b");
    replicate("one", "É/1");
    replicate("other", "b");

    ConflictReport report = find(10);

    assertThat(report.total()).isEqualTo(2);
    assertThat(report.documents())
        .containsExactly(
            new ConflictedDocument("one", "É/1", shown.storedRev(), List.of(LOW)),
            new ConflictedDocument("other", "b", other.storedRev(), List.of(LOW)));
    assertThat(await(store.get("one", "É/1"))).contains(shown);
    assertThat(find(10)).isEqualTo(report);
  }

  @Test
  void aWrite_resolvesNothing() {
    Document shown = create("one", "a");
    replicate("one", "a");

    await(store.put("one", shown.withBody(new JsonObject().put("n", 3))));

    assertThat(find(10).total()).isEqualTo(1);
  }

  @Test
  void allAreCounted_alsoThoseThatAreNotListed() {
    for (int i = 0; i < 5; i++) {
      create("one", "d" + i);
      replicate("one", "d" + i);
    }

    ConflictReport report = find(2);

    assertThat(report.total()).isEqualTo(5);
    assertThat(report.documents()).extracting(ConflictedDocument::id).containsExactly("d0", "d1");
  }

  @Test
  void misuse_isTold() {
    assertThat(failureOf(() -> conflicts(new JsonObject(), List.of("one"), 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(failureOf(() -> conflicts(backend.options(), List.of("one"), 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(failureOf(() -> conflicts(backend.options(), List.of("nowhere"), 1)))
        .isInstanceOf(StoreUnavailable.class);
  }
}
