package dev.salus.storage.support;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Lets calls in until it is closed, and tells when the last of them has left. Thread-safe. */
public final class Gate {

  private final Promise<Void> empty = Promise.promise();
  private int inside;
  private boolean closed;

  /** Open. */
  public Gate() {}

  /** False if the gate is closed; else the call must {@link #leave}. */
  public synchronized boolean enter() {
    if (!closed) {
      inside++;
    }
    return !closed;
  }

  /** A call that was let in has ended. */
  public void leave() {
    if (isLast()) {
      empty.tryComplete();
    }
  }

  /** Lets nobody in any more; completes when nobody is inside. */
  public Future<Void> close() {
    if (isEmptyNow()) {
      empty.tryComplete();
    }
    return empty.future();
  }

  private synchronized boolean isLast() {
    inside--;
    return closed && inside == 0;
  }

  private synchronized boolean isEmptyNow() {
    closed = true;
    return inside == 0;
  }
}
