package dev.salus.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on the JUnit thread, for what a future gives. */
public final class Await {

  private Await() {}

  public static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within 30 s", e);
    }
  }

  /** The typed failure of a future that must fail so. */
  public static <E extends SalusException> E failure(Class<E> type, Future<?> future) {
    Throwable thrown = catchThrowable(() -> await(future));
    assertThat(thrown).isInstanceOf(type);
    return type.cast(thrown);
  }

  /** Asserts that a call is refused for this field. */
  public static void assertInvalid(String field, Future<?> future) {
    assertThat(failure(Invalid.class, future).field()).isEqualTo(field);
  }

  /** All futures, whether they succeeded or not. */
  public static <T> List<Future<T>> settled(List<Future<T>> futures) {
    await(Future.join(futures).otherwiseEmpty());
    return futures;
  }
}
