package dev.salus.app.server;

import dev.salus.api.Unavailable;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts again what a store kept from starting that cannot be reached or is in use, for some time.
 * Nothing else is tried twice: a wrong password would lock an account.
 */
final class StoreWait {

  private static final long BETWEEN_MS = 1_000;

  private final Vertx vertx;
  private final long end;
  private final Consumer<String> waiting;
  private final BooleanSupplier noLonger;

  /**
   * Waits from now on.
   *
   * @param longest how long a start is begun anew
   * @param waiting is told, for people, why it is not there yet
   * @param noLonger whether nobody wants it any more, so that no start is begun anew
   */
  StoreWait(Vertx vertx, Duration longest, Consumer<String> waiting, BooleanSupplier noLonger) {
    this.vertx = vertx;
    this.end = System.nanoTime() + longest.toNanos();
    this.waiting = waiting;
    this.noLonger = noLonger;
  }

  /** What the first start that succeeds gives; fails as the last one. */
  <T> Future<T> until(Supplier<Future<T>> start) {
    return start.get().recover(failure -> again(start, failure));
  }

  private <T> Future<T> again(Supplier<Future<T>> start, Throwable failure) {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    boolean isAway = failure instanceof StoreUnavailable || failure instanceof Unavailable;
    if (!isAway || left <= 0 || noLonger.getAsBoolean()) {
      return Future.failedFuture(failure);
    }
    waiting.accept(StartFailure.explain(failure));
    return vertx
        .timer(Math.min(BETWEEN_MS, left))
        .compose(waited -> noLonger.getAsBoolean() ? Future.failedFuture(failure) : until(start));
  }
}
