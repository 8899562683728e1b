package dev.salus.storage.contract.model;

import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.MAX_INTEGER;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.contract.Samples;
import dev.salus.storage.contract.TestBackend;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Random operations on a store and on a plain map, which must never disagree.
 *
 * <p>A plugin extends this class. All tries share one store, each with documents of its own. For a
 * slow store, override a property with fewer tries and call {@code super}.
 */
public abstract class StorageModelProperties {

  /** Values of which no two are equal but 1 and 1.0, and of which not all make an entry. */
  private static final List<Object> VALUES =
      List.of(
          0,
          1,
          1.0,
          -1,
          2,
          MAX_INTEGER,
          -MAX_INTEGER,
          MAX_INTEGER + 1,
          1.5,
          true,
          "",
          "0",
          "1",
          "1.0",
          "a",
          "A",
          "aa",
          "\u00e9",
          "e\u0301",
          "true",
          " ",
          "a\u0000",
          new JsonObject());

  private Vertx vertx;
  private TestBackend backend;
  private DocumentStore store;
  private int tries;

  /** An empty place for data; called once for each property. */
  protected abstract TestBackend newBackend();

  @BeforeProperty
  void open() {
    vertx = Vertx.vertx();
    backend = newBackend();
    store = await(backend.open(vertx, List.of(INDEXED_SPEC)));
  }

  @AfterProperty
  void close() {
    await(store.close());
    await(backend.drop(vertx));
    await(vertx.close());
  }

  /** Every answer to every operation is what the model says, and so is the feed at the end. */
  @Property(tries = 100)
  protected void store_answersAsTheModel(@ForAll("operations") List<StoreOperation> operations) {
    StoreModel model = new StoreModel(store, "try" + tries++);
    operations.forEach(model::apply);
    model.checkChanges();
  }

  /** A value finds the documents that have exactly this value, in order of their ids. */
  @Property(tries = 60)
  protected void index_findsTheEqualOnly(
      @ForAll("values") List<Object> values, @ForAll("keys") Object wanted) {
    String owner = "owner" + tries++;
    Samples.putAll(
        store,
        INDEXED,
        IntStream.range(0, values.size())
            .mapToObj(i -> Document.create(owner + Samples.id(i), owned(owner, values.get(i))))
            .toList());

    assertThat(Samples.ids(Samples.query(store, Query.of(BY_OWNER, 100, owner, wanted))))
        .isEqualTo(
            IntStream.range(0, values.size())
                .filter(i -> isSame(values.get(i), wanted))
                .mapToObj(i -> owner + Samples.id(i))
                .toList());
  }

  private static boolean isSame(Object value, Object wanted) {
    return value.equals(wanted) || (isOne(value) && isOne(wanted));
  }

  private static boolean isOne(Object value) {
    return value instanceof Number number && number.doubleValue() == 1;
  }

  private static JsonObject owned(String owner, Object key) {
    return new JsonObject().put("owner", owner).put("k", key);
  }

  @Provide
  Arbitrary<List<Object>> values() {
    return Arbitraries.of(VALUES).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<Object> keys() {
    return Arbitraries.of(
        VALUES.stream()
            .filter(
                value ->
                    value instanceof String || value instanceof Integer || value instanceof Long)
            .filter(value -> !value.equals(MAX_INTEGER + 1))
            .toList());
  }

  /** Sequences that come back to the same few documents. */
  @Provide
  Arbitrary<List<StoreOperation>> operations() {
    Arbitrary<Integer> document = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> key = Arbitraries.integers().between(0, 4);
    Arbitrary<Integer> age = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2));
    Arbitrary<Integer> limit = Arbitraries.integers().between(1, 4);
    Arbitrary<Boolean> descending = Arbitraries.of(true, false);
    Arbitrary<StoreOperation> create =
        Combinators.combine(document, key).as(StoreOperation.Create::new);
    Arbitrary<StoreOperation> replace =
        Combinators.combine(document, age, key).as(StoreOperation.Replace::new);
    Arbitrary<StoreOperation> bulk =
        Combinators.combine(document.list().uniqueElements(), age, key)
            .as(StoreOperation.Bulk::new);
    Arbitrary<StoreOperation> delete =
        Combinators.combine(document, age).as(StoreOperation.Delete::new);
    Arbitrary<StoreOperation> find =
        Combinators.combine(key, key, descending, limit).as(StoreOperation.Find::new);
    return Arbitraries.frequencyOf(
            Tuple.of(2, create),
            Tuple.of(4, replace),
            Tuple.of(2, bulk),
            Tuple.of(2, delete),
            Tuple.of(2, find))
        .list()
        .ofMaxSize(25);
  }
}
