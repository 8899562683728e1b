package dev.salus.storage.memory;

import dev.salus.storage.support.Callers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * Runs the store's operations and completes their futures on the caller's context.
 *
 * <p>Small operations run at once on the calling thread, but their future completes in a later turn
 * of the caller's context: a chain of many calls then neither grows the stack nor keeps other work
 * from its turn. Operations on many documents run on the store's own worker threads.
 */
final class OperationRunner {

  /** Copying, encoding and hashing this many documents stays well under a millisecond. */
  private static final int MOST_INLINE = 32;

  private static final int WORKERS = 2;

  private final Callers callers;
  private final WorkerExecutor workers;

  OperationRunner(Vertx vertx) {
    this.callers = new Callers(vertx);
    this.workers = vertx.createSharedWorkerExecutor("salus-storage-memory", WORKERS);
  }

  /** The result of the step; what it throws fails the future. */
  <T> Future<T> run(int documents, Callable<T> step) {
    return documents > MOST_INLINE ? workers.executeBlocking(step, false) : here(attempt(step));
  }

  /** The same result, delivered in a turn of the caller's context. */
  <T> Future<T> here(Future<T> done) {
    return callers.here(done);
  }

  private static <T> Future<T> attempt(Callable<T> step) {
    try {
      return Future.succeededFuture(step.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** The caller's context, or a new one for a thread that has none. */
  Context context() {
    return callers.context();
  }

  /** Ends the worker threads. */
  Future<Void> close() {
    return workers.close();
  }
}
