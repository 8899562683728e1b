package dev.salus.sdk;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on the test's thread. */
public final class Wait {

  private static final long SECONDS = 30;

  private Wait() {}

  /** The result; throws what the future failed with. */
  public static <T> T get(Future<T> future) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("it did not complete", e);
    }
  }
}
