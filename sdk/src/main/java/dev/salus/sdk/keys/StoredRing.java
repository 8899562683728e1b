package dev.salus.sdk.keys;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ring that is written to its store as it changes. One write is under way at a time; all that
 * changes meanwhile goes with the next one. What was seen of entities waits for a short while,
 * since each read changes it; a write that failed is tried again after the same while.
 *
 * <p>Neither the store nor anybody who waits is ever called while this object's lock is held.
 */
final class StoredRing implements KeyRingSaver {

  /** What was seen in this time before a crash may be forgotten. */
  static final Duration SOON = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(StoredRing.class);

  private final KeyStore store;
  private final KeyRing keyRing;
  private final Vertx vertx;
  private final Duration soon;
  private final Runnable stopListening;
  private boolean changed;
  private boolean writing;
  private @Nullable Promise<Void> next;
  private @Nullable Long timer;
  private @Nullable Future<Void> closed;

  /**
   * @param soon how long what was seen may wait, and a write that failed
   */
  StoredRing(KeyStore store, KeyRing keyRing, Vertx vertx, Duration soon) {
    this.store = store;
    this.keyRing = keyRing;
    this.vertx = vertx;
    this.soon = soon;
    this.stopListening = keyRing.onChange(this::changed);
  }

  private void changed(KeyRingChange change) {
    start(mark(change));
  }

  private synchronized @Nullable Promise<Void> mark(KeyRingChange change) {
    changed = true;
    if (change == KeyRingChange.SEEN) {
      writeSoon();
      return null;
    }
    requested();
    return startable();
  }

  @Override
  public Future<Void> save() {
    Future<Void> over = closed();
    return over == null ? saveNow() : over;
  }

  /** A note beside the ring where the store has such; it need not wait for a save under way. */
  @Override
  public Future<Void> saveSeen(Collection<String> entityIds) {
    return store instanceof NotingStore notes && closed() == null
        ? notes.note(keyRing, entityIds)
        : save();
  }

  private synchronized @Nullable Future<Void> closed() {
    return closed;
  }

  private Future<Void> saveNow() {
    Future<Void> written;
    Promise<Void> first;
    synchronized (this) {
      if (!changed && !writing) {
        return Future.succeededFuture();
      }
      written = requested().future();
      first = startable();
    }
    start(first);
    return written;
  }

  @Override
  public Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    synchronized (this) {
      if (closed != null) {
        return closed;
      }
      closed = promise.future();
      cancelTimer();
    }
    stopListening.run();
    saveNow().eventually(this::wiped).onComplete(promise);
    return promise.future();
  }

  private Future<Void> wiped() {
    keyRing.wipe();
    return Future.succeededFuture(keyRing.owner()).compose(store::release);
  }

  /** The write that begins after now. */
  private Promise<Void> requested() {
    if (next == null) {
      next = Promise.promise();
    }
    return next;
  }

  /** The next write, if there is one and none is under way; it is from then on. */
  private @Nullable Promise<Void> startable() {
    Promise<Void> first = next;
    if (writing || first == null) {
      return null;
    }
    next = null;
    writing = true;
    changed = false;
    cancelTimer();
    return first;
  }

  private void start(@Nullable Promise<Void> write) {
    if (write != null) {
      Future.succeededFuture(keyRing)
          .compose(store::save)
          .onComplete(result -> written(result, write));
    }
  }

  private void written(AsyncResult<Void> result, Promise<Void> write) {
    start(finished(result));
    write.handle(result);
  }

  private synchronized @Nullable Promise<Void> finished(AsyncResult<Void> result) {
    writing = false;
    if (result.failed()) {
      failed(result.cause());
    }
    return startable();
  }

  /** The cause may say what is in the ring, so only its type is logged. */
  private void failed(Throwable cause) {
    LOG.error(
        "the key ring of data owner {} could not be saved: {}",
        keyRing.owner(),
        cause.getClass().getName());
    changed = true;
    writeSoon();
  }

  private void writeSoon() {
    if (timer == null && closed == null) {
      timer = vertx.setTimer(soon.toMillis(), now -> start(timeIsUp()));
    }
  }

  private synchronized @Nullable Promise<Void> timeIsUp() {
    timer = null;
    if (changed && closed == null) {
      requested();
    }
    return startable();
  }

  private void cancelTimer() {
    if (timer != null) {
      vertx.cancelTimer(timer);
      timer = null;
    }
  }
}
