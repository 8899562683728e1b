package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.body;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Every operation of a store, for what must hold for each of them. */
final class Calls {

  private Calls() {}

  /**
   * Calls by name that succeed on a collection with {@link Samples#BY_KEY}, once; what they create
   * has ids of its own.
   */
  static Map<String, Supplier<Future<?>>> succeeding(DocumentStore store, String collection) {
    Map<String, Supplier<Future<?>>> calls = new LinkedHashMap<>();
    Query few = Query.of(Samples.BY_KEY, 1);
    Query many = Query.of(Samples.BY_KEY, 1_000);
    String own = UUID.randomUUID().toString();
    List<String> ids = IntStream.range(0, 100).mapToObj(i -> own + i).toList();
    calls.put("get", () -> store.get(collection, "a"));
    calls.put("getMany", () -> store.getMany(collection, List.of("a", "b"), ReadBound.OF_PAGE));
    calls.put("getMany of many", () -> store.getMany(collection, ids, ReadBound.OF_PAGE));
    calls.put("put", () -> store.put(collection, fresh(own + "put")));
    calls.put("putMany", () -> store.putMany(collection, List.of(fresh(own + "bulk"))));
    calls.put(
        "putMany of many",
        () -> store.putMany(collection, ids.stream().map(Calls::fresh).toList()));
    calls.put(
        "delete",
        () ->
            store
                .put(collection, fresh(own + "deleted"))
                .compose(made -> store.delete(collection, made.id(), made.storedRev())));
    calls.put("query", () -> store.query(collection, few));
    calls.put("query of many", () -> store.query(collection, many));
    calls.put("changes", () -> store.changes(collection, "0", 10));
    calls.put("subscribe", () -> store.subscribe(collection, "now", change -> {}));
    return calls;
  }

  /** Calls by name that fail with a {@link dev.salus.storage.StoreException} of their own. */
  static Map<String, Supplier<Future<?>>> refused(DocumentStore store, String collection) {
    Query stray = Query.of(Samples.BY_KEY, 1).after("no cursor");
    Document wrong = new Document("absent", "1-0", body("k", 1));
    return Map.of(
        "put", () -> store.put(collection, wrong),
        "delete", () -> store.delete(collection, "absent", "1-0"),
        "query", () -> store.query(collection, stray));
  }

  private static Document fresh(String id) {
    return Document.create(id, body("k", 1));
  }
}
