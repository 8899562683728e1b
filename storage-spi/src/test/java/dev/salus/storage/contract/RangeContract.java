package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.MAX_INTEGER;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.createAll;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.keys;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of an index and the ranges that are cut from it. */
public interface RangeContract extends StoreContract {

  @Test
  default void integers_orderByValue(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of(10, 9, MAX_INTEGER, -1, 0, -MAX_INTEGER, MAX_INTEGER - 1, 100));

    assertThat(keys(query(store, Query.of(BY_KEY, 100))))
        .usingElementComparator(Samples::compareNumbers)
        .containsExactly(-MAX_INTEGER, -1, 0, 9, 10, 100, MAX_INTEGER - 1, MAX_INTEGER);
  }

  @Test
  default void strings_orderAsAscii(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(
        store, List.of("b", "a1", "ab", "", "a", "10", "a-b", "9", "aa", "a-", "-", "z", "1"));

    assertThat(keys(query(store, Query.of(BY_KEY, 100))))
        .containsExactly("", "-", "1", "10", "9", "a", "a-", "a-b", "a1", "aa", "ab", "b", "z");
  }

  @Test
  default void integers_comeBeforeStrings(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of("a", 2, "0", MAX_INTEGER, "", 1));

    assertThat(ids(query(store, Query.of(BY_KEY, 100))))
        .containsExactly("d005", "d001", "d003", "d004", "d002", "d000");
    assertThat(ids(query(store, Query.of(BY_KEY, 100).between("", null))))
        .containsExactly("d004", "d002", "d000");
    assertThat(ids(query(store, Query.of(BY_KEY, 100).between(2, "0"))))
        .containsExactly("d001", "d003", "d004", "d002");
  }

  @Test
  default void equalKeys_orderById(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    for (String id : List.of("c", "a-1", "b", "a", "a1", "10", "9")) {
      putNew(store, INDEXED, id, body("k", 1));
    }

    assertThat(ids(query(store, Query.of(BY_KEY, 100))))
        .containsExactly("10", "9", "a", "a-1", "a1", "b", "c");
    assertThat(ids(query(store, Query.of(BY_KEY, 100, 1).newestFirst())))
        .containsExactly("c", "b", "a1", "a-1", "a", "9", "10");
  }

  @Test
  default void bounds_areInclusive(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of(1, 3, 5, 7));
    Query all = Query.of(BY_KEY, 100);

    assertThat(keys(query(store, all.between(3, 5)))).containsExactly(3, 5);
    assertThat(keys(query(store, all.between(2, 6)))).containsExactly(3, 5);
    assertThat(keys(query(store, all.between(3L, 3L)))).containsExactly(3);
    assertThat(keys(query(store, all.between(4, 4)))).isEmpty();
    assertThat(keys(query(store, all.between(null, 3)))).containsExactly(1, 3);
    assertThat(keys(query(store, all.between(5, null)))).containsExactly(5, 7);
    assertThat(keys(query(store, all.between(3, 5).newestFirst()))).containsExactly(5, 3);
    assertThat(keys(query(store, all.between(null, 3).newestFirst()))).containsExactly(3, 1);
    assertThat(keys(query(store, all.between(5, null).newestFirst()))).containsExactly(7, 5);
  }

  @Test
  default void bounds_areInclusiveForStrings(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of("a", "b", "ba", "c"));
    Query all = Query.of(BY_KEY, 100);

    assertThat(keys(query(store, all.between("b", "c")))).containsExactly("b", "ba", "c");
    assertThat(keys(query(store, all.between("b", "b")))).containsExactly("b");
    assertThat(keys(query(store, all.between(null, "b")))).containsExactly("a", "b");
    assertThat(keys(query(store, all.between("b0", null)))).containsExactly("ba", "c");
  }

  @Test
  default void bounds_mayLieBeyondAnyKey(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of(-MAX_INTEGER, 0, MAX_INTEGER));
    Query all = Query.of(BY_KEY, 100);

    assertThat(ids(query(store, all.between(Long.MIN_VALUE, Long.MAX_VALUE))))
        .containsExactly("d000", "d001", "d002");
    assertThat(ids(query(store, all.between(MAX_INTEGER, Long.MAX_VALUE)))).containsExactly("d002");
    assertThat(ids(query(store, all.between(MAX_INTEGER - 1, MAX_INTEGER + 1))))
        .containsExactly("d002");
    assertThat(ids(query(store, all.between(MAX_INTEGER + 1, null)))).isEmpty();
    assertThat(ids(query(store, Query.of(BY_KEY, 100, MAX_INTEGER + 1)))).isEmpty();
    assertThat(ids(query(store, Query.of(BY_KEY, 100, Long.MAX_VALUE)))).isEmpty();
  }

  @Test
  default void aRangeThatEndsBeforeItBegins_isEmpty(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    createAll(store, List.of(1, 2, "a", "b"));
    Query all = Query.of(BY_KEY, 100);

    assertThat(ids(query(store, all.between(2, 1)))).isEmpty();
    assertThat(ids(query(store, all.between("b", "a")))).isEmpty();
    assertThat(ids(query(store, all.between("a", 1)))).isEmpty();
    assertThat(ids(query(store, all.between(2, 1).newestFirst()))).isEmpty();
  }

  @Test
  default void aRange_staysInsideItsPrefix(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    for (String owner : List.of("ann", "bob", "bobby")) {
      for (int k = 1; k <= 3; k++) {
        putNew(store, INDEXED, owner + k, body("owner", owner).put("k", k));
      }
    }
    Query bobs = Query.of(BY_OWNER, 100, "bob");

    assertThat(ids(query(store, bobs))).containsExactly("bob1", "bob2", "bob3");
    assertThat(ids(query(store, bobs.newestFirst()))).containsExactly("bob3", "bob2", "bob1");
    assertThat(ids(query(store, bobs.between(2, null)))).containsExactly("bob2", "bob3");
    assertThat(ids(query(store, bobs.between(null, 2)))).containsExactly("bob1", "bob2");
    assertThat(ids(query(store, Query.of(BY_OWNER, 100, "bob", 2)))).containsExactly("bob2");
    assertThat(ids(query(store, Query.of(BY_OWNER, 100).between("b", "bob"))))
        .containsExactly("bob1", "bob2", "bob3");
    assertThat(ids(query(store, Query.of(BY_OWNER, 100).between("bob", "bobby").newestFirst())))
        .containsExactly("bobby3", "bobby2", "bobby1", "bob3", "bob2", "bob1");
  }

  @Test
  default void aDocument_occursOnceForEachEntryInTheRange(StoreFixture stores) {
    DocumentStore store =
        stores.open(CollectionSpec.of(INDEXED, IndexSpec.of("tags", KeyPart.each("tags"))));
    putNew(store, INDEXED, "one", body("tags", new JsonArray().add(1).add(3).add(5)));
    putNew(store, INDEXED, "two", body("tags", new JsonArray().add(3)));

    assertThat(ids(query(store, Query.of("tags", 100).between(2, 5))))
        .containsExactly("one", "two", "one");
    assertThat(ids(query(store, Query.of("tags", 100).between(2, 4))))
        .containsExactly("one", "two");
  }
}
