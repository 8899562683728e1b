package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.SalusHost;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about a store that is not there yet. */
class StoreWaitTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path directory;

  @AfterEach
  void end() {
    await(vertx.close());
  }

  private Future<DocumentStore> open() {
    JsonObject options = new JsonObject().put("directory", directory.toString());
    return DocumentStores.provider("sqlite").open(vertx, options, SalusHost.collections());
  }

  @Test
  void aStoreThatIsInUseIsWaitedForUntilItIsFree() {
    DocumentStore first = await(open());
    Promise<String> told = Promise.promise();
    Future<DocumentStore> second =
        new StoreWait(vertx, LONG, told::tryComplete, () -> false).until(this::open);

    assertThat(await(told.future())).contains(directory.toString(), "is in use already");
    assertThat(second.isComplete()).isFalse();
    await(first.close());
    await(await(second).close());
  }

  @Test
  void whenTheTimeIsOverTheReasonIsTold() {
    DocumentStore first = await(open());
    assertThat(
            failure(
                StoreUnavailable.class,
                new StoreWait(vertx, Duration.ZERO, line -> {}, () -> false).until(this::open)))
        .hasMessageContaining("is in use already");
    await(first.close());
  }

  @Test
  void whatWaitingDoesNotMendIsNotTriedTwice() {
    AtomicInteger tries = new AtomicInteger();
    failure(
        IllegalArgumentException.class,
        new StoreWait(vertx, LONG, line -> {}, () -> false)
            .until(
                () -> {
                  tries.incrementAndGet();
                  return Future.failedFuture(new IllegalArgumentException("a wrong password"));
                }));
    assertThat(tries).hasValue(1);
  }

  @Test
  void whenNobodyWantsItAnyMoreNothingIsTriedAgain() {
    AtomicBoolean unwanted = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    StoreWait wait = new StoreWait(vertx, LONG, line -> unwanted.set(true), unwanted::get);
    failure(
        StoreUnavailable.class,
        wait.until(
            () -> {
              tries.incrementAndGet();
              return Future.failedFuture(new StoreUnavailable("it is away", 0, null));
            }));
    assertThat(tries).hasValue(1);
  }
}
