package dev.salus.storage.memory;

import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.contract.StoreContract;
import dev.salus.storage.contract.StoreFixture;
import dev.salus.storage.contract.TestBackend;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the store in memory's change feed promises beyond the SPI. */
class MemoryFeedTest implements StoreContract {

  private static final String NOTES = "notes";

  @Override
  public TestBackend newBackend() {
    return (vertx, collections) ->
        new MemoryStoreProvider().open(vertx, new JsonObject(), collections);
  }

  @Test
  void changes_areInOrderAcrossDocuments(StoreFixture stores) {
    DocumentStore store = stores.open(CollectionSpec.of(NOTES));
    Document a = write(store, Document.create("a", new JsonObject()));
    write(store, Document.create("b", new JsonObject()));
    write(store, Document.create("c", new JsonObject()));
    write(store, a);

    assertThat(await(store.changes(NOTES, "0", 10)).items())
        .extracting(Change::id)
        .containsExactly("b", "c", "a");
  }

  @Test
  void aSlowSubscriber_isToldTheNewestOnly(StoreFixture stores) {
    DocumentStore store = stores.open(CollectionSpec.of(NOTES));
    Context context = stores.newContext(ThreadingModel.WORKER);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    await(
        StoreFixture.on(
            context,
            () ->
                store.subscribe(
                    NOTES,
                    "now",
                    change -> {
                      begun.countDown();
                      awaitOpen(mayGoOn);
                      told.add(change.id() + " " + change.rev());
                      if (change.id().equals("last")) {
                        done.countDown();
                      }
                    })));

    Document often = write(store, Document.create("often", new JsonObject()));
    String first = often.storedRev();
    awaitOpen(begun);
    for (int i = 0; i < 1_000; i++) {
      often = write(store, often);
    }
    Document last = write(store, Document.create("last", new JsonObject()));
    mayGoOn.countDown();
    awaitOpen(done);

    // The first delivery began before the rest was written; of the rest it is told what is newest.
    assertThat(told)
        .contains("often " + often.storedRev(), "last " + last.storedRev())
        .isSubsetOf("often " + first, "often " + often.storedRev(), "last " + last.storedRev());
  }

  private static Document write(DocumentStore store, Document document) {
    return await(store.put(NOTES, document));
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      assertThat(latch.await(180, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
