package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.generation;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.query;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.ChangePage;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What readers and subscribers see while others write, and when they have written. */
public interface ConcurrentUseContract extends StoreContract {

  @Test
  default void readers_neverSeeHalfAWrite(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Document first = Samples.putNew(store, INDEXED, "a", body("k", 1).put("also", 1));

    whileWriting(
        stores,
        writer -> writer == 0 ? countUp(store, first, stores.scale().rounds()) : Map.of(),
        () -> {
          assertWhole(Samples.get(store, INDEXED, "a"));
          query(store, Query.of(BY_KEY, 10)).items().forEach(ConcurrentUseContract::assertWhole);
        });
  }

  private static Map<String, String> countUp(DocumentStore store, Document first, int rounds) {
    Document document = first;
    for (int n = 2; n <= rounds; n++) {
      document = await(store.put(INDEXED, document.withBody(body("k", n).put("also", n))));
    }
    return Map.of();
  }

  private static void assertWhole(Document document) {
    assertThat(document.body().getValue("k")).isEqualTo(document.body().getValue("also"));
    assertThat((long) document.body().getInteger("k")).isEqualTo(generation(document));
  }

  @Test
  default void pages_seeEachUnmovedEntryOnce(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    int size = stores.scale().documents();
    Samples.createAll(store, IntStream.range(0, size).boxed().toList());
    List<String> all = IntStream.range(0, size).mapToObj(Samples::id).toList();

    whileWriting(
        stores,
        writer -> rewriteOwn(store, stores.scale(), writer),
        () -> assertThat(allPages(store, size)).isEqualTo(all));
  }

  /** Writes each of its documents again without moving it. */
  private static Map<String, String> rewriteOwn(DocumentStore store, Scale scale, int writer) {
    for (int number = writer; number < scale.documents(); number += scale.writers()) {
      Document document = Samples.get(store, INDEXED, Samples.id(number));
      for (int round = 0; round < 3; round++) {
        document =
            await(store.put(INDEXED, document.withBody(document.body().put("round", round))));
      }
    }
    return Map.of();
  }

  private static List<String> allPages(DocumentStore store, int most) {
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page page = query(store, Query.of(BY_KEY, 5).after(cursor));
      seen.addAll(ids(page));
      cursor = page.next();
    } while (cursor != null && seen.size() <= most);
    return seen;
  }

  @Test
  default void indexesAndChanges_areExactAfterwards(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    ChangeRecorder subscriber = new ChangeRecorder();
    await(store.subscribe(INDEXED, "0", subscriber));
    ChangeReader reader = new ChangeReader(store);

    Map<String, String> expected =
        whileWriting(
            stores, writer -> writeAtRandom(store, stores.scale(), writer), reader::readPage);

    for (int page = 0; page <= 2 * expected.size() && reader.readPage(); page++) {
      assertThat(page).isLessThan(2 * expected.size());
    }
    assertThat(reader.latest()).isEqualTo(expected);
    subscriber.awaitLatest(expected);
    assertThat(subscriber.inOrder()).isTrue();
    assertThat(subscriber.overlapped()).isFalse();
    assertIndexHolds(store, expected);
  }

  private static void assertIndexHolds(DocumentStore store, Map<String, String> expected) {
    Map<String, String> found = new HashMap<>();
    for (int key = 0; key < 3; key++) {
      for (Document document : query(store, Query.of(BY_KEY, 1_000, key)).items()) {
        assertThat(document.body()).isEqualTo(body("k", key));
        assertThat(found.put(document.id(), document.storedRev())).isNull();
      }
    }
    expected.forEach(
        (id, rev) -> {
          assertThat(found.get(id)).isEqualTo(rev);
          assertThat(await(store.get(INDEXED, id)).map(Document::rev))
              .isEqualTo(Optional.ofNullable(rev));
        });
    assertThat(found).hasSize((int) expected.values().stream().filter(rev -> rev != null).count());
  }

  /** Creates, moves and deletes documents of its own; tells the last revision of each. */
  private static Map<String, String> writeAtRandom(DocumentStore store, Scale scale, int writer) {
    Random random = new Random(writer);
    Map<String, Document> own = new HashMap<>();
    Map<String, String> latest = new HashMap<>();
    for (int round = 0; round < scale.rounds(); round++) {
      String id = "w" + writer + "-" + random.nextInt(5);
      Document stored = own.remove(id);
      if (stored != null && random.nextInt(4) == 0) {
        await(store.delete(INDEXED, id, stored.storedRev()));
        latest.put(id, null);
      } else {
        Document next = stored == null ? Document.create(id, body("k", 0)) : stored;
        own.put(id, await(store.put(INDEXED, next.withBody(body("k", random.nextInt(3))))));
        latest.put(id, own.get(id).storedRev());
      }
    }
    return latest;
  }

  /** Runs the writers, and the reader over and over until they are done; joins their results. */
  private static Map<String, String> whileWriting(
      StoreFixture stores, IntFunction<Map<String, String>> writer, Runnable reader) {
    int writers = stores.scale().writers();
    AtomicInteger running = new AtomicInteger(writers);
    List<Map<String, String>> results =
        Threads.race(
            writers + 1,
            thread -> {
              if (thread < writers) {
                try {
                  return writer.apply(thread);
                } finally {
                  running.decrementAndGet();
                }
              }
              do {
                reader.run();
              } while (running.get() > 0);
              return Map.of();
            });
    Map<String, String> all = new HashMap<>();
    results.forEach(all::putAll);
    return all;
  }

  /** Follows the changes page by page. */
  final class ChangeReader {
    private final DocumentStore store;
    private final Map<String, String> latest = new HashMap<>();
    private String since = "0";

    ChangeReader(DocumentStore store) {
      this.store = store;
    }

    /** Reads a page; false if it was empty. */
    boolean readPage() {
      ChangePage page = await(store.changes(INDEXED, since, 3));
      page.items().forEach(change -> latest.put(change.id(), change.rev()));
      since = page.next();
      return !page.items().isEmpty();
    }

    Map<String, String> latest() {
      return latest;
    }
  }
}
