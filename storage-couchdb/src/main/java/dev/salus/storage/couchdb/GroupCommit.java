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
 * Sends what arrives while requests are under way together in the next one. What arrives while
 * there is room goes out at once: nothing ever waits for company.
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

  private final int mostItems;
  private final int mostBytes;
  private final int mostAtOnce;
  private final Function<List<T>, Future<Void>> send;
  private Queue<T> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param mostAtOnce how many requests may be under way at once
   * @param send sends a batch and answers its items; its future ends when the request has, and
   *     fails if CouchDB cannot be reached: then what waits is not sent either
   */
  GroupCommit(int mostItems, int mostBytes, int mostAtOnce, Function<List<T>, Future<Void>> send) {
    this.mostItems = mostItems;
    this.mostBytes = mostBytes;
    this.mostAtOnce = mostAtOnce;
    this.send = send;
  }

  /** Sends the items as soon as may be. */
  void add(List<T> items) {
    waiting.addAll(items);
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
      send.apply(nextBatch()).onFailure(this::failWaiting).onComplete(ended -> oneEnded());
    }
  }

  private void oneEnded() {
    underWay--;
    sendNext();
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
