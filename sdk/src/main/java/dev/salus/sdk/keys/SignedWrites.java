package dev.salus.sdk.keys;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The writes that keys of a ring sign and that are not answered yet. A key is retired once all that
 * it signed has arrived: the server refuses what comes later. Thread-safe.
 */
public final class SignedWrites {

  private final Set<Future<Void>> underWay = ConcurrentHashMap.newKeySet();

  private volatile Supplier<Future<Void>> before = Future::succeededFuture;

  SignedWrites() {}

  /** Has this done before each write; a write fails with what it failed with. */
  public void before(Supplier<Future<Void>> each) {
    before = each;
  }

  /** Does this, which signs something and waits for the server's answer. */
  public <T> Future<T> during(Supplier<Future<T>> write) {
    Promise<Void> over = Promise.promise();
    underWay.add(over.future());
    return Future.succeededFuture()
        .compose(started -> before.get())
        .compose(ready -> write.get())
        .onComplete(
            done -> {
              underWay.remove(over.future());
              over.complete();
            });
  }

  /** Completes once every write that is under way now has succeeded or failed; never fails. */
  public Future<Void> settled() {
    return Future.join(List.copyOf(underWay)).mapEmpty();
  }
}
