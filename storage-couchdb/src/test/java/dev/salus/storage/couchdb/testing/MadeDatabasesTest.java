package dev.salus.storage.couchdb.testing;

import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.couchdb.CouchDbStoreProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests make on a server that others use too goes when they have ended. */
@ExtendWith(VertxExtension.class)
class MadeDatabasesTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  private static final List<CollectionSpec> SPECS =
      List.of(CollectionSpec.of("one"), CollectionSpec.of("two"));

  private final String prefix = "m" + UUID.randomUUID() + "-";

  private static List<Object> names(Vertx vertx) {
    CouchDbRequests requests = new CouchDbRequests(vertx, COUCHDB.server());
    return ((JsonArray) await(requests.send(HttpMethod.GET, "/_all_dbs", null))).stream().toList();
  }

  private static void make(Vertx vertx, JsonObject options) {
    await(await(new CouchDbStoreProvider().open(vertx, options, SPECS)).close());
  }

  @Test
  void databasesOfAPrefix_goAndNoOthers(Vertx vertx) throws Exception {
    MadeDatabases made = new MadeDatabases(COUCHDB.server());
    make(vertx, COUCHDB.options(prefix + "ours-"));
    make(vertx, COUCHDB.options(prefix + "theirs-"));

    made.note(prefix + "ours-");
    made.remove();
    assertThat(names(vertx))
        .contains(prefix + "theirs-one", prefix + "theirs-two")
        .doesNotContain(prefix + "ours-one", prefix + "ours-two");

    made.note(prefix);
    made.remove();
    assertThat(names(vertx)).doesNotContain(prefix + "theirs-one", prefix + "theirs-two");
  }

  @Test
  void everyPrefixThatOptionsAreMadeFor_isNoted(Vertx vertx) throws Exception {
    CouchDbServer shared = COUCHDB.server();
    CouchDbServer lasting = new CouchDbServer(shared.url(), shared.user(), shared.password(), true);
    make(vertx, lasting.options(prefix));
    assertThat(names(vertx)).contains(prefix + "one", prefix + "two");

    MadeDatabases.removedAtTheEnd(lasting).remove();

    assertThat(names(vertx)).doesNotContain(prefix + "one", prefix + "two");
  }

  @Test
  void aPrefixOfNothing_isRefused() {
    MadeDatabases made = new MadeDatabases(COUCHDB.server());

    assertThatThrownBy(() -> made.note("")).isInstanceOf(IllegalArgumentException.class);
  }
}
