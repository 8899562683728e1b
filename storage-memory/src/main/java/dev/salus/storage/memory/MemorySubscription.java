package dev.salus.storage.memory;

import dev.salus.storage.Change;
import dev.salus.storage.ChangeSubscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log at the subscriber's own pace, a change in each turn of its context.
 *
 * <p>It keeps a position and no queue. A slow subscriber therefore costs nothing and holds nobody
 * up: the log keeps the newest change of each document, and that is what it finds when it gets
 * there.
 */
final class MemorySubscription implements ChangeSubscription {

  private final OperationRunner callers;
  private final Context context;
  private final Handler<Change> handler;
  private final Function<String, @Nullable Change> log;
  private final Handler<MemorySubscription> onClose;

  /** True while a turn is waiting or running; whoever sets it schedules the turn. */
  private final AtomicBoolean scheduled = new AtomicBoolean();

  private volatile String position;
  private volatile boolean closed;

  MemorySubscription(
      OperationRunner callers,
      Context context,
      String position,
      Handler<Change> handler,
      Function<String, @Nullable Change> log,
      Handler<MemorySubscription> onClose) {
    this.callers = callers;
    this.context = context;
    this.position = position;
    this.handler = handler;
    this.log = log;
    this.onClose = onClose;
  }

  /** Something was written; any thread. */
  void wake() {
    if (!closed && scheduled.compareAndSet(false, true)) {
      context.runOnContext(turn -> deliver());
    }
  }

  private void deliver() {
    Change change = closed ? null : log.apply(position);
    if (change == null) {
      scheduled.set(false);
      // A write between the look and the line above found a turn scheduled and did not wake us.
      if (!closed && log.apply(position) != null) {
        wake();
      }
      return;
    }
    position = change.sequence();
    // First the next turn, so that a handler that throws ends its own turn only.
    context.runOnContext(turn -> deliver());
    handler.handle(change);
  }

  /** Completes in a turn of the subscriber's context, hence after a delivery that is running. */
  @Override
  public Future<Void> close() {
    closed = true;
    onClose.handle(this);
    Promise<Void> promise = Promise.promise();
    context.runOnContext(turn -> promise.complete());
    return callers.here(promise.future());
  }
}
