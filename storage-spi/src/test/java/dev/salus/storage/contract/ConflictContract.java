package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.generation;
import static dev.salus.storage.contract.Samples.get;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A write needs the revision that is stored; what is refused changes nothing. */
public interface ConflictContract extends StoreContract {

  /** Revisions that no store gives out. */
  List<String> FOREIGN_REVISIONS =
      List.of("", "x", "0", "1-", "-1", "1-x", "2-x", "999999999999999999999-0", "é", "1-\u0000");

  @Test
  default void create_conflictsIfItExists(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document stored = putNew(store, PLAIN, "a", body("n", 1));

    assertConflict(
        () -> store.put(PLAIN, Document.create("a", body("n", 2))), null, stored.storedRev());
    assertThat(get(store, PLAIN, "a")).isEqualTo(stored);
  }

  @Test
  default void put_conflictsIfStale(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document first = putNew(store, PLAIN, "a", body("n", 1));
    Document second = await(store.put(PLAIN, first.withBody(body("n", 2))));

    assertConflict(
        () -> store.put(PLAIN, first.withBody(body("n", 3))),
        first.storedRev(),
        second.storedRev());
    assertConflict(() -> store.put(PLAIN, first), first.storedRev(), second.storedRev());
    assertThat(get(store, PLAIN, "a")).isEqualTo(second);
  }

  @Test
  default void put_conflictsIfAbsent(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    String rev = putNew(store, PLAIN, "other", body("n", 1)).storedRev();

    assertConflict(() -> store.put(PLAIN, new Document("a", rev, body("n", 1))), rev, null);
    assertThat(await(store.get(PLAIN, "a"))).isEmpty();
  }

  @Test
  default void delete_conflictsIfStaleOrAbsent(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document first = putNew(store, PLAIN, "a", body("n", 1));
    Document second = await(store.put(PLAIN, first.withBody(body("n", 2))));

    assertConflict(
        () -> store.delete(PLAIN, "a", first.storedRev()), first.storedRev(), second.storedRev());
    RevisionConflict absent =
        (RevisionConflict) failureOf(() -> store.delete(PLAIN, "nobody", first.storedRev()));

    assertThat(absent.id()).isEqualTo("nobody");
    assertThat(absent.actual()).isNull();
    assertThat(get(store, PLAIN, "a")).isEqualTo(second);
  }

  @Test
  default void revision_ofNoStoreConflicts(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document stored = putNew(store, PLAIN, "a", body("n", 1));

    for (String rev : FOREIGN_REVISIONS) {
      assertConflict(
          () -> store.put(PLAIN, new Document("a", rev, body("n", 2))), rev, stored.storedRev());
      assertConflict(() -> store.delete(PLAIN, "a", rev), rev, stored.storedRev());
      assertThat(failureOf(() -> store.put(PLAIN, new Document("b", rev, body("n", 2)))))
          .isInstanceOf(RevisionConflict.class);
    }
    assertThat(get(store, PLAIN, "a")).isEqualTo(stored);
    assertThat(await(store.get(PLAIN, "b"))).isEmpty();
  }

  @Test
  default void deleted_conflictsWithItsOldRevision(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document stored = putNew(store, PLAIN, "a", body("n", 1));
    String rev = stored.storedRev();
    await(store.delete(PLAIN, "a", rev));

    assertConflict(() -> store.delete(PLAIN, "a", rev), rev, null);
    assertConflict(() -> store.put(PLAIN, stored.withBody(body("n", 2))), rev, null);
    assertThat(await(store.get(PLAIN, "a"))).isEmpty();
  }

  @Test
  default void deleted_canBeCreatedAgainAndItsGenerationNeverGoesBack(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Set<String> revisions = new HashSet<>();
    long generation = 0;

    for (int life = 0; life < 3; life++) {
      Document created = putNew(store, PLAIN, "a", body("n", 1));
      Document changed = await(store.put(PLAIN, created.withBody(body("n", 2))));
      assertThat(generation(created)).isGreaterThan(generation);
      assertThat(generation(changed)).isEqualTo(generation(created) + 1);
      revisions.add(created.storedRev());
      revisions.add(changed.storedRev());
      generation = generation(changed);
      assertConflict(
          () -> store.delete(PLAIN, "a", created.storedRev()),
          created.storedRev(),
          changed.storedRev());
      await(store.delete(PLAIN, "a", changed.storedRev()));
    }
    assertThat(revisions).hasSize(6);
  }

  @Test
  default void conflict_changesNoIndexAndNoFeed(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Document first = putNew(store, INDEXED, "a", body("k", 1));
    await(store.put(INDEXED, first.withBody(body("k", 2))));
    String before = await(store.changes(INDEXED, "0", 10)).next();

    failureOf(() -> store.put(INDEXED, first.withBody(body("k", 3))));
    failureOf(() -> store.put(INDEXED, Document.create("a", body("k", 3))));
    failureOf(() -> store.delete(INDEXED, "a", first.storedRev()));
    await(store.putMany(INDEXED, List.of(first.withBody(body("k", 3)))));

    assertThat(Samples.keys(Samples.query(store, Query.of(Samples.BY_KEY, 10)))).containsExactly(2);
    assertThat(await(store.changes(INDEXED, before, 10)).items()).isEmpty();
  }

  private static void assertConflict(Supplier<Future<?>> call, String expected, String actual) {
    Throwable failure = failureOf(call);
    assertThat(failure).isInstanceOf(RevisionConflict.class);
    RevisionConflict conflict = (RevisionConflict) failure;
    assertThat(conflict.id()).isEqualTo("a");
    assertThat(conflict.expected()).isEqualTo(expected);
    assertThat(conflict.actual()).isEqualTo(actual);
  }
}
