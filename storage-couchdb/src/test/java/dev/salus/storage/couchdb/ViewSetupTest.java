package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import dev.salus.storage.couchdb.index.ViewSetup;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbRequests;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
  private static final Instant FIRST_START = Instant.parse("2026-01-01T00:00:00Z");

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

  private void startAt(Instant time, IndexSpec... indexes) {
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    List<CollectionSpec> specs = List.of(CollectionSpec.of(THINGS, indexes));
    backend.note(specs);
    await(
        await(
                new CouchDbStoreProvider(name -> null, new SecureRandom(), clock)
                    .open(vertx, backend.options(), specs))
            .close());
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
  void aChangedDeclaration_isBuiltBesideTheOldOneWhichServesOn() {
    IndexSpec other = IndexSpec.of("by", KeyPart.of("k"));
    DocumentStore first = open(IndexSpec.of("by-key", KeyPart.of("k")), other);
    await(first.put(THINGS, Document.create("a", new JsonObject().put("k", 1).put("x", 2))));
    List<String> before = designs();

    DocumentStore second = open(IndexSpec.of("by-key", KeyPart.of("x")), other);
    await(second.put(THINGS, Document.create("b", new JsonObject().put("k", 1).put("x", 2))));

    assertThat(await(second.query(THINGS, Query.of("by-key", 10, 2))).items()).hasSize(2);
    assertThat(await(first.query(THINGS, Query.of("by-key", 10, 1))).items()).hasSize(2);
    assertThat(await(first.query(THINGS, Query.of("by", 10, 1))).items()).hasSize(2);
    assertThat(designs()).hasSize(3).containsAll(before);
    await(first.close());
    await(second.close());
  }

  @Test
  void aReplacedVersion_isRemovedByAStartADayLater() {
    IndexSpec old = IndexSpec.of("by-key", KeyPart.of("k"));
    IndexSpec latest = IndexSpec.of("by-key", KeyPart.of("x"));
    IndexSpec other = IndexSpec.of("by", KeyPart.of("k"));
    Instant upgrade = FIRST_START.plus(Duration.ofHours(1));
    startAt(FIRST_START, old, other);
    String foreign = "/" + backend.database(THINGS) + "/_design/salus-by-key-of-somebody-else";
    await(requests.send(HttpMethod.PUT, foreign, new JsonObject().put("views", new JsonObject())));
    List<String> before = designs();

    startAt(upgrade, latest, other);
    startAt(upgrade.plus(ViewSetup.KEPT).minusMillis(1), latest, other);
    assertThat(designs()).hasSize(4).containsAll(before);

    startAt(upgrade.plus(ViewSetup.KEPT), latest, other);
    assertThat(designs())
        .hasSize(3)
        .contains("_design/salus-by-key-of-somebody-else")
        .filteredOn(id -> !before.contains(id))
        .hasSize(1);
  }

  @Test
  void theVersionBefore_neverRemovesItsSuccessor() {
    IndexSpec old = IndexSpec.of("by-key", KeyPart.of("k"));
    startAt(FIRST_START, old);
    startAt(FIRST_START.plusSeconds(1), IndexSpec.of("by-key", KeyPart.of("x")));

    startAt(FIRST_START.plus(ViewSetup.KEPT).plus(ViewSetup.KEPT), old);

    assertThat(designs()).hasSize(2);
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
