package dev.salus.core.entities;

import dev.salus.api.event.EntityChanged;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who could see an entity that was deleted, and its tags: what the other nodes have to know to tell
 * of the deletion, and no tombstone holds, and so do those who were away. Kept for two days.
 */
final class DeletionTraces {

  /**
   * So long a trace is kept: a node that does not reach the store for longer tells no deletion, and
   * a node may be a day behind when it tells {@link PastChanges}.
   */
  static final Duration KEPT = PastChanges.OLDEST.multipliedBy(2);

  static final CollectionSpec SPEC =
      CollectionSpec.of(
          "entity-deletions",
          IndexSpec.of("by-time", KeyPart.of("at")),
          IndexSpec.of("by-entity", KeyPart.of("change.id"), KeyPart.each("change.delegates")));

  private static final String BY_TIME = "by-time";
  private static final String BY_ENTITY = "by-entity";
  private static final String CHANGE = "change";
  private static final int AT_ONCE = 100;

  private final DocumentStore store;
  private final Clock clock;

  DeletionTraces(DocumentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Keeps what is to be told of the deletion of an entity at this revision; before it happens. */
  Future<Void> keep(EntityChanged deletion) {
    JsonObject body = new JsonObject().put(CHANGE, deletion.toJson()).put("at", clock.millis());
    return store
        .put(SPEC.name(), Document.create(id(deletion.id(), deletion.rev()), body))
        .<Void>mapEmpty()
        .recover(DeletionTraces::unlessThere);
  }

  /** Who could see one revision is the same whoever says so, or whoever was faster. */
  private static Future<Void> unlessThere(Throwable failure) {
    return failure instanceof RevisionConflict
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }

  /**
   * What is to be told of the deletion of an entity; empty if nothing is kept (any more).
   *
   * @param replaced the revision that was deleted
   * @param rev the tombstone's
   */
  Future<Optional<EntityChanged>> find(String id, String replaced, String rev) {
    return store
        .get(SPEC.name(), id(id, replaced))
        .map(found -> found.map(trace -> trace.body().getJsonObject(CHANGE).put("rev", rev)))
        .map(json -> json.map(EntityChanged::fromJson));
  }

  /** Whether a data owner could see an entity when somebody deleted it, or wanted to. */
  Future<Boolean> tell(String id, String dataOwner) {
    return store
        .query(SPEC.name(), Query.of(BY_ENTITY, 1, id, dataOwner))
        .map(page -> !page.items().isEmpty());
  }

  /** Removes what was kept for long enough. */
  Future<Void> sweep() {
    long until = clock.millis() - KEPT.toMillis();
    return store
        .query(SPEC.name(), new Query(BY_TIME, List.of(), null, until, false, AT_ONCE, null))
        .compose(this::remove)
        .compose(page -> page.next() == null ? Future.succeededFuture() : sweep());
  }

  private Future<Page> remove(Page page) {
    return Future.all(page.items().stream().map(this::remove).toList()).map(page);
  }

  private Future<Void> remove(Document trace) {
    return store
        .delete(SPEC.name(), trace.id(), trace.storedRev())
        .recover(DeletionTraces::unlessThere);
  }

  private static String id(String entity, String rev) {
    return entity + "@" + rev;
  }
}
