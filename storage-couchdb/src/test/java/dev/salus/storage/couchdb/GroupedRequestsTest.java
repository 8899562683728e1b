package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static dev.salus.storage.couchdb.ProxiedStore.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many requests many calls make. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class GroupedRequestsTest {

  private static List<Future<Document>> putAtOnce(ProxiedStore stores, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> stores.store().put(THINGS, Document.create("d" + i, body(i))))
        .toList();
  }

  @Test
  void writesAtOnce_shareBulks(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      List<Future<Document>> writes = putAtOnce(stores, 256);

      await(Future.all(writes));

      assertThat(stores.bulks()).isLessThan(256 / 4);
      assertThat(await(stores.truth().changes(THINGS, "0", 1_000)).items()).hasSize(256);
    }
  }

  @Test
  void readsAtOnce_shareRequests(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      await(Future.all(putAtOnce(stores, 256)));
      long before = stores.proxy().requests().size();

      List<Future<Optional<Document>>> reads =
          IntStream.range(0, 256).mapToObj(i -> stores.store().get(THINGS, "d" + i)).toList();
      await(Future.all(reads));

      assertThat(stores.proxy().requests().size() - before).isLessThan(256 / 4);
      for (int i = 0; i < 256; i++) {
        assertThat(reads.get(i).result().orElseThrow().body()).isEqualTo(body(i));
      }
    }
  }

  @Test
  void aSingleWrite_isASingleRequest(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      long before = stores.proxy().requests().size();

      await(stores.store().put(THINGS, Document.create("a", body(1))));

      assertThat(stores.proxy().requests().size() - before).isEqualTo(1);
    }
  }

  @Test
  void bulks_holdNoMoreThanTheirBounds(Vertx vertx) {
    JsonObject bounds = new JsonObject().put("maxBatchDocuments", 10);
    try (ProxiedStore stores = ProxiedStore.open(vertx, bounds)) {
      await(Future.all(putAtOnce(stores, 100)));

      assertThat(stores.bulks()).isBetween(10L, 100L);
    }
  }
}
