package dev.salus.core.storeaccess;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists by bytes (threat T22). */
class ListPagesTest {

  private static final String LIST = "list";

  private final Vertx vertx = Vertx.vertx();
  private ReadMemory memory = new ReadMemory(vertx, 1L << 30);
  private Future<Void> begin = Future.succeededFuture();
  private final List<Integer> steps = Collections.synchronizedList(new ArrayList<>());
  private final DocumentStore store =
      counting(
          await(
              DocumentStores.provider("memory")
                  .open(
                      vertx,
                      new JsonObject(),
                      List.of(CollectionSpec.of(LIST, IndexSpec.of("all", KeyPart.of("kind")))))));

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  /** A store that tells how many documents each query may bring. */
  private DocumentStore counting(DocumentStore real) {
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("query")) {
                return method.invoke(real, arguments);
              }
              steps.add(((Query) arguments[1]).limit());
              return begin.compose(begun -> real.query(LIST, (Query) arguments[1]));
            });
  }

  @Test
  void t22_aPageHasNoMoreThanFitsAndTheCursorGoesOn() {
    int bytes = 300_000;
    put(90, bytes);

    List<String> ids = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      JsonObject page = page(1_000, cursor);
      assertThat(page.encode().length()).isLessThanOrEqualTo((int) ListPages.MOST_BYTES);
      ids.addAll(ids(page));
      cursor = page.getString("next");
      pages++;
    } while (cursor != null);

    assertThat(ids).hasSize(90).doesNotHaveDuplicates().isSorted();
    assertThat(pages).isEqualTo(4);
    assertThat(steps).allMatch(step -> (long) step * bytes <= ListPages.MOST_BYTES);
  }

  /** Long pages of what is small took all the heap of a server, for whoever asked often enough. */
  @Test
  void t22_ofListsThatAreAskedForAtOnceNoMoreAreReadThanThereIsMemoryFor() {
    put(1, 10);
    memory = new ReadMemory(vertx, 128L << 20);
    Promise<Void> released = Promise.promise();
    begin = released.future();

    List<Future<JsonObject>> pages =
        IntStream.range(0, 50).mapToObj(i -> list(1_000, null)).toList();

    assertThat(steps).hasSize(10);
    released.complete();
    assertThat(await(Future.all(pages)).<JsonObject>list()).allMatch(page -> ids(page).size() == 1);
  }

  @Test
  void oneThatIsTooLargeIsAPageAlone() {
    put(3, (int) ListPages.MOST_BYTES + 1);

    assertThat(ids(page(10, null))).containsExactly("0000");
  }

  @Test
  void aLimitIsALimit() {
    put(25, 10);

    JsonObject first = page(12, null);

    assertThat(ids(first)).hasSize(12);
    JsonObject second = page(12, first.getString("next"));
    JsonObject third = page(12, second.getString("next"));
    assertThat(ids(third)).containsExactly("0024");
    assertThat(third.containsKey("next")).isFalse();
    assertThat(page(25, null).containsKey("next")).isFalse();
  }

  @Test
  void aListThatIsAllThereIsCutInTheSameWay() {
    List<JsonObject> all =
        IntStream.range(0, 30).mapToObj(i -> item("item " + i, 400_000)).toList();

    JsonObject first = whole(all, 1_000, null);
    JsonObject second = whole(all, 1_000, first.getString("next"));

    assertThat(first.encode().length()).isLessThanOrEqualTo((int) ListPages.MOST_BYTES);
    assertThat(ids(first)).hasSize(20).startsWith("item 0");
    assertThat(ids(second)).hasSize(10).startsWith("item 20");
    assertThat(second.containsKey("next")).isFalse();
    assertThat(ids(whole(all, 2, "item 3"))).containsExactly("item 4", "item 5");
    assertThatThrownBy(() -> whole(all, 2, "nobody"))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("cursor"));
  }

  private static JsonObject whole(List<JsonObject> all, int limit, @Nullable String cursor) {
    return ListPages.ofWhole(all, new PageRequest(limit, cursor), item -> item.getString("id"));
  }

  private JsonObject page(int limit, @Nullable String cursor) {
    return await(list(limit, cursor));
  }

  private Future<JsonObject> list(int limit, @Nullable String cursor) {
    return ListPages.inTurns(
        memory,
        "somebody",
        store,
        LIST,
        new PageRequest(limit, cursor).of("all", "thing"),
        document -> document.body().copy().put("id", document.id()));
  }

  private void put(int count, int bytes) {
    for (int i = 0; i < count; i++) {
      JsonObject body = new JsonObject().put("kind", "thing").put("text", "x".repeat(bytes));
      await(store.put(LIST, Document.create(String.format("%04d", i), body)));
    }
  }

  private static JsonObject item(String id, int bytes) {
    return new JsonObject().put("id", id).put("text", "x".repeat(bytes));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }
}
