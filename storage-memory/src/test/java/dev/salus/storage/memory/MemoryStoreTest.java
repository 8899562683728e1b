package dev.salus.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store in memory promises beyond the SPI. */
class MemoryStoreTest {

  private static final String NOTES = "notes";

  private Vertx vertx;
  private DocumentStore store;

  @BeforeEach
  void open() throws TimeoutException {
    vertx = Vertx.vertx();
    store = open(new JsonObject());
  }

  @AfterEach
  void close() throws TimeoutException {
    await(store.close());
    await(vertx.close());
  }

  @Test
  void provider_isFoundByName() {
    assertThat(DocumentStores.provider("memory")).isInstanceOf(MemoryStoreProvider.class);
  }

  @Test
  void unknownOptions_areRefusedByName() {
    assertThatThrownBy(() -> open(new JsonObject().put("path", "/tmp/x").put("max-size", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max-size, path");
  }

  @Test
  void stores_shareNothing() throws TimeoutException {
    DocumentStore other = open(new JsonObject());
    put("a", 1);

    assertThat(await(other.get(NOTES, "a"))).isEmpty();
    await(other.close());
    assertThat(await(store.get(NOTES, "a"))).isPresent();
  }

  @Test
  void sequences_ofAnotherStoreAreRefused() throws TimeoutException {
    put("a", 1);

    for (String since : List.of("2", "-1", "x", "", "Now", "9999999999999999999999")) {
      assertThatThrownBy(() -> await(store.changes(NOTES, since, 10)))
          .as(since)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLongChainOfCalls_doesNotGrowTheStack() throws TimeoutException {
    Document first = put("a", 0);

    Promise<Document> last = Promise.promise();
    countTo(first, 20_000, last);

    assertThat(await(last.future()).storedRev()).startsWith("20001-");
  }

  /** Each call is made in the callback of the one before. */
  private void countTo(Document document, int end, Promise<Document> last) {
    int next = document.body().getInteger("n") + 1;
    if (next > end) {
      last.complete(document);
    } else {
      store
          .put(NOTES, document.withBody(new JsonObject().put("n", next)))
          .onFailure(last::fail)
          .onSuccess(stored -> countTo(stored, end, last));
    }
  }

  private Document put(String id, int n) throws TimeoutException {
    return await(store.put(NOTES, Document.create(id, new JsonObject().put("n", n))));
  }

  private DocumentStore open(JsonObject options) throws TimeoutException {
    return await(new MemoryStoreProvider().open(vertx, options, List.of(CollectionSpec.of(NOTES))));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(180, TimeUnit.SECONDS);
  }
}
