package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.contract.StoreFixture.on;
import static dev.salus.storage.couchdb.ProxiedStore.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reachability;
import dev.salus.storage.couchdb.index.IndexProgress;
import dev.salus.storage.couchdb.index.MapFunction;
import dev.salus.storage.couchdb.index.ViewDefinition;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A start waits for an index however long CouchDB builds it, and tells how far it is. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class IndexBuildTest {

  private static final String VIEW = "/_view/";
  private static final String INFO = "/_info";
  private static final String TASKS = "/_active_tasks";

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

  private JsonObject options() {
    return backend.options().put("url", proxy.url()).put("retryAfterMs", 10);
  }

  private long queries() {
    return proxy.requests().stream().filter(head -> head.contains(VIEW)).count();
  }

  private void planInfo(boolean atWork) {
    JsonObject index = new JsonObject().put("updater_running", atWork);
    proxy.plan(INFO, Fault.OTHER_ANSWER, 200, new JsonObject().put("view_index", index).encode());
  }

  @Test
  void whatEndsTheWaitInBetween_isAskedAgainWhileCouchDbIsAtWork() {
    proxy.plan(VIEW, Fault.LOST_REQUEST);
    planInfo(true);
    proxy.plan(VIEW, Fault.OTHER_ANSWER, 504, "<html>");
    planInfo(true);
    proxy.plan(VIEW, Fault.OTHER_ANSWER, 500, "{\"error\":\"timeout\"}");
    planInfo(true);

    await(await(backend.open(vertx, options(), List.of(SPEC))).close());

    assertThat(queries()).isEqualTo(4);
  }

  @Test
  void whileCouchDbIsNotAtWork_isAskedOnceMoreOnly() {
    for (int i = 0; i < 2; i++) {
      proxy.plan(VIEW, Fault.LOST_REQUEST);
      planInfo(false);
    }

    assertThat(failureOf(() -> backend.open(vertx, options(), List.of(SPEC))))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(queries()).isEqualTo(2);
  }

  @Test
  void aBuildBeyondItsTime_isNamed() {
    proxy.plan(VIEW, Fault.NO_ANSWER);
    planInfo(true);

    assertThat(
            failureOf(
                () ->
                    backend.open(vertx, options().put("indexBuildTimeoutMs", 200), List.of(SPEC))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContainingAll("by-key", backend.database("things"), "indexBuildTimeoutMs");
  }

  @Test
  void anOpening_tellsWhatItWaitsFor() {
    Promise<String> told = Promise.promise();
    proxy.plan(VIEW, Fault.NO_ANSWER);
    backend.note(List.of(SPEC));

    Future<DocumentStore> opening =
        new CouchDbStoreProvider()
            .open(
                vertx,
                options().put("requestTimeoutMs", ProxiedStore.TIMEOUT_MS),
                List.of(SPEC),
                told::tryComplete);

    assertThat(await(told.future()))
        .isEqualTo("CouchDB builds the index by-key of " + backend.database("things"));
    assertThat(opening.isComplete()).isFalse();
    proxy.cutAll();
    await(await(opening).close());
  }

  @Test
  void progress_isThatOfAllShards() {
    CouchDbOptions options = CouchDbOptions.read(options(), name -> null);
    Reachability reachability =
        new Reachability(proxy.url(), Duration.ofSeconds(1), Clock.systemUTC());
    Context io = vertx.getOrCreateContext();
    CouchDbHttp http = new CouchDbHttp(vertx, options, reachability);
    List<String> lines = new ArrayList<>();
    IndexProgress progress = new IndexProgress(http, lines::add);
    ViewDefinition view = MapFunction.view(IndexSpec.of("by-key", KeyPart.of("k")));
    Promise<Void> built = Promise.promise();

    await(on(io, () -> begun(progress.during("salus-things", view, built.future()))));
    plan(task("shards/00000000-7fffffff/salus-things.1700000000", view.designId(), 30, 100));
    try (CapturedErr err = new CapturedErr()) {
      await(on(io, progress::tell));
      proxy.plan(TASKS, Fault.OTHER_ANSWER, 401, "{}");
      await(on(io, progress::tell));
      built.complete();
      await(on(io, progress::tell));

      assertThat(lines)
          .containsExactly(
              "CouchDB builds the index by-key of salus-things: 25 % (50 of 200 changes)",
              "CouchDB builds the index by-key of salus-things");
      assertThat(err.ofTheStore()).hasSize(2).first().asString().endsWith(lines.get(0));
    }
    await(http.close());
  }

  private static Future<Boolean> begun(Future<Void> build) {
    return Future.succeededFuture(build.isComplete());
  }

  /** With others of the same name, for other databases or design documents. */
  private void plan(JsonObject shard) {
    JsonArray tasks =
        new JsonArray()
            .add(shard)
            .add(shard.copy().put("changes_done", 20))
            .add(shard.copy().put("database", "shards/00000000-7fffffff/other.1700000000"))
            .add(shard.copy().put("design_document", "_design/other"))
            .add(shard.copy().put("type", "database_compaction"))
            .add(new JsonObject());
    proxy.plan(TASKS, Fault.OTHER_ANSWER, 200, tasks.encode());
  }

  private static JsonObject task(String database, String design, int done, int total) {
    return new JsonObject()
        .put("type", "indexer")
        .put("database", database)
        .put("design_document", design)
        .put("changes_done", done)
        .put("total_changes", total);
  }
}
