package dev.salus.core.fair;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A piece of work, and who waits for it.
 *
 * @param work what is to be done
 * @param result what came of it
 */
public record WaitingWork<T>(Callable<T> work, CompletableFuture<T> result) {

  /** Work that nobody has begun. */
  public static <T> WaitingWork<T> of(Callable<T> work) {
    return new WaitingWork<>(work, new CompletableFuture<>());
  }

  /** Does the work; whatever it throws is its result. */
  public void run() {
    try {
      result.complete(work.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /** Says that it will not be done. */
  public void refuse(Throwable why) {
    result.completeExceptionally(why);
  }
}
