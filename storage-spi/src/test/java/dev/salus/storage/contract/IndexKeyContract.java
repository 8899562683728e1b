package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.MAX_INTEGER;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.Samples.query;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entries a document has in an index. */
public interface IndexKeyContract extends StoreContract {

  /** Indexes with an array as the first, the second and the only part, and on nested fields. */
  CollectionSpec ARRAYS =
      CollectionSpec.of(
          "arrays",
          IndexSpec.of("tags", KeyPart.each("tags")),
          IndexSpec.of("tag-first", KeyPart.each("tags"), KeyPart.of("at")),
          IndexSpec.of("tag-and-name", KeyPart.each("x.tags"), KeyPart.of("y.name")),
          IndexSpec.of("tag-between", KeyPart.of("a"), KeyPart.each("tags"), KeyPart.of("at")),
          IndexSpec.of("nested", KeyPart.of("x.y.z")),
          IndexSpec.of("nested-tags", KeyPart.each("x.tags")),
          IndexSpec.of(
              "six",
              KeyPart.of("a"),
              KeyPart.of("b"),
              KeyPart.of("c"),
              KeyPart.of("d"),
              KeyPart.of("e"),
              KeyPart.of("f")));

  @Test
  default void onlyStringsAndIntegers_haveAnEntry(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    putNew(store, INDEXED, "missing", new JsonObject());
    putNew(store, INDEXED, "null", new JsonObject().putNull("k"));
    putNew(store, INDEXED, "boolean", body("k", true));
    putNew(store, INDEXED, "object", body("k", new JsonObject()));
    putNew(store, INDEXED, "array", body("k", new JsonArray().add("a")));
    putNew(store, INDEXED, "fraction", body("k", 1.5));
    putNew(store, INDEXED, "too-large", body("k", MAX_INTEGER + 1));
    putNew(store, INDEXED, "too-small", body("k", -MAX_INTEGER - 1));
    putNew(store, INDEXED, "huge", body("k", 1e300));
    putNew(store, INDEXED, "text", body("k", "1.5"));
    putNew(store, INDEXED, "empty", body("k", ""));
    putNew(store, INDEXED, "zero", body("k", 0));

    assertThat(ids(query(store, Query.of(BY_KEY, 100)))).containsExactly("zero", "empty", "text");
  }

  @Test
  default void aMissingPart_meansNoEntry(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    putNew(store, INDEXED, "both", body("owner", "o").put("k", 1));
    putNew(store, INDEXED, "no-key", body("owner", "o"));
    putNew(store, INDEXED, "no-owner", body("k", 1));

    assertThat(ids(query(store, Query.of(Samples.BY_OWNER, 10)))).containsExactly("both");
    assertThat(ids(query(store, Query.of(Samples.BY_OWNER, 10, "o")))).containsExactly("both");
    assertThat(ids(query(store, Query.of(BY_KEY, 10)))).containsExactly("both", "no-owner");
  }

  @Test
  default void integers_areEqualHoweverWritten(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Samples.createAll(store, List.of(5, 5L, 5.0, "5", 5.5));

    for (Object five : List.<Object>of(5, 5L)) {
      assertThat(ids(query(store, Query.of(BY_KEY, 10, five))))
          .containsExactly("d000", "d001", "d002");
    }
    assertThat(ids(query(store, Query.of(BY_KEY, 10, "5")))).containsExactly("d003");
  }

  @Test
  default void arrays_haveAnEntryForEachElement(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    putNew(store, "arrays", "one", tagged("red", "green"));
    putNew(store, "arrays", "two", tagged("green", "blue"));

    assertThat(found(store, "tags", "red")).containsExactly("one");
    assertThat(found(store, "tags", "green")).containsExactly("one", "two");
    assertThat(found(store, "tags", "blue")).containsExactly("two");
    assertThat(found(store, "tags", "white")).isEmpty();
    assertThat(found(store, "tags")).containsExactly("two", "one", "two", "one");
    assertThat(found(store, "tag-first", "green", 7)).containsExactly("one", "two");
    assertThat(found(store, "tag-first", "green", 8)).isEmpty();
    assertThat(found(store, "tag-between", "a")).containsExactly("two", "one", "two", "one");
    assertThat(found(store, "tag-between", "a", "red")).containsExactly("one");
    assertThat(found(store, "tag-between", "a", "red", 7)).containsExactly("one");
    assertThat(found(store, "tag-between", "b", "red")).isEmpty();
  }

