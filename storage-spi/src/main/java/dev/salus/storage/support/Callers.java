package dev.salus.storage.support;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings results to where the call came from. Thread-safe. */
public final class Callers {

  private final Vertx vertx;

  /** For calls from this Vert.x, or from threads that it does not know. */
  public Callers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The caller's context, or a new one for a thread that has none. */
  public Context context() {
    return vertx.getOrCreateContext();
  }

  /** The same result, delivered in a later turn of the caller's context. */
  public <T> Future<T> here(Future<T> done) {
    Context context = context();
    Promise<T> promise = Promise.promise();
    done.onComplete(result -> context.runOnContext(turn -> done.onComplete(promise)));
    return promise.future();
  }
}
