package dev.salus.storage.couchdb;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Takes calls from any thread to the store's io context, and their results back. */
final class CallerContext {

  private final Vertx vertx;
  private final Context io;

  CallerContext(Vertx vertx, Context io) {
    this.vertx = vertx;
    this.io = io;
  }

  /** The caller's context, or a new one for a thread that has none. */
  Context current() {
    return vertx.getOrCreateContext();
  }

  /** Runs the step on the io context; its result is delivered in a turn of the caller's context. */
  <T> Future<T> call(Supplier<Future<T>> step) {
    Promise<T> promise = Promise.promise();
    io.runOnContext(turn -> attempt(step).onComplete(promise));
    return here(promise.future());
  }

  /** The same result, delivered in a turn of the caller's context. */
  <T> Future<T> here(Future<T> done) {
    Context caller = current();
    Promise<T> promise = Promise.promise();
    done.onComplete(result -> caller.runOnContext(turn -> done.onComplete(promise)));
    return promise.future();
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
