package dev.salus.core.storeaccess;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unavailable;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is large is read in turns, whatever it is and whoever asks (threats T22, T24). */
class ReadMemoryTest {

  private static final long HEAP = 128L << 20;

  private final Vertx vertx = Vertx.vertx();
  private final ReadMemory memory = new ReadMemory(vertx, HEAP);
  private final Map<String, Promise<String>> running = new ConcurrentHashMap<>();
  private final Map<String, Promise<Void>> begun = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A read that ends when its test says so. */
  private Future<String> read(String owner, String name, ReadBound bound) {
    return memory.during(
        owner,
        bound,
        () -> {
          Promise<String> end = Promise.promise();
          running.put(name, end);
          begun(name).complete();
          return end.future();
        });
  }

  /** Waits until it runs, and looks whether nothing else does. */
  private void runsAlone(String name) {
    await(begun(name).future());
    assertThat(running).containsOnlyKeys(name);
  }

  private Promise<Void> begun(String name) {
    return begun.computeIfAbsent(name, unheard -> Promise.promise());
  }

  private void end(String name, Future<String> read) {
    await(begun(name).future());
    running.remove(name).complete(name);
    assertThat(await(read)).isEqualTo(name);
  }

  @Test
  void t22_oneAtATimeReadsWhatIsLargeOnASmallHeapInTurnsByOwner() {
    Future<String> first = read("greedy", "first", memory.large());
    Future<String> second = read("greedy", "second", memory.large());
    Future<String> third = read("greedy", "third", memory.large());
    Future<String> fourth = read("greedy", "fourth", memory.large());
    Future<String> other = read("other", "other", memory.large());
    runsAlone("first");

    end("first", first);
    runsAlone("second");
    end("second", second);
    end("third", third);
    runsAlone("other");
    end("other", other);
    end("fourth", fourth);
  }

  @Test
  void t22_whatIsSmallTakesItsPartAndNeitherOvertakesNorStarvesWhatIsLarge() {
    List<Future<String>> small = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      small.add(read("reader", "small" + i, memory.few()));
    }
    assertThat(running).hasSize(10);
    Future<String> large = read("other", "large", memory.large());
    Future<String> later = read("reader", "later", memory.few());
    assertThat(running).hasSize(10);

    for (int i = 0; i < 10; i++) {
      end("small" + i, small.get(i));
    }
    runsAlone("large");
    end("large", large);
    end("later", later);
  }

  @Test
  void aReadThatFailsOrThrowsGivesItsMemoryBack() {
    IllegalStateException broken = new IllegalStateException("broken");
    failure(
        IllegalStateException.class,
        memory.during("a", memory.large(), () -> Future.failedFuture(broken)));
    failure(
        IllegalStateException.class,
        memory.during(
            "a",
            memory.large(),
            () -> {
              throw broken;
            }));

    end("next", read("a", "next", memory.large()));
  }

  @Test
  void t22_moreThanMayWaitAreToldToComeAgain() {
    Future<String> first = read("a", "first", memory.large());
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i <= ReadMemory.WAITING; i++) {
      waiting.add(read("a", "waiting" + i, memory.large()));
    }

    Unavailable refused = failure(Unavailable.class, read("a", "tooMuch", memory.large()));

    assertThat(refused.retryAfterMs()).isPositive();
    runsAlone("first");
    end("first", first);
    end("waiting0", waiting.get(0));
  }

  /** Nobody enters or leaves meanwhile. */
  @Test
  void t22_whoWaitsForAReadThatHangsIsToldToComeAgainAndTakesNothing() {
    ReadMemory impatient = new ReadMemory(vertx, HEAP, 48L << 20, Duration.ofMillis(20));
    Promise<String> hanging = Promise.promise();
    Future<String> first = impatient.during("a", impatient.large(), hanging::future);

    failure(
        Unavailable.class,
        impatient.during("b", impatient.large(), () -> Future.succeededFuture("never")));

    hanging.complete("at last");
    assertThat(await(first)).isEqualTo("at last");
    assertThat(
            await(impatient.during("b", impatient.large(), () -> Future.succeededFuture("next"))))
        .isEqualTo("next");
  }
}
