package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreOptionException;
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

/** No database is open to everybody, unless somebody says that it is to be. */
@ExtendWith(VertxExtension.class)
class DatabaseSecurityTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  private static final String THINGS = "things";
  private static final List<CollectionSpec> SPECS = List.of(CollectionSpec.of(THINGS));

  /** What CouchDB takes for no members. */
  private static final List<JsonObject> PUBLIC =
      List.of(
          new JsonObject(),
          new JsonObject("{\"admins\": {\"names\": [\"salus\"]}}"),
          new JsonObject("{\"members\": {}}"),
          new JsonObject("{\"members\": {\"names\": [], \"roles\": []}}"));

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

  private String database() {
    return "/" + backend.database(THINGS);
  }

  private JsonObject security() {
    return (JsonObject) await(requests.send(HttpMethod.GET, database() + "/_security", null));
  }

  private void secure(JsonObject security) {
    await(requests.send(HttpMethod.PUT, database() + "/_security", security));
  }

  private DocumentStore open(JsonObject options) {
    return await(backend.open(vertx, options, SPECS));
  }

  private void createWithADocument() {
    DocumentStore store = open(backend.options());
    await(store.put(THINGS, Document.create("a", new JsonObject())));
    await(store.close());
  }

  @Test
  void aNewDatabase_isForItsUserAndAdministratorsOnly() {
    await(open(backend.options()).close());

    for (String who : List.of("members", "admins")) {
      assertThat(security().getJsonObject(who))
          .isEqualTo(
              new JsonObject()
                  .put("names", new JsonArray().add(COUCHDB.server().user()))
                  .put("roles", new JsonArray().add("_admin")));
    }
  }

  @Test
  void aPublicDatabase_stopsTheStart() {
    createWithADocument();

    for (JsonObject open : PUBLIC) {
      secure(open);
      for (boolean create : new boolean[] {true, false}) {
        JsonObject options = backend.options().put("create", create);

        assertThat(failureOf(() -> backend.open(vertx, options, SPECS)))
            .isInstanceOfSatisfying(
                StoreOptionException.class,
                refused -> assertThat(refused.option()).isEqualTo("allowPublicDatabases"))
            .hasMessageContainingAll(
                backend.database(THINGS), COUCHDB.server().url(), "_security", "everybody");
      }
      assertThat(security()).isEqualTo(open);
    }
  }

  @Test
  void aPublicDatabase_isTakenIfToldSo() {
    createWithADocument();
    secure(new JsonObject());

    DocumentStore store = open(backend.options().put("allowPublicDatabases", true));

    assertThat(await(store.get(THINGS, "a"))).isPresent();
    assertThat(security()).isEqualTo(new JsonObject());
    await(store.close());
  }

  @Test
  void whoeverHasMembers_isLeftAlone() {
    createWithADocument();
    for (String members : List.of("{\"names\": [\"x\"]}", "{\"roles\": [\"_admin\"]}")) {
      JsonObject security = new JsonObject().put("members", new JsonObject(members));
      secure(security);

      await(open(backend.options()).close());

      assertThat(security()).isEqualTo(security);
    }
  }

  /** Between the creation of a database and its restriction the process may end. */
  @Test
  void anEmptyPublicDatabase_isRestrictedByWhoeverMayCreate() {
    await(requests.send(HttpMethod.PUT, database(), null));
    secure(new JsonObject());
    JsonObject withoutCreate = backend.options().put("create", false);

    assertThat(failureOf(() -> backend.open(vertx, withoutCreate, SPECS)))
        .isInstanceOf(StoreOptionException.class);
    await(open(backend.options()).close());

    assertThat(security().getJsonObject("members").getJsonArray("names")).hasSize(1);
  }
}
