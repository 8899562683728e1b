package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.Samples.query;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages join up to the whole, also while documents are written. */
public interface PagingContract extends StoreContract {

  @Test
  default void pages_ofEverySizeJoinUp(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    // Three documents to a key, so that pages end inside of equal keys too.
    Samples.createAll(store, IntStream.range(0, 12).mapToObj(i -> i / 3).toList());
    List<String> all = IntStream.range(0, 12).mapToObj(Samples::id).toList();

    for (int limit = 1; limit <= 13; limit++) {
      assertThat(pages(store, with(Query.of(BY_KEY, 1), limit))).isEqualTo(split(all, limit));
      assertThat(pages(store, with(Query.of(BY_KEY, 1).newestFirst(), limit)))
          .isEqualTo(split(reversed(all), limit));
      assertThat(pages(store, with(Query.of(BY_KEY, 1).between(1, 2), limit)))
          .isEqualTo(split(all.subList(3, 9), limit));
    }
  }

  @Test
  default void pages_ofAPrefixStayInside(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    for (String owner : List.of("a", "b", "c")) {
      for (int k = 0; k < 5; k++) {
        putNew(store, INDEXED, owner + k, body("owner", owner).put("k", "same"));
      }
    }

    List<String> expected = List.of("b0", "b1", "b2", "b3", "b4");
    assertThat(pages(store, Query.of(BY_OWNER, 2, "b"))).isEqualTo(split(expected, 2));
    assertThat(pages(store, Query.of(BY_OWNER, 2, "b", "same"))).isEqualTo(split(expected, 2));
    assertThat(pages(store, Query.of(BY_OWNER, 2, "b").newestFirst()))
        .isEqualTo(split(reversed(expected), 2));
  }

  @Test
  default void anEmptyRange_isOneEmptyPage(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    assertThat(query(store, Query.of(BY_KEY, 5))).isEqualTo(new Page(List.of(), null));
    Samples.createAll(store, List.of(1));
    assertThat(query(store, Query.of(BY_KEY, 5, 2))).isEqualTo(new Page(List.of(), null));
  }

  @Test
  default void theLimit_mayChangeFromPageToPage(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Samples.createAll(store, List.of(1, 2, 3, 4, 5, 6));

    Page first = query(store, Query.of(BY_KEY, 1));
    Page second = query(store, Query.of(BY_KEY, 3).after(first.next()));
    Page third = query(store, Query.of(BY_KEY, 1_000).after(second.next()));

    assertThat(ids(second)).containsExactly("d001", "d002", "d003");
    assertThat(ids(third)).containsExactly("d004", "d005");
    assertThat(third.next()).isNull();
  }

  @Test
  default void theLargestPage_isAThousand(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Samples.createAll(store, IntStream.range(0, 1_000).boxed().toList());
    putNew(store, INDEXED, "last", body("k", 1_000));

    Page first = query(store, Query.of(BY_KEY, Query.MAX_LIMIT));
    Page second = query(store, Query.of(BY_KEY, Query.MAX_LIMIT).after(first.next()));

    assertThat(Samples.keys(first)).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(ids(second)).containsExactly("last");
    assertThat(second.next()).isNull();
  }

  @Test
  default void aPage_readsNoMoreThanTheBound(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    String large = "x".repeat(DocumentContract.LARGE);
    for (int k = 0; k < 7; k++) {
      putNew(store, INDEXED, Samples.id(k), body("k", k).put("large", large));
    }
    long two = 2L * DocumentContract.LARGE + DocumentContract.LARGE / 2;
    Query all = Query.of(BY_KEY, 1_000);

    for (Query query : List.of(all, all.newestFirst())) {
      List<List<String>> pages = pages(store, query.within(ReadBound.about(two)));
      assertThat(pages).allSatisfy(page -> assertThat(page).hasSizeBetween(1, 2));
      assertThat(pages.stream().flatMap(List::stream))
          .isEqualTo(ids(query(store, query)))
          .hasSize(7);
      assertThat(pages(store, query.within(ReadBound.about(1)))).hasSize(7);
      assertThat(failureOf(() -> store.query(INDEXED, query.within(ReadBound.strictly(1)))))
          .isInstanceOf(LargerThanBound.class);
    }
    assertThat(ids(query(store, Query.of(BY_KEY, 2).within(ReadBound.strictly(4 * two)))))
        .containsExactly("d000", "d001");
  }

