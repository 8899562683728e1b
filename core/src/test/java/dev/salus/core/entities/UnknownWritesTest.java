package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.MovableClock;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts for a write of which nobody knew whether it happened (threat T23). */
class UnknownWritesTest {

  private static final String ID = "d290f1ee-6c54-4b01-90e6-d701748f0851";

  private final Vertx vertx = Vertx.vertx();
  private final MovableClock clock = new MovableClock();
  private final DocumentStore real =
      await(
          DocumentStores.provider("memory")
              .open(vertx, new JsonObject(), List.of(EntityDocument.SPEC)));
  private final FailingStore store = new FailingStore(real);
  private final List<Long> given = new ArrayList<>();
  private final UnknownWrites unknown =
      new UnknownWrites(
          "this one",
          store,
          ReadMemory.of(vertx),
          clock,
          (author, bytes) -> given.add(author.equals("author") ? bytes : 0));

  @AfterEach
  void close() {
    await(real.close());
    await(vertx.close());
  }

  private static Document document(String rev) {
    return new Document(ID, rev, new JsonObject().put("entity", new JsonObject()));
  }

  private Document unanswered(String rev, long growth) {
    Document marked = unknown.marked(document(rev));
    unknown.add("author", marked, growth);
    return marked;
  }

  private void lookUp() {
    clock.advance(UnknownWrites.LOOKED_UP_AFTER);
    await(unknown.lookUp());
  }

  private String put(Document document) {
    return await(real.put(EntityDocument.COLLECTION, document)).storedRev();
  }

  @Test
  void t23_whatDidNotHappenIsFreeOnceItCannotHappenAnyMore() {
    unanswered(null, 10);

    await(unknown.lookUp());
    assertThat(given).isEmpty();

    lookUp();
    assertThat(given).containsExactly(10L);
    lookUp();
    assertThat(given).hasSize(1);
  }

  @Test
  void t23_whatHappenedCountsAndWhatItMadeLessIsFree() {
    String rev = put(unanswered(null, 10));
    lookUp();
    assertThat(given).isEmpty();

    put(unanswered(rev, -4));
    lookUp();
    assertThat(given).containsExactly(4L);
  }

  @Test
  void t23_theSameWriteOnceMoreIsAnother() {
    unanswered(null, 10);
    put(unknown.marked(document(null)));

    lookUp();

    assertThat(given).containsExactly(10L);
  }

  @Test
  void whatNobodyCanTellCountsAsStored() {
    String rev = put(unknown.marked(document(null)));
    unanswered(rev, 10);
    unanswered(rev, -4);
    for (int i = 0; i < 2; i++) {
      rev = put(unknown.marked(document(rev)));
    }

    lookUp();

    assertThat(given).containsExactly(4L);
  }

  @Test
  void whatCannotBeReadIsLookedUpLater() {
    unanswered(null, 10);
    store.dieAfter(-1, false);
    lookUp();
    assertThat(given).isEmpty();

    store.mend();
    lookUp();
    assertThat(given).containsExactly(10L);
  }
}
