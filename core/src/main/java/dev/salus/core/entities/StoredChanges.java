package dev.salus.core.entities;

import dev.salus.api.event.EntityChanged;
import dev.salus.storage.Document;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** What happened last to an entity, as its document says. */
final class StoredChanges {

  private final Vertx vertx;
  private final DeletionTraces traces;

  StoredChanges(Vertx vertx, DeletionTraces traces) {
    this.vertx = vertx;
    this.traces = traces;
  }

  /** What happened last; empty if nobody can be told (any more). */
  Future<Optional<EntityChanged>> of(Document document) {
    String replaced = ChangeMark.replaced(document);
    return replaced == null
        ? vertx.executeBlocking(() -> stored(document), false)
        : traces.find(document.id(), replaced, document.storedRev());
  }

  private static Optional<EntityChanged> stored(Document document) {
    return EntityDocument.stored(document)
        .map(stored -> EntityEvents.change(stored.entity(), ChangeMark.kind(document)));
  }
}
