package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.rules.DeletionRules;
import dev.salus.core.rules.Visibility;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.util.Optional;

/** Deletes entities; a tombstone stays in the place of each. */
final class EntityDeletion {

  private final FairWorkers workers;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final DeletionTraces traces;
  private final AuthorsRoom room;
  private final EntityEvents events;

  EntityDeletion(
      FairWorkers workers,
      DocumentStore store,
      ReadMemory memory,
      DeletionTraces traces,
      AuthorsRoom room,
      EntityEvents events) {
    this.workers = workers;
    this.store = store;
    this.memory = memory;
    this.traces = traces;
    this.room = room;
    this.events = events;
  }

  Future<Void> delete(Caller caller, EntityType type, String id, String rev) {
    if (!Ids.isUuid(id)) {
      return Future.failedFuture(Visibility.notFound());
    }
    String owner = FairWorkers.turnOf(caller);
    return LargeReads.one(
        store,
        memory,
        owner,
        id,
        found -> workers.run(owner, () -> deletable(caller, type, rev, found)).compose(this::bury));
  }

  private static StoredEntity deletable(
      Caller caller, EntityType type, String rev, Optional<Document> found) {
    StoredEntity stored =
        found
            .flatMap(document -> EntityDocument.stored(document, type))
            .orElseThrow(Visibility::notFound);
    DeletionRules.require(caller, stored.entity(), rev);
    return stored;
  }

  private Future<Void> bury(StoredEntity deleted) {
    Entity entity = deleted.entity();
    Document tombstone =
        new Document(entity.header().id(), entity.rev(), EntityDocument.tombstone());
    return traces
        .keep(EntityEvents.change(entity, Kind.DELETED))
        .compose(kept -> store.put(EntityDocument.COLLECTION, ChangeMark.ofDeletion(tombstone)))
        .onSuccess(stored -> room.stored(entity, -deleted.bytes()))
        .onSuccess(stored -> events.publish(entity.withRev(stored.rev()), Kind.DELETED))
        .mapEmpty();
  }
}
