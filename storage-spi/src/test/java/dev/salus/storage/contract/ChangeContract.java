package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What changed since a sequence: nothing is lost, and each document is told with its latest. */
public interface ChangeContract extends StoreContract {

  @Test
  default void changes_areNoneAtFirst(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    assertThat(await(store.changes(PLAIN, "0", 10))).isEqualTo(new ChangePage(List.of(), "0"));
  }

  @Test
  default void changes_fromNowOnAreThoseThatComeLater(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "before", body("n", 1));

    ChangePage now = await(store.changes(PLAIN, "now", 1));
    assertThat(now.items()).isEmpty();
    assertThat(await(store.changes(PLAIN, now.next(), 10)).items()).isEmpty();
    Document later = putNew(store, PLAIN, "later", body("n", 1));
    assertThat(latest(await(store.changes(PLAIN, now.next(), 10)).items()))
        .isEqualTo(Map.of("later", later.storedRev()));
  }

  @Test
  default void changes_tellEachDocumentOnceWithItsLatest(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document created = putNew(store, PLAIN, "created", body("n", 1));
    Document changed = putNew(store, PLAIN, "changed", body("n", 1));
    changed = await(store.put(PLAIN, changed.withBody(body("n", 2))));
    deleted(store, "deleted");
    deleted(store, "again");
    Document again = putNew(store, PLAIN, "again", body("n", 2));

    Map<String, String> latest = new HashMap<>();
    latest.put("created", created.storedRev());
    latest.put("changed", changed.storedRev());
    latest.put("deleted", null);
    latest.put("again", again.storedRev());
    List<Change> items = await(store.changes(PLAIN, "0", 10)).items();
    assertThat(items).hasSize(4);
    assertThat(latest(items)).isEqualTo(latest);
    assertThat(items).extracting(Change::sequence).doesNotHaveDuplicates();
  }

  @Test
  default void changes_goOnFromTheEnd(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document document = putNew(store, PLAIN, "a", body("n", 1));
    String sequence = await(store.changes(PLAIN, "0", 10)).next();
    assertThat(await(store.changes(PLAIN, sequence, 10)))
        .isEqualTo(new ChangePage(List.of(), sequence));

    for (int n = 2; n <= 4; n++) {
      document = await(store.put(PLAIN, document.withBody(body("n", n))));
      ChangePage page = await(store.changes(PLAIN, sequence, 10));
      assertThat(page.items()).hasSize(1);
      assertThat(latest(page.items())).isEqualTo(Map.of("a", document.storedRev()));
      sequence = page.next();
    }
    await(store.delete(PLAIN, "a", document.storedRev()));
    List<Change> items = await(store.changes(PLAIN, sequence, 10)).items();
    assertThat(items).hasSize(1);
    assertThat(items.get(0).id()).isEqualTo("a");
    assertThat(items.get(0).rev()).isNull();
  }

  @Test
  default void changes_comeInPages(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Samples.putAll(store, PLAIN, Samples.documents(IntStream.range(0, 10).boxed().toList()));
    List<Change> all = await(store.changes(PLAIN, "0", 1_000)).items();
    assertThat(all).hasSize(10);

    for (int limit : new int[] {1, 3, 5, 10}) {
      List<Change> read = new ArrayList<>();
      String since = "0";
      while (read.size() < 10) {
        ChangePage page = await(store.changes(PLAIN, since, limit));
        assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
        read.addAll(page.items());
        since = page.next();
      }
      assertThat(read).extracting(Change::id).doesNotHaveDuplicates();
      assertThat(latest(read)).isEqualTo(latest(all));
      assertThat(await(store.changes(PLAIN, since, limit)).items()).isEmpty();
    }
  }

  @Test
  default void changes_goOnFromAnyChange(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    for (int i = 0; i < 5; i++) {
      putNew(store, PLAIN, Samples.id(i), body("n", i));
    }
    List<Change> all = await(store.changes(PLAIN, "0", 10)).items();

    for (int i = 0; i < all.size(); i++) {
      assertThat(await(store.changes(PLAIN, all.get(i).sequence(), 10)).items())
          .extracting(Change::id)
          .containsExactlyInAnyOrderElementsOf(
              all.subList(i + 1, all.size()).stream().map(Change::id).toList());
    }
  }

  @Test
  default void changes_ofOneDocumentAreNotTornApart(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document a = putNew(store, PLAIN, "a", body("n", 1));
    putNew(store, PLAIN, "b", body("n", 1));
    ChangePage before = await(store.changes(PLAIN, "0", 1));

    Document newer = await(store.put(PLAIN, a.withBody(body("n", 2))));

    assertThat(await(store.changes(PLAIN, before.next(), 10)).items())
        .filteredOn(change -> change.id().equals("a"))
        .extracting(Change::rev)
        .containsExactly(newer.storedRev());
  }

  @Test
  default void changes_areOfOneCollection(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC, CollectionSpec.of("other"));
    putNew(store, PLAIN, "a", body("n", 1));
    putNew(store, "other", "b", body("n", 1));

    assertThat(await(store.changes(PLAIN, "0", 10)).items())
        .extracting(Change::id)
        .containsExactly("a");
    assertThat(await(store.changes("other", "0", 10)).items())
        .extracting(Change::id)
        .containsExactly("b");
  }

  /** A position of what was there before a restoring must not hide what came after it. */
  @Test
  default void changes_sinceASequenceOfOtherData_areAllOrNone(StoreFixture stores) {
    DocumentStore before = stores.openElsewhere(PLAIN_SPEC);
    putNew(before, PLAIN, "before", body("n", 1));
    String since = await(before.changes(PLAIN, "0", 10)).next();
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "a", body("n", 1));
    putNew(store, PLAIN, "b", body("n", 1));

    List<String> told;
    try {
      told = await(store.changes(PLAIN, since, 10)).items().stream().map(Change::id).toList();
    } catch (IllegalArgumentException notKnown) {
      return;
    }
    assertThat(told).containsExactlyInAnyOrder("a", "b");
  }

  private static void deleted(DocumentStore store, String id) {
    Document document = putNew(store, PLAIN, id, body("n", 1));
    await(store.delete(PLAIN, id, document.storedRev()));
  }

  private static Map<String, String> latest(List<Change> changes) {
    Map<String, String> latest = new HashMap<>();
    changes.forEach(change -> latest.put(change.id(), change.rev()));
    return latest;
  }
}
