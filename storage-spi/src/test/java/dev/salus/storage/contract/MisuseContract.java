package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A caller's bug is told as one, and nothing is done. */
public interface MisuseContract extends StoreContract {

  @Test
  default void anUndeclaredCollection_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    for (String name : List.of("other", "", "INDEXED-1", "indexed", "_all_dbs", "../indexed-1")) {
      Calls.succeeding(store, name).forEach(MisuseContract::assertIllegal);
    }
  }

  @Test
  default void anUndeclaredIndex_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    for (String name : List.of("other", "", "BY-KEY", "by", "_all_docs", "../by-key")) {
      assertIllegal(name, () -> store.query(INDEXED, Query.of(name, 1)));
    }
  }

  @Test
  default void aQueryThatDoesNotFitItsIndex_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<Query> queries =
        List.of(
            Query.of(BY_KEY, 1, "a", "b"),
            Query.of(BY_KEY, 1, "a").between("b", null),
            Query.of(BY_KEY, 1, "a").between(null, "b"),
            Query.of(BY_OWNER, 1, "a", "b", "c"),
            Query.of(BY_KEY, 1, true),
            Query.of(BY_KEY, 1, 1.5),
            Query.of(BY_KEY, 1, new JsonObject()),
            Query.of(BY_KEY, 1, List.of("a")),
            Query.of(BY_KEY, 1).between(false, null),
            Query.of(BY_KEY, 1).between(null, 1.5));

    for (Query query : queries) {
      assertIllegal(query.toString(), () -> store.query(INDEXED, query));
    }
  }

  @Test
  default void tooManyAtOnce_areRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<String> ids = IntStream.range(0, 1_001).mapToObj(i -> "d" + i).toList();

    assertIllegal("getMany", () -> store.getMany(INDEXED, ids, ReadBound.OF_PAGE));
    assertIllegal(
        "putMany",
        () ->
            store.putMany(
                INDEXED, ids.stream().map(id -> Document.create(id, body("k", 1))).toList()));
    for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE}) {
      assertIllegal("changes", () -> store.changes(INDEXED, "0", limit));
    }
    assertEmpty(store);
  }

  @Test
  default void aDocumentTwiceInOneBulk_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    assertIllegal(
        "putMany",
        () ->
            store.putMany(
                INDEXED,
                List.of(
                    Document.create("a", body("k", 1)),
                    Document.create("b", body("k", 1)),
                    Document.create("a", body("k", 2)))));
    assertEmpty(store);
  }

  @Test
  default void aBodyThatIsNotJson_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    for (Object value : List.of(new Object(), "\ud83d", "\udc89\ud83d")) {
      JsonObject bad = body("k", value);

      assertIllegal("put", () -> store.put(INDEXED, Document.create("a", bad)));
      assertIllegal(
          "putMany",
          () ->
              store.putMany(
                  INDEXED, List.of(Document.create("b", body("k", 1)), Document.create("a", bad))));
    }
    assertEmpty(store);
  }

  @Test
  default void null_isRefused(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    String rev = putNew(store, INDEXED, "a", body("k", 1)).storedRev();

    assertIllegal("get", () -> store.get(INDEXED, null));
    assertIllegal("getMany", () -> store.getMany(INDEXED, null, ReadBound.OF_PAGE));
    assertIllegal("getMany", () -> store.getMany(INDEXED, List.of("a"), null));
    assertIllegal(
        "getMany",
        () -> store.getMany(INDEXED, Collections.singletonList(null), ReadBound.OF_PAGE));
    assertIllegal("put", () -> store.put(INDEXED, null));
    assertIllegal("putMany", () -> store.putMany(INDEXED, null));
    assertIllegal("putMany", () -> store.putMany(INDEXED, Collections.singletonList(null)));
    assertIllegal("delete", () -> store.delete(INDEXED, null, rev));
    assertIllegal("delete", () -> store.delete(INDEXED, "a", null));
    assertIllegal("query", () -> store.query(INDEXED, null));
    assertIllegal("changes", () -> store.changes(INDEXED, null, 1));
    assertIllegal("subscribe", () -> store.subscribe(INDEXED, null, change -> {}));
    assertIllegal("subscribe", () -> store.subscribe(INDEXED, "0", null));
    Calls.succeeding(store, null).forEach(MisuseContract::assertIllegal);

    assertThat(await(store.get(INDEXED, "a"))).isPresent();
  }

  @Test
  default void twoCollectionsOfOneName_areRefused(StoreFixture stores) {
    assertIllegal(
        "open", () -> stores.tryOpen(CollectionSpec.of("twice"), CollectionSpec.of("twice")));
  }

  private static void assertIllegal(String call, Supplier<? extends Future<?>> misuse) {
    assertThat(failureOf(misuse))
        .as(call)
        .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
  }

  private static void assertEmpty(DocumentStore store) {
    assertThat(await(store.changes(INDEXED, "0", 1)).items()).isEmpty();
  }
}
