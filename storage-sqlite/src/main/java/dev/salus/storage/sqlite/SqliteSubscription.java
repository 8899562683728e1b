package dev.salus.storage.sqlite;

import dev.salus.storage.Change;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.support.Callers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Reads the history at the subscriber's own pace: a page at a time, and a change in each turn of
 * its context. A slow subscriber holds a page, and nobody up.
 */
final class SqliteSubscription implements ChangeSubscription {

  private static final long RETRY_MS = 1_000;

  private final Callers callers;
  private final Context context;
  private final Handler<Change> handler;
  private final Function<String, Future<List<Change>>> read;
  private final Handler<SqliteSubscription> onClose;

  /** Read and not told yet; the context's only. */
  private final Queue<Change> page = new ArrayDeque<>();

  /** True while a turn or a reading is under way; whoever sets it begins. */
  private final AtomicBoolean running = new AtomicBoolean();

  /** Something was written after the reading began that is under way. */
  private final AtomicBoolean written = new AtomicBoolean();

  private volatile String position;
  private volatile boolean closed;

  /**
   * @param position the sequence after which it begins
   * @param read a page of changes after a sequence, in order
   */
  SqliteSubscription(
      Callers callers,
      Context context,
      String position,
      Handler<Change> handler,
      Function<String, Future<List<Change>>> read,
      Handler<SqliteSubscription> onClose) {
    this.callers = callers;
    this.context = context;
    this.position = position;
    this.handler = handler;
    this.read = read;
    this.onClose = onClose;
  }

  /** Something was written; any thread. */
  void wake() {
    written.set(true);
    if (!closed && running.compareAndSet(false, true)) {
      context.runOnContext(turn -> tellNext());
    }
  }

  private void tellNext() {
    Change next = closed ? null : page.poll();
    if (next == null) {
      readMore();
      return;
    }
    position = next.sequence();
    // First the next turn, so that a handler that throws ends its own turn only.
    context.runOnContext(turn -> tellNext());
    handler.handle(next);
  }

  private void readMore() {
    if (closed) {
      return;
    }
    written.set(false);
    read.apply(position).onComplete(result -> context.runOnContext(turn -> whenRead(result)));
  }

  private void whenRead(AsyncResult<List<Change>> result) {
    if (result.failed()) {
      context.owner().setTimer(RETRY_MS, timer -> readMore());
    } else if (result.result().isEmpty()) {
      rest();
    } else {
      page.addAll(result.result());
      tellNext();
    }
  }

  private void rest() {
    running.set(false);
    // A write between the reading and the line above found it running and did not begin a turn.
    if (written.get()) {
      wake();
    }
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
