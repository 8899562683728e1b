package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbRequests;
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

/** Design documents come and go with the declarations of indexes. */
@ExtendWith(VertxExtension.class)
class ViewSetupTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  private static final String THINGS = "things";

  private Vertx vertx;
  private CouchDbBackend backend;
  private CouchDbRequests requests;

  @BeforeEach
  void begin(Vertx aVertx) {
    vertx = aVertx;
    backend = new CouchDbBackend(COUCHDB.server());
    requests = new CouchDbRequests(vertx, COUCHDB.server());
  }

  @AfterEach
  void drop() {
    await(backend.drop(vertx));
  }

  private DocumentStore open(IndexSpec... indexes) {
    return await(backend.open(vertx, List.of(CollectionSpec.of(THINGS, indexes))));
  }

  private List<String> designs() {
    String range = "?startkey=%22_design/%22&endkey=%22_design0%22";
    String path = "/" + backend.database(THINGS) + "/_all_docs" + range;
    JsonArray rows =
        ((JsonObject) await(requests.send(HttpMethod.GET, path, null))).getJsonArray("rows");
    return rows.stream().map(row -> ((JsonObject) row).getString("id")).toList();
  }

  @Test
  void theSameDeclaration_isTheSameDesignDocument() {
    await(open(IndexSpec.of("by-key", KeyPart.of("k"))).close());
    List<String> first = designs();
    await(open(IndexSpec.of("by-key", KeyPart.of("k"))).close());

    assertThat(first).hasSize(1).allMatch(id -> id.matches("_design/salus-by-key-[0-9a-f]{16}"));
    assertThat(designs()).isEqualTo(first);
  }

  @Test
  void aChangedDeclaration_replacesItsOwnDesignDocumentOnly() {
    DocumentStore first =
        open(IndexSpec.of("by-key", KeyPart.of("k")), IndexSpec.of("by", KeyPart.of("k")));
    await(first.put(THINGS, Document.create("a", new JsonObject().put("k", 1).put("x", 2))));
    String foreign = "/" + backend.database(THINGS) + "/_design/salus-by-key-of-somebody-else";
    await(requests.send(HttpMethod.PUT, foreign, new JsonObject().put("views", new JsonObject())));
    List<String> before = designs();

    DocumentStore second =
        open(IndexSpec.of("by-key", KeyPart.of("x")), IndexSpec.of("by", KeyPart.of("k")));

    assertThat(await(second.query(THINGS, Query.of("by-key", 10, 2))).items()).hasSize(1);
    List<String> after = designs();
    assertThat(before).hasSize(3);
    assertThat(after).hasSize(3);
    assertThat(after).filteredOn(id -> !before.contains(id)).hasSize(1);
    assertThat(after).contains("_design/salus-by-key-of-somebody-else");
    assertThat(failureOf(() -> first.query(THINGS, Query.of("by-key", 10, 1))))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(await(first.query(THINGS, Query.of("by", 10, 1))).items()).hasSize(1);
    await(first.close());
    await(second.close());
  }

  @Test
  void designDocuments_areNeverShownAsChanges() {
    DocumentStore store = open(IndexSpec.of("by-key", KeyPart.of("k")));

    assertThat(await(store.changes(THINGS, "0", 1)).items()).isEmpty();
    await(store.put(THINGS, Document.create("a", new JsonObject())));
    assertThat(await(store.changes(THINGS, "0", 1)).items()).hasSize(1);
    await(store.close());
  }

  @Test
  void pathsOfAnyName_areDataInTheMapFunction() {
    String hostile = "\"]);}throw 1;//\u2028'\\";
    DocumentStore store =
        open(
            IndexSpec.of("hostile", KeyPart.of(hostile), KeyPart.of("constructor")),
            IndexSpec.of("proto", KeyPart.of("__proto__.toString")));
    await(
        store.put(
            THINGS,
            Document.create("a", new JsonObject().put(hostile, 1).put("constructor", "c"))));
    await(store.put(THINGS, Document.create("b", new JsonObject().put(hostile, 1))));

    assertThat(await(store.query(THINGS, Query.of("hostile", 10, 1, "c"))).items()).hasSize(1);
    assertThat(await(store.query(THINGS, Query.of("hostile", 10))).items()).hasSize(1);
    assertThat(await(store.query(THINGS, Query.of("proto", 10))).items()).isEmpty();
    await(store.close());
  }
}
