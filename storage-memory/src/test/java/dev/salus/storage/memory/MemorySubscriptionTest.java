package dev.salus.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The moment that no test from outside can hit. */
class MemorySubscriptionTest {

  private static final Change CHANGE = new Change("1", "a", "1-a");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<@Nullable MemorySubscription> subscription =
      new AtomicReference<>();
  private final AtomicReference<@Nullable Change> log = new AtomicReference<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(180, TimeUnit.SECONDS);
  }

  @Test
  void aWriteBetweenTheLastLookAndTheRest_isToldAllTheSame() throws TimeoutException {
    Promise<Change> told = Promise.promise();
    subscription.set(
        new MemorySubscription(
            new OperationRunner(vertx),
            vertx.getOrCreateContext(),
            "0",
            told::tryComplete,
            this::lookThenWrite,
            ended -> {}));

    subscription.get().wake();

    assertThat(told.future().await(180, TimeUnit.SECONDS)).isEqualTo(CHANGE);
  }

  /** Finds nothing the first time, and then, before the subscriber rests, somebody writes. */
  private @Nullable Change lookThenWrite(String after) {
    if (!after.equals("0")) {
      return null;
    }
    Change found = log.getAndSet(CHANGE);
    if (found == null) {
      subscription.get().wake();
    }
    return found;
  }
}
