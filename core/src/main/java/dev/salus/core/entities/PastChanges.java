package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.Faults;
import dev.salus.api.Invalid;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged;
import dev.salus.api.event.EventPosition;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changed since a position, for whoever may know of it now. The entities are read one after
 * the other, since one may have 8 MB, and only those that the caller can see, or could, are read.
 */
final class PastChanges {

  /** How old a position may be. What is told of deletions is kept for twice as long. */
  static final Duration OLDEST = Duration.ofDays(1);

  /** How far ahead of the server's clock a position may be, which another server may have dated. */
  static final Duration MOST_AHEAD = Duration.ofMinutes(5);

  /** How many changes a page goes through. */
  static final int AT_ONCE = 100;

  private static final Logger LOG = LoggerFactory.getLogger(PastChanges.class);

  private final DocumentStore store;
  private final ReadMemory memory;
  private final ConcernedDocuments documents;
  private final StoredChanges changes;
  private final Clock clock;

  PastChanges(
      DocumentStore store,
      ReadMemory memory,
      ConcernedDocuments documents,
      StoredChanges changes,
      Clock clock) {
    this.store = store;
    this.memory = memory;
    this.documents = documents;
    this.changes = changes;
    this.clock = clock;
  }

  /** {@link dev.salus.api.EntityService#changesSince}. */
  Future<JsonObject> since(Caller caller, JsonObject query) {
    ChangeFilter filter = ChangeFilter.ofQuery(query);
    EventPosition since = position(filter.since());
    return Future.succeededFuture(since.sequence())
        .compose(sequence -> store.changes(EntityDocument.COLLECTION, sequence, AT_ONCE))
        .recover(PastChanges::explain)
        .compose(
            page ->
                told(caller, filter, page.items().iterator(), new JsonArray())
                    .map(events -> answer(since, page, events)));
  }

  private EventPosition position(@Nullable String text) {
    EventPosition since =
        Optional.ofNullable(text).flatMap(EventPosition::parse).orElseThrow(PastChanges::unknown);
    long age = clock.millis() - since.at();
    if (age > OLDEST.toMillis()) {
      throw new Invalid("since", "since: is older than a day; read again what matters");
    }
    if (age < -MOST_AHEAD.toMillis()) {
      throw unknown();
    }
    return since;
  }

  private static Invalid unknown() {
    return new Invalid("since", "since: is no position that is known here; read what matters");
  }

  private static Future<ChangePage> explain(Throwable failure) {
    return Future.failedFuture(failure instanceof IllegalArgumentException ? unknown() : failure);
  }

  private static JsonObject answer(EventPosition since, ChangePage page, JsonArray events) {
    return new JsonObject()
        .put("events", events)
        .put("next", new EventPosition(since.at(), page.next()).text())
        .put("more", !page.items().isEmpty());
  }

  private Future<JsonArray> told(
      Caller caller, ChangeFilter filter, Iterator<Change> left, JsonArray events) {
    if (!left.hasNext()) {
      return Future.succeededFuture(events);
    }
    return change(caller, left.next().id())
        .map(
            change ->
                change
                    .filter(of -> of.isVisibleTo(caller) && filter.matches(of))
                    .map(of -> events.add(of.toEvent())))
        .compose(added -> told(caller, filter, left, events));
  }

  private Future<Optional<EntityChanged>> change(Caller caller, String id) {
    return change(caller, id, memory.small())
        .recover(
            failure ->
                LargeReads.ifLarger(
                    failure,
                    () ->
                        memory.during(
                            FairWorkers.turnOf(caller),
                            memory.large(),
                            () -> change(caller, id, memory.large()))))
        .recover(failure -> unlessUnavailable(id, failure));
  }

  private Future<Optional<EntityChanged>> change(Caller caller, String id, ReadBound bound) {
    return documents
        .find(caller, id, bound)
        .compose(
            found ->
                found.map(changes::of).orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  /** What cannot be read, now or ever, must not keep the others. */
  private static Future<Optional<EntityChanged>> unlessUnavailable(String id, Throwable failure) {
    if (failure instanceof StoreUnavailable || failure instanceof Unavailable) {
      return Future.failedFuture(failure);
    }
    LOG.error("the change of {} is not told: {}", id, Faults.describe(failure));
    return Future.succeededFuture(Optional.empty());
  }
}
