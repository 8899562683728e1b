package dev.salus.storage.couchdb;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends what arrives while requests are under way together in the next one. What arrives while none
 * is goes out at once; only where there are several writers is there a pause after a request, so
 * that those whom it answered can be in the next one too. It ends as soon as they are.
 *
 * <p>Two items of one id never share a batch, and keep their order. To be used on the io context
 * only.
 *
 * @param <T> what is batched
 */
final class GroupCommit<T extends GroupCommit.Item> {

  /** Something that waits to be sent, and hears what became of it. */
  interface Item {
    /** Items of one id are sent one after the other. */
    Object id();

    /** Its size in a request. */
    int bytes();

    /** Tells that it was not sent. */
    void fail(Throwable reason);
  }

  /** Pauses after a request, then goes on. */
  interface Pause {
    /** No pause at all. */
    Pause NONE = (elapsedNanos, next) -> next.run();

    /**
     * Runs what is next after a pause.
     *
     * @param elapsedNanos how long the request took
     */
    void then(long elapsedNanos, Runnable next);
  }

  private final int mostItems;
  private final int mostBytes;
  private final int mostAtOnce;
  private final Pause pause;
  private final Function<List<T>, Future<Void>> send;
  private Queue<T> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean isPausing;
  private long pauses;
  private int enough;

  /**
   * @param mostAtOnce how many requests may be under way at once
   * @param send sends a batch and answers its items; its future ends when the request has, and
   *     fails if CouchDB cannot be reached: then what waits is not sent either
   */
  GroupCommit(
      int mostItems,
      int mostBytes,
      int mostAtOnce,
      Pause pause,
      Function<List<T>, Future<Void>> send) {
    this.mostItems = mostItems;
    this.mostBytes = mostBytes;
    this.mostAtOnce = mostAtOnce;
    this.pause = pause;
    this.send = send;
  }

  /** Sends the items as soon as may be. */
  void add(List<T> items) {
    waiting.addAll(items);
    if (isPausing && waiting.size() >= enough) {
      endPause(pauses);
    }
    sendNext();
  }

  /** Fails everything that was not sent yet. */
  void failWaiting(Throwable reason) {
    Queue<T> failed = waiting;
    waiting = new ArrayDeque<>();
    failed.forEach(item -> item.fail(reason));
  }

  private void sendNext() {
    while (underWay < mostAtOnce && !waiting.isEmpty()) {
      underWay++;
      List<T> batch = nextBatch();
      long begin = System.nanoTime();
      send.apply(batch)
          .onFailure(this::failWaiting)
          .onComplete(ended -> oneEnded(batch.size(), System.nanoTime() - begin));
    }
  }

  private void oneEnded(int answered, long elapsedNanos) {
    if (waiting.isEmpty() && answered == 1) {
      underWay--;
      return;
    }
    long number = ++pauses;
    isPausing = true;
    enough = Math.min(mostItems, waiting.size() + answered);
    pause.then(elapsedNanos, () -> endPause(number));
  }

  /** Once for each pause: when there is enough to send, or when it has lasted long enough. */
  private void endPause(long number) {
    if (isPausing && number == pauses) {
      isPausing = false;
      underWay--;
      sendNext();
    }
  }

  private List<T> nextBatch() {
    List<T> batch = new ArrayList<>();
    Queue<T> later = new ArrayDeque<>();
    Set<Object> ids = new HashSet<>();
    long bytes = 0;
    while (!waiting.isEmpty() && batch.size() < mostItems) {
      if (!batch.isEmpty() && bytes + waiting.element().bytes() > mostBytes) {
        break;
      }
      T item = waiting.remove();
      if (ids.add(item.id())) {
        batch.add(item);
        bytes += item.bytes();
      } else {
        later.add(item);
      }
    }
    later.addAll(waiting);
    waiting = later;
    return batch;
  }
}
