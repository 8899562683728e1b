package dev.salus.core.fair;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.TooManyRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that costs processor time, by the order in which it is done (threat T23). */
class FairWorkersTest {

  private static final int MOST = 8;

  private final Vertx vertx = Vertx.vertx();
  private final FairWorkers workers = new FairWorkers(vertx, 1, new FairQueue<>(MOST, MOST));
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void close() {
    held.countDown();
    await(workers.close());
    await(vertx.close());
  }

  @Test
  void t23_whoBringsMuchDelaysNobodyElseByMoreThanAStep() {
    List<Future<Void>> done = new ArrayList<>();
    hold();
    for (int i = 0; i < 3; i++) {
      done.add(workers.runSteps("alice", steps("alice " + i, 5)));
    }
    done.add(workers.runSteps("bob", steps("bob", 2)));
    done.add(workers.runSteps("carol", steps("carol", 1)));
    held.countDown();

    assertThat(settled(done)).allMatch(Future::succeeded);
    assertThat(order.subList(0, 4)).containsExactly("alice 0", "bob", "carol", "alice 1");
    assertThat(order).hasSize(3 * 5 + 2 + 1);
  }

  @Test
  void t23_whoseQueueIsFullIsToldToComeBackAndOthersHaveRoom() {
    List<Future<Void>> alices = new ArrayList<>();
    hold();
    for (int i = 0; i < MOST; i++) {
      alices.add(workers.runSteps("alice", steps("alice", 1)));
    }
    TooManyRequests refused =
        failure(TooManyRequests.class, workers.runSteps("alice", steps("too much", 1)));
    Future<Void> bobs = workers.runSteps("bob", steps("bob", 1));
    held.countDown();

    await(bobs);
    assertThat(refused.retryAfterMs()).isPositive();
    assertThat(settled(alices)).filteredOn(Future::failed).hasSize(1);
    assertThat(order).doesNotContain("too much").contains("bob");
  }

  @Test
  void aStepThatFailsIsTheLast() {
    AtomicInteger ran = new AtomicInteger();

    failure(
        Invalid.class,
        workers.runSteps(
            "alice",
            () -> {
              if (ran.incrementAndGet() == 3) {
                throw new Invalid("a", "a: is wrong");
              }
              return true;
            }));

    assertThat(ran).hasValue(3);
  }

  private Callable<Boolean> steps(String name, int count) {
    AtomicInteger ran = new AtomicInteger();
    return () -> {
      order.add(name);
      return ran.incrementAndGet() < count;
    };
  }

  /** Keeps the only worker busy, so that what comes meanwhile waits. */
  private void hold() {
    CountDownLatch busy = new CountDownLatch(1);
    workers.run(
        "somebody",
        () -> {
          busy.countDown();
          held.await();
          return null;
        });
    try {
      busy.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
