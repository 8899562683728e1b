package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.generation;
import static dev.salus.storage.contract.Samples.get;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentText;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.PutResult;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Get, put and delete, one by one and many at once. */
public interface DocumentContract extends StoreContract {

  /** Characters of a document that a test calls large. */
  int LARGE = 40_000;

  @Test
  default void get_absent(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    assertThat(await(store.get(PLAIN, "nobody"))).isEmpty();
  }

  @Test
  default void put_comesBackWithItsRevision(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    Document created = putNew(store, PLAIN, "a", body("n", 1));

    assertThat(created.id()).isEqualTo("a");
    assertThat(created.storedRev()).matches("1-.+");
    assertThat(created.body()).isEqualTo(body("n", 1));
    assertThat(get(store, PLAIN, "a")).isEqualTo(created);
  }

  @Test
  default void getText_saysWhatGetSays(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "a", body("n", "\u00fc \" \\ } \n \ud83d\ude00"));
    Document stored = get(store, PLAIN, "a");

    DocumentText text = await(store.getText(PLAIN, "a", ReadBound.OF_PAGE)).orElseThrow();

    assertThat(text.rev()).isEqualTo(stored.storedRev());
    assertThat(text.read()).isEqualTo(stored.body());
    assertThat(new JsonObject(text.toString())).isEqualTo(stored.body());
  }

  @Test
  default void getText_absent(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document deleted = putNew(store, PLAIN, "a", body("n", 1));
    await(store.delete(PLAIN, "a", deleted.storedRev()));

    assertThat(await(store.getText(PLAIN, "a", ReadBound.OF_PAGE))).isEmpty();
    assertThat(await(store.getText(PLAIN, "nobody", ReadBound.OF_PAGE))).isEmpty();
  }

  @Test
  default void put_replacesAndRaisesTheGenerationByOne(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document document = putNew(store, PLAIN, "a", body("old", 0));

    for (int n = 2; n <= 5; n++) {
      document = await(store.put(PLAIN, document.withBody(body("n", n))));
      assertThat(generation(document)).isEqualTo(n);
      assertThat(get(store, PLAIN, "a")).isEqualTo(document);
      assertThat(document.body()).isEqualTo(body("n", n));
    }
  }

  @Test
  default void put_ofTheSameBodyIsANewRevision(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document first = putNew(store, PLAIN, "a", body("n", 1));

    Document second = await(store.put(PLAIN, first));

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(generation(second)).isEqualTo(2);
  }

  @Test
  default void collections_areApart(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC, CollectionSpec.of("other"));
    putNew(store, PLAIN, "a", body("in", "plain"));

    assertThat(await(store.get("other", "a"))).isEmpty();
    Document other = putNew(store, "other", "a", body("in", "other"));
    await(store.delete("other", "a", other.storedRev()));

    assertThat(get(store, PLAIN, "a").body()).isEqualTo(body("in", "plain"));
  }

  @Test
  default void getMany_keepsOrderDuplicatesAndMisses(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document a = putNew(store, PLAIN, "a", body("n", 1));
    Document b = putNew(store, PLAIN, "b", body("n", 2));
    Document gone = putNew(store, PLAIN, "gone", body("n", 3));
    await(store.delete(PLAIN, "gone", gone.storedRev()));

    assertThat(Samples.getMany(store, PLAIN, List.of("b", "none", "a", "gone", "b")))
        .containsExactly(
            Optional.of(b), Optional.empty(), Optional.of(a), Optional.empty(), Optional.of(b));
  }

  @Test
  default void getMany_readsNoMoreThanTheBound(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    List<String> ids = List.of("none", "d0", "d1", "d2", "gone", "d3", "d4");
    for (int i = 0; i < 5; i++) {
      putNew(store, PLAIN, "d" + i, body("k", "x".repeat(LARGE)));
    }
    ReadBound bound = ReadBound.about(2 * LARGE + LARGE / 2);

    List<String> rest = ids;
    List<Optional<Document>> read = new ArrayList<>();
    for (int calls = 0; !rest.isEmpty(); calls++) {
      FoundDocuments found = await(store.getMany(PLAIN, rest, bound));
      assertThat(calls).isLessThan(ids.size());
      assertThat(found.documents().stream().filter(Optional::isPresent).count()).isBetween(1L, 2L);
      assertThat(found.rest())
          .isEqualTo(rest.subList(found.documents().size(), rest.size()))
          .isEqualTo(FoundDocuments.of(found.documents(), rest).rest());
      read.addAll(found.documents());
      rest = found.rest();
    }

    assertThat(read.stream().map(document -> document.map(Document::id).orElse("")))
        .containsExactly("", "d0", "d1", "d2", "", "d3", "d4");
  }

  @Test
  default void getMany_readsOneThatIsLargerOnlyIfToldTo(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    for (String id : List.of("a", "b")) {
      putNew(store, PLAIN, id, body("k", "x".repeat(LARGE)));
    }
    putNew(store, PLAIN, "small", body("k", "x"));

    for (List<String> ids : List.of(List.of("a", "b"), List.of("a"))) {
      FoundDocuments one = await(store.getMany(PLAIN, ids, ReadBound.about(LARGE / 2)));
      FoundDocuments none = await(store.getMany(PLAIN, ids, ReadBound.strictly(LARGE / 2)));

      assertThat(one.documents()).extracting(Optional::isPresent).containsExactly(true);
      assertThat(one.rest()).isEqualTo(ids.subList(1, ids.size()));
      assertThat(none).isEqualTo(new FoundDocuments(List.of(), ids));
    }
    assertThat(await(store.getMany(PLAIN, List.of("small"), ReadBound.strictly(LARGE))).isWhole())
        .isTrue();
    assertThat(failureOf(() -> store.getText(PLAIN, "a", ReadBound.strictly(LARGE / 2))))
        .isInstanceOf(LargerThanBound.class);
    assertThat(await(store.getText(PLAIN, "a", ReadBound.about(LARGE / 2)))).isPresent();
  }

  @Test
  default void many_mayBeNone(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    assertThat(Samples.getMany(store, PLAIN, List.of())).isEmpty();
    assertThat(await(store.putMany(PLAIN, List.of()))).isEmpty();
  }

  @Test
  default void many_mayBeAThousand(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    List<Document> documents =
        new ArrayList<>(
            IntStream.range(0, 1_000)
                .mapToObj(i -> Document.create("d" + i, body("n", i)))
                .toList());
    Collections.reverse(documents);

    List<Document> stored = Samples.putAll(store, PLAIN, documents);

    assertThat(stored).extracting(Document::id).isEqualTo(ids(documents));
    assertThat(Samples.getMany(store, PLAIN, ids(documents)))
        .isEqualTo(stored.stream().map(Optional::of).toList());
  }

  @Test
  default void putMany_answersForEachOnItsOwn(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document there = putNew(store, PLAIN, "there", body("n", 1));
    Document stale = putNew(store, PLAIN, "stale", body("n", 1));
    Document newer = await(store.put(PLAIN, stale.withBody(body("n", 2))));

    List<PutResult> results =
        await(
            store.putMany(
                PLAIN,
                List.of(
                    stale.withBody(body("n", 3)),
                    Document.create("new", body("n", 3)),
                    Document.create("there", body("n", 3)),
                    new Document("absent", there.storedRev(), body("n", 3)))));

    assertThat(results).hasSize(4);
    assertConflict(results.get(0), "stale", stale.storedRev(), newer.storedRev());
    assertThat(results.get(1)).isEqualTo(new PutResult.Stored(get(store, PLAIN, "new")));
    assertConflict(results.get(2), "there", null, there.storedRev());
    assertConflict(results.get(3), "absent", there.storedRev(), null);
    assertThat(Samples.getMany(store, PLAIN, List.of("stale", "there", "absent")))
        .containsExactly(Optional.of(newer), Optional.of(there), Optional.empty());
  }

  @Test
  default void delete_leavesNothing(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document document = putNew(store, PLAIN, "a", body("n", 1));
    putNew(store, PLAIN, "b", body("n", 1));

    await(store.delete(PLAIN, "a", document.storedRev()));

    assertThat(await(store.get(PLAIN, "a"))).isEmpty();
    assertThat(await(store.get(PLAIN, "b"))).isPresent();
  }

  private static List<String> ids(List<Document> documents) {
    return documents.stream().map(Document::id).toList();
  }

  private static void assertConflict(PutResult result, String id, String expected, String actual) {
    assertThat(result).isInstanceOf(PutResult.Refused.class);
    RevisionConflict conflict = (RevisionConflict) ((PutResult.Refused) result).reason();
    assertThat(conflict.id()).isEqualTo(id);
    assertThat(conflict.expected()).isEqualTo(expected);
    assertThat(conflict.actual()).isEqualTo(actual);
  }
}
