package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A closed store answers that it is closed, and leaves no call without an answer. */
public interface CloseContract extends StoreContract {

  @Test
  default void close_makesEveryCallUnavailable(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    await(store.close());

    Calls.succeeding(store, INDEXED)
        .forEach(
            (name, call) ->
                assertThat(failureOf(call)).as(name).isInstanceOf(StoreUnavailable.class));
  }

  @Test
  default void close_mayBeCalledAgain(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    Future<Void> first = store.close();
    Future<Void> second = store.close();
    await(first);
    await(second);
    await(store.close());
    Threads.race(stores.scale().writers(), thread -> await(store.close()));

    assertThat(first.succeeded()).isTrue();
    assertThat(second.succeeded()).isTrue();
  }

  @Test
  default void close_endsSubscriptions(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    ChangeRecorder recorder = new ChangeRecorder();
    ChangeSubscription subscription = await(store.subscribe(INDEXED, "0", recorder));
    Samples.putNew(store, INDEXED, "a", body("k", 1));
    recorder.awaitDocument("a");

    await(store.close());
    await(subscription.close());

    assertThat(recorder.seen()).hasSize(1);
  }

  @Test
  default void close_leavesNoCallWithoutAnAnswer(StoreFixture stores) {
    for (ThreadingModel threads : List.of(ThreadingModel.EVENT_LOOP, ThreadingModel.WORKER)) {
      DocumentStore store = stores.open(INDEXED_SPEC);
      var context = stores.newContext(threads);

      List<Future<?>> running =
          await(
              StoreFixture.on(
                  context, () -> Future.succeededFuture(startAndClose(store, threads.name()))));

      for (Future<?> call : running) {
        Throwable failure = await(call.map(done -> (Throwable) null).otherwise(Throwable::new));
        assertThat(failure == null || failure.getCause() instanceof StoreUnavailable)
            .as("%s", failure)
            .isTrue();
      }
    }
  }

  /** Calls that are under way when the store closes, and the closing itself. */
  private static List<Future<?>> startAndClose(DocumentStore store, String id) {
    List<Document> many = Samples.documents(IntStream.range(0, 100).boxed().toList());
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      running.add(store.putMany(INDEXED, many));
      running.add(store.put(INDEXED, Document.create(id + i, body("k", i))));
      running.add(store.get(INDEXED, Samples.id(i)));
      running.add(
          store.getMany(INDEXED, many.stream().map(Document::id).toList(), ReadBound.OF_PAGE));
      running.add(store.query(INDEXED, Query.of(Samples.BY_KEY, 1_000)));
      running.add(store.changes(INDEXED, "0", 1_000));
      running.add(store.subscribe(INDEXED, "0", change -> {}));
    }
    running.add(store.close());
    return running;
  }
}
