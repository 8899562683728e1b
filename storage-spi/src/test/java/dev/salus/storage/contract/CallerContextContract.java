package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.DocumentStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A future completes on the context of whoever made the call. */
public interface CallerContextContract extends StoreContract {

  @Test
  default void results_comeOnTheCallersContext(StoreFixture stores) {
    for (ThreadingModel threads :
        List.of(ThreadingModel.EVENT_LOOP, ThreadingModel.EVENT_LOOP, ThreadingModel.WORKER)) {
      DocumentStore store = stores.open(INDEXED_SPEC);
      assertAllOn(stores.newContext(threads), Calls.succeeding(store, INDEXED));
      await(store.close());
    }
  }

  @Test
  default void failures_comeOnTheCallersContext(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    assertAllOn(stores.newContext(ThreadingModel.EVENT_LOOP), Calls.refused(store, INDEXED));
    assertAllOn(stores.newContext(ThreadingModel.WORKER), Calls.refused(store, INDEXED));
  }

  @Test
  default void subscriptionsAndStores_closeOnTheCallersContext(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    Context subscriber = stores.newContext(ThreadingModel.EVENT_LOOP);
    Context closer = stores.newContext(ThreadingModel.EVENT_LOOP);

    var subscription =
        await(StoreFixture.on(subscriber, () -> store.subscribe(INDEXED, "now", change -> {})));

    assertAllOn(
        closer,
        Map.of("subscription", subscription::close, "subscription again", subscription::close));
    assertAllOn(closer, Map.of("store", store::close));
    assertAllOn(subscriber, Map.of("store again", store::close));
  }

  private static void assertAllOn(Context context, Map<String, Supplier<Future<?>>> calls) {
    calls.forEach(
        (name, call) ->
            assertThat(completionContext(context, call))
                .as(name)
                .isEqualTo(context.deploymentID()));
  }

  /** The deployment on whose context the call's future completes. */
  private static String completionContext(Context context, Supplier<Future<?>> call) {
    Promise<String> where = Promise.promise();
    context.runOnContext(
        turn ->
            call.get()
                .onComplete(
                    done -> {
                      Context current = Vertx.currentContext();
                      where.complete(current == null ? "none" : current.deploymentID());
                    }));
    return await(where.future());
  }
}