  @Test
  default void aCursor_canBeUsedAgain(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Samples.createAll(store, List.of(1, 2, 3));

    String cursor = query(store, Query.of(BY_KEY, 1)).next();

    assertThat(query(store, Query.of(BY_KEY, 1).after(cursor)))
        .isEqualTo(query(store, Query.of(BY_KEY, 1).after(cursor)));
  }

  @Test
  default void pages_seeOldEntriesOnceWhileOthersCome(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    int size = stores.scale().documents();
    Samples.createAll(store, IntStream.range(0, size).map(i -> i * 10).boxed().toList());
    List<String> seen = new ArrayList<>();
    String cursor = null;

    for (int page = 0; page == 0 || cursor != null; page++) {
      assertThat(page).isLessThan(10 * size);
      Page read = query(store, Query.of(BY_KEY, 2).after(cursor));
      seen.addAll(ids(read));
      cursor = read.next();
      putNew(store, INDEXED, "before" + page, body("k", page));
      putNew(store, INDEXED, "near" + page, body("k", page * 20 + 15));
      putNew(store, INDEXED, "z" + page, body("k", page * 10));
    }

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.stream().filter(id -> id.startsWith("d")).toList())
        .isEqualTo(IntStream.range(0, size).mapToObj(Samples::id).toList());
  }

  @Test
  default void pages_goOnWhenTheirEdgeIsDeletedOrMoved(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<Document> documents = Samples.createAll(store, IntStream.range(0, 9).boxed().toList());
    String cursor = query(store, Query.of(BY_KEY, 3)).next();

    delete(store, documents.get(2));
    delete(store, documents.get(3));
    move(store, documents.get(1), 100);
    await(store.put(INDEXED, documents.get(4).withBody(body("k", 4).put("written", true))));

    List<String> rest = new ArrayList<>();
    for (int page = 0; cursor != null; page++) {
      assertThat(page).isLessThan(9);
      Page read = query(store, Query.of(BY_KEY, 2).after(cursor));
      rest.addAll(ids(read));
      cursor = read.next();
    }
    assertThat(rest).containsExactly("d004", "d005", "d006", "d007", "d008", "d001");
  }

  @Test
  default void pages_goOnDownwardsWhenTheirEdgeIsDeleted(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<Document> documents = Samples.createAll(store, List.of(1, 1, 1, 1, 1));
    Query down = Query.of(BY_KEY, 2).newestFirst();
    String cursor = query(store, down).next();

    delete(store, documents.get(3));
    delete(store, documents.get(2));

    assertThat(ids(query(store, down.after(cursor)))).containsExactly("d001", "d000");
  }

  private static void delete(DocumentStore store, Document document) {
    await(store.delete(INDEXED, document.id(), document.storedRev()));
  }

  private static void move(DocumentStore store, Document document, int key) {
    await(store.put(INDEXED, document.withBody(body("k", key))));
  }

  private static Query with(Query query, int limit) {
    return new Query(
        query.index(), query.prefix(), query.from(), query.to(), query.descending(), limit, null);
  }

  private static List<String> reversed(List<String> ids) {
    List<String> reversed = new ArrayList<>(ids);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<List<String>> split(List<String> ids, int size) {
    List<List<String>> pages = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += size) {
      pages.add(ids.subList(from, Math.min(from + size, ids.size())));
    }
    return pages;
  }

  /** The ids of all pages; each but the last says that there is another. */
  private static List<List<String>> pages(DocumentStore store, Query query) {
    List<List<String>> pages = new ArrayList<>();
    String cursor = null;
    do {
      Page page = query(store, query.after(cursor));
      pages.add(ids(page));
      cursor = page.next();
      assertThat(pages).hasSizeLessThan(100);
    } while (cursor != null);
    return pages;
  }
}
