package dev.salus.core.entities;

import dev.salus.api.Faults;
import dev.salus.api.event.EntityChanged;
import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the store's changes of entities and tells this node of those that it has not made itself:
 * reads each changed entity as it is now, one at a time, since one may have 8 MB. What changes
 * faster than it is read is told once, as it is then. For one context only.
 */
final class ChangeFollower {

  /** So many changes wait to be read; then the feed is left, and gone on with from there. */
  static final int MOST_WAITING = 1_000;

  /** So long a change waits, milliseconds: mostly it is this node's own and told meanwhile. */
  private static final long GATHER_MS = 20;

  private static final long LEAST_RETRY_MS = 1_000;
  private static final String NOW = "now";
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);

  private final Vertx vertx;
  private final DocumentStore store;
  private final StoredChanges changes;
  private final EntityEvents events;
  private final int mostWaiting;
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private Future<ChangeSubscription> feed = Future.failedFuture("not begun");
  private String position = NOW;
  private boolean isAtWork;
  private boolean isLeft = true;
  private boolean hasEnded;

  /**
   * @param mostWaiting see {@link #MOST_WAITING}
   */
  ChangeFollower(
      Vertx vertx,
      DocumentStore store,
      DeletionTraces traces,
      EntityEvents events,
      int mostWaiting) {
    this.vertx = vertx;
    this.store = store;
    this.changes = new StoredChanges(vertx, traces);
    this.events = events;
    this.mostWaiting = mostWaiting;
  }

  /** Tells of what changes after the future has completed; fails if the store does not answer. */
  Future<Void> begin() {
    isLeft = false;
    feed =
        from()
            .map(this::at)
            .compose(since -> store.subscribe(EntityDocument.COLLECTION, since, this::heard))
            .onFailure(failed -> isLeft = true);
    return feed.map(
        listening -> {
          settle();
          return null;
        });
  }

  /** Where it goes on, or where the history stands. */
  private Future<String> from() {
    return position.equals(NOW)
        ? store.changes(EntityDocument.COLLECTION, NOW, 1).map(ChangePage::next)
        : Future.succeededFuture(position);
  }

  private String at(String since) {
    position = since;
    return since;
  }

  /** What was heard up to here is told, if nothing waits to be. */
  private void settle() {
    if (!isLeft && waiting.isEmpty()) {
      events.settle(position);
    }
  }

  private void heard(Change change) {
    if (isLeft) {
      return;
    }
    position = change.sequence();
    String rev = change.rev();
    if (rev == null || !events.isNews(change.id(), rev)) {
      settle();
      return;
    }
    waiting.put(change.id(), rev);
    if (waiting.size() >= mostWaiting) {
      leave();
    }
    if (!isAtWork) {
      isAtWork = true;
      vertx.setTimer(GATHER_MS, timer -> next());
    }
  }

  private Future<Void> leave() {
    isLeft = true;
    return feed.compose(ChangeSubscription::close).otherwiseEmpty();
  }

  private void next() {
    Iterator<Map.Entry<String, String>> changes = waiting.entrySet().iterator();
    while (changes.hasNext()) {
      Map.Entry<String, String> change = changes.next();
      if (events.isNews(change.getKey(), change.getValue())) {
        read(change.getKey(), change.getValue());
        return;
      }
      changes.remove();
    }
    if (isLeft && !hasEnded) {
      begin().onComplete(begun -> next(), this::retry);
    } else {
      isAtWork = false;
      settle();
    }
  }

  private void read(String id, String rev) {
    store
        .get(EntityDocument.COLLECTION, id)
        .compose(found -> found.map(changes::of).orElse(Future.succeededFuture(Optional.empty())))
        .onSuccess(change -> change.ifPresent(events::publish))
        .recover(failure -> unlessUnavailable(id, failure))
        .onSuccess(told -> waiting.remove(id, rev))
        .onComplete(told -> vertx.runOnContext(turn -> next()), this::retry);
  }

  /** What cannot be read, now or ever, must not keep the others. */
  private static Future<Optional<EntityChanged>> unlessUnavailable(String id, Throwable failure) {
    if (failure instanceof StoreUnavailable) {
      return Future.failedFuture(failure);
    }
    LOG.error("the change of {} is not told: {}", id, Faults.describe(failure));
    return Future.succeededFuture(Optional.empty());
  }

  private void retry(Throwable failure) {
    long wait =
        failure instanceof StoreUnavailable unavailable
            ? Math.max(LEAST_RETRY_MS, unavailable.retryAfterMs())
            : LEAST_RETRY_MS;
    if (failure instanceof IllegalArgumentException) {
      LOG.error("the store does not know its sequence any more: changes may have been missed");
      position = NOW;
      events.lose();
    }
    vertx.setTimer(wait, timer -> next());
  }

  /** Tells nothing more. */
  Future<Void> end() {
    hasEnded = true;
    waiting.clear();
    return leave();
  }
}
