package dev.salus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.salus.api.Invalid;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits, on the thread of a test, for what a future gives. */
public final class Await {

  /**
   * Long for a busy machine; what comes at all comes sooner. Of mutants many never answer, so their
   * tests wait less.
   */
  private static final long SECONDS = Long.getLong("salus.await.seconds", 180);

  private Await() {}

  /** The result; throws what the future failed with. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing within " + SECONDS + " s", e);
    }
  }

  /** What the future fails with, which must be of this type. */
  public static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
    Throwable thrown = catchThrowable(() -> await(future));
    assertThat(thrown).isInstanceOf(type);
    return type.cast(thrown);
  }

  /** Asserts that a call is refused for this field. */
  public static void assertInvalid(String field, Future<?> future) {
    assertThat(failure(Invalid.class, future).field()).isEqualTo(field);
  }

  /** Returns once the future has succeeded or failed. */
  public static void settled(Future<?> future) {
    await(future.map(done -> true).otherwise(false));
  }

  /**
   * Returns once this holds, for what tells nobody when it does; fails if that takes as long as a
   * future may.
   */
  public static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + SECONDS + " s: " + what);
      }
      Thread.onSpinWait();
    }
  }

  /** All futures, whether they succeeded or not. */
  public static <T> List<Future<T>> settled(List<Future<T>> futures) {
    settled(Future.join(futures));
    return futures;
  }
}
