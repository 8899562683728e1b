package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A subscriber is told every change until it closes, at its own pace. */
public interface SubscriptionContract extends StoreContract {

  @Test
  default void subscribe_tellsWhatWasAndWhatComes(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC, CollectionSpec.of("other"));
    Map<String, String> latest = new HashMap<>();
    latest.put("a", putNew(store, PLAIN, "a", body("n", 1)).storedRev());
    Document b = putNew(store, PLAIN, "b", body("n", 1));
    putNew(store, "other", "c", body("n", 1));
    ChangeRecorder recorder = new ChangeRecorder();

    await(store.subscribe(PLAIN, "0", recorder));
    latest.put("b", b.storedRev());
    recorder.awaitLatest(latest);
    await(store.delete(PLAIN, "b", b.storedRev()));
    latest.put("b", null);
    latest.put("d", putNew(store, PLAIN, "d", body("n", 1)).storedRev());
    recorder.awaitLatest(latest);

    assertThat(recorder.seen()).doesNotHaveDuplicates();
    assertThat(recorder.inOrder()).isTrue();
  }

  @Test
  default void subscribe_fromNow(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "before", body("n", 1));
    ChangeRecorder recorder = new ChangeRecorder();

    await(store.subscribe(PLAIN, "now", recorder));
    putNew(store, PLAIN, "after", body("n", 1));
    recorder.awaitDocument("after");

    assertThat(recorder.latest()).containsOnlyKeys("after");
  }

  @Test
  default void subscribe_fromWhereAnotherStopped(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    ChangeRecorder first = new ChangeRecorder();
    ChangeSubscription subscription = await(store.subscribe(PLAIN, "0", first));
    putNew(store, PLAIN, "a", body("n", 1));
    first.awaitDocument("a");
    await(subscription.close());
    putNew(store, PLAIN, "b", body("n", 1));

    ChangeRecorder second = new ChangeRecorder();
    await(store.subscribe(PLAIN, first.seen().get(0).sequence(), second));
    second.awaitDocument("b");

    assertThat(second.latest()).containsOnlyKeys("b");
  }

  @Test
  default void subscribe_fromAPage(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "a", body("n", 1));
    String next = await(store.changes(PLAIN, "0", 10)).next();
    putNew(store, PLAIN, "b", body("n", 1));

    ChangeRecorder recorder = new ChangeRecorder();
    await(store.subscribe(PLAIN, next, recorder));
    recorder.awaitDocument("b");

    assertThat(recorder.latest()).containsOnlyKeys("b");
  }

  /** The subscriber goes to rest as the next write comes, over and over. */
  @Test
  default void subscribe_neverRestsOnAChange(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    ChangeRecorder recorder = new ChangeRecorder();
    await(store.subscribe(PLAIN, "now", recorder));
    Document document = Document.create("a", body("n", 1));

    for (int round = 0; round < 10 * stores.scale().rounds(); round++) {
      document = await(store.put(PLAIN, document));
      recorder.awaitLatest(Map.of("a", document.storedRev()));
    }
    assertThat(recorder.inOrder()).isTrue();
  }

  /** Closed while a change is being told and many more wait. */
  @Test
  default void close_isFinal(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Context worker = stores.newContext(ThreadingModel.WORKER);
    Semaphore mayGoOn = new Semaphore(5);
    ChangeRecorder closed = new ChangeRecorder();
    ChangeRecorder open = new ChangeRecorder();
    await(store.subscribe(PLAIN, "0", open));
    ChangeSubscription subscription =
        await(StoreFixture.on(worker, () -> store.subscribe(PLAIN, "0", held(closed, mayGoOn))));
    Samples.putAll(store, PLAIN, Samples.documents(IntStream.range(0, 100).boxed().toList()));
    closed.awaitUntil(seen -> seen.size() == 5);

    Future<Void> closing = subscription.close();
    mayGoOn.release();
    await(closing);
    List<Change> seen = closed.seen();
    mayGoOn.release(100);
    putNew(store, PLAIN, "last", body("n", 1));
    open.awaitDocument("last");
    await(StoreFixture.on(worker, () -> Future.succeededFuture("a turn of the subscriber's")));

    assertThat(closed.seen()).isEqualTo(seen);
    await(subscription.close());
  }

  @Test
  default void close_fromInsideTheHandler(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    AtomicReference<ChangeSubscription> subscription = new AtomicReference<>();
    AtomicInteger told = new AtomicInteger();
    Promise<Void> ended = Promise.promise();
    subscription.set(
        await(
            store.subscribe(
                PLAIN,
                "now",
                change -> {
                  if (told.incrementAndGet() == 1) {
                    subscription.get().close().onComplete(ended);
                  }
                })));
    ChangeRecorder open = new ChangeRecorder();
    await(store.subscribe(PLAIN, "now", open));

    putNew(store, PLAIN, "a", body("n", 1));
    await(ended.future());
    putNew(store, PLAIN, "b", body("n", 1));
    open.awaitDocument("b");

    assertThat(told).hasValue(1);
  }

  @Test
  default void handler_runsOnTheCallersContext(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    putNew(store, PLAIN, "a", body("n", 1));
    for (ThreadingModel threads :
        List.of(ThreadingModel.EVENT_LOOP, ThreadingModel.EVENT_LOOP, ThreadingModel.WORKER)) {
      Context context = stores.newContext(threads);
      AtomicReference<String> told = new AtomicReference<>();
      ChangeRecorder recorder = new ChangeRecorder();
      await(
          StoreFixture.on(
              context,
              () ->
                  store.subscribe(
                      PLAIN,
                      "0",
                      change -> {
                        told.set(Vertx.currentContext().deploymentID());
                        recorder.handle(change);
                      })));
      recorder.awaitDocument("a");

      assertThat(told).hasValue(context.deploymentID());
    }
  }

  @Test
  default void handler_thatThrowsIsToldTheNext(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Context context = stores.newContext(ThreadingModel.EVENT_LOOP);
    context.exceptionHandler(expected -> assertThat(expected).hasMessage("on purpose"));
    ChangeRecorder recorder = new ChangeRecorder();
    await(
        StoreFixture.on(
            context,
            () ->
                store.subscribe(
                    PLAIN,
                    "now",
                    change -> {
                      recorder.handle(change);
                      throw new IllegalStateException("on purpose");
                    })));

    for (String id : List.of("a", "b", "c")) {
      putNew(store, PLAIN, id, body("n", 1));
      recorder.awaitDocument(id);
    }
    assertThat(recorder.seen()).hasSize(3);
  }

  @Test
  default void aSlowSubscriber_holdsUpNobody(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Context worker = stores.newContext(ThreadingModel.WORKER);
    Semaphore mayGoOn = new Semaphore(0);
    ChangeRecorder slow = new ChangeRecorder();
    ChangeRecorder fast = new ChangeRecorder();
    await(StoreFixture.on(worker, () -> store.subscribe(PLAIN, "0", held(slow, mayGoOn))));
    await(store.subscribe(PLAIN, "0", fast));

    Map<String, String> latest = new HashMap<>();
    for (int i = 0; i < stores.scale().documents(); i++) {
      Document first = putNew(store, PLAIN, Samples.id(i), body("n", 1));
      latest.put(first.id(), await(store.put(PLAIN, first)).storedRev());
    }
    fast.awaitLatest(latest);
    mayGoOn.release(1_000_000);
    slow.awaitLatest(latest);

    assertThat(slow.overlapped()).isFalse();
    assertThat(slow.inOrder()).isTrue();
    assertThat(fast.inOrder()).isTrue();
  }

  /** Needs a permit for each change. */
  private static Handler<Change> held(ChangeRecorder recorder, Semaphore mayGoOn) {
    return change -> {
      try {
        assertThat(mayGoOn.tryAcquire(180, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
      recorder.handle(change);
    };
  }
}