  @Test
  default void arrays_skipWhatIsNoKeyAndWhatWasThere(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    JsonArray mixed =
        new JsonArray()
            .add("x")
            .add(1)
            .add("x")
            .addNull()
            .add(true)
            .add(1.5)
            .add(new JsonArray().add("inner"))
            .add(body("inner", 1))
            .add(1.0)
            .add("X");
    putNew(store, "arrays", "mixed", body("tags", mixed).put("at", 7));
    putNew(store, "arrays", "empty", body("tags", new JsonArray()).put("at", 7));
    putNew(store, "arrays", "text", body("tags", "x").put("at", 7));
    putNew(store, "arrays", "object", body("tags", body("0", "x")).put("at", 7));
    putNew(store, "arrays", "null", new JsonObject().putNull("tags").put("at", 7));

    assertThat(found(store, "tags")).containsExactly("mixed", "mixed", "mixed");
    assertThat(found(store, "tags", "x")).containsExactly("mixed");
    assertThat(found(store, "tag-first", 1)).containsExactly("mixed");
    assertThat(found(store, "tags", "inner")).isEmpty();
  }

  @Test
  default void paths_goThroughObjectsOnly(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    putNew(store, "arrays", "there", body("x", body("y", body("z", "v"))));
    putNew(store, "arrays", "array", body("x", new JsonArray().add(body("y", body("z", "v")))));
    putNew(store, "arrays", "text", body("x", body("y", "z")));
    putNew(store, "arrays", "null", body("x", new JsonObject().putNull("y")));
    putNew(store, "arrays", "dotted", body("x.y.z", "v"));
    putNew(store, "arrays", "tags", body("x", body("tags", new JsonArray().add("t"))));

    assertThat(found(store, "nested")).containsExactly("there");
    assertThat(found(store, "nested", "v")).containsExactly("there");
    assertThat(found(store, "nested-tags")).containsExactly("tags");
  }

  @Test
  default void aWholeKeyOfNestedParts_findsTheDocumentsThatHaveIt(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    JsonObject tags = body("tags", new JsonArray().add("a").add("b"));
    putNew(store, "arrays", "one", body("x", tags).put("y", body("name", "one")));
    putNew(store, "arrays", "two", body("x", tags).put("y", body("name", "two")));
    putNew(store, "arrays", "none", body("y", body("name", "one")));

    assertThat(found(store, "tag-and-name", "a", "one")).containsExactly("one");
    assertThat(found(store, "tag-and-name", "b", "two")).containsExactly("two");
    assertThat(found(store, "tag-and-name", "c", "one")).isEmpty();
    assertThat(found(store, "tag-and-name", "a", "three")).isEmpty();
  }

  @Test
  default void sixParts_allCount(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    JsonObject body =
        body("a", 1).put("b", "2").put("c", 3).put("d", "4").put("e", 5).put("f", "6");
    putNew(store, "arrays", "one", body);
    putNew(store, "arrays", "two", body.copy().put("f", "7"));

    assertThat(found(store, "six", 1, "2", 3, "4", 5)).containsExactly("one", "two");
    assertThat(found(store, "six", 1, "2", 3, "4", 5, "7")).containsExactly("two");
    assertThat(found(store, "six", 1, "2", 3, "x")).isEmpty();
  }

  @Test
  default void entries_followTheDocument(StoreFixture stores) {
    DocumentStore store = stores.open(ARRAYS);
    Document document = putNew(store, "arrays", "d", tagged("red", "green"));

    document = await(store.put("arrays", document.withBody(tagged("green", "blue"))));
    assertThat(found(store, "tags", "red")).isEmpty();
    assertThat(found(store, "tags", "green")).containsExactly("d");
    assertThat(found(store, "tags", "blue")).containsExactly("d");

    await(store.delete("arrays", "d", document.storedRev()));
    assertThat(found(store, "tags")).isEmpty();

    document = putNew(store, "arrays", "d", tagged("white"));
    assertThat(found(store, "tags")).containsExactly("d");
    await(store.put("arrays", document.withBody(new JsonObject())));
    assertThat(found(store, "tags")).isEmpty();
  }

  @Test
  default void aPage_holdsWhatGetHolds(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Document first = putNew(store, INDEXED, "a", body("k", 1).put("n", 1));

    assertThat(query(store, Query.of(BY_KEY, 10)).items()).containsExactly(first);
    Document second = await(store.put(INDEXED, first.withBody(body("k", 1).put("n", 2))));
    assertThat(query(store, Query.of(BY_KEY, 10)).items()).containsExactly(second);
  }

  private static JsonObject tagged(String... tags) {
    return body("tags", new JsonArray(List.of((Object[]) tags))).put("a", "a").put("at", 7);
  }

  private static List<String> found(DocumentStore store, String index, Object... prefix) {
    return ids(await(store.query("arrays", Query.of(index, 100, prefix))));
  }
}
