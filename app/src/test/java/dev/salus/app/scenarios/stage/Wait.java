package dev.salus.app.scenarios.stage;

import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on the test's thread. */
public final class Wait {

  private static final long SECONDS = 60;

  private Wait() {}

  /** The result; throws what the future failed with. */
  public static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns once the future has succeeded or failed. */
  public static void settled(Future<?> future) {
    get(future.map(done -> true).otherwise(false));
  }

  /** What the future fails with, which must be of this type. */
  public static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
    try {
      Object result = get(future);
      return fail("should have failed with " + type.getSimpleName() + " but gave " + result);
    } catch (RuntimeException e) {
      if (!type.isInstance(e)) {
        throw new AssertionError("should have failed with " + type.getSimpleName(), e);
      }
      return type.cast(e);
    }
  }
}
