package dev.salus.core.entities;

import dev.salus.core.api.Caller;
import dev.salus.core.api.Conflict;
import dev.salus.core.api.EntityChanged.Kind;
import dev.salus.core.api.Invalid;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityType;
import dev.salus.core.protocol.Ids;
import dev.salus.core.rules.DeletionRules;
import dev.salus.core.rules.Visibility;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Writes of one entity that need no verification here: what sharing decided on, and deletion. */
final class SharedWrites {

  private final Vertx vertx;
  private final DocumentStore store;
  private final EntityEvents events;

  SharedWrites(Vertx vertx, DocumentStore store, EntityEvents events) {
    this.vertx = vertx;
    this.store = store;
    this.events = events;
  }

  Future<Void> delete(Caller caller, EntityType type, String id, String rev) {
    if (!Ids.isUuid(id)) {
      return Future.failedFuture(Visibility.notFound());
    }
    return store
        .get(EntityDocument.COLLECTION, id)
        .compose(found -> vertx.executeBlocking(() -> deletable(caller, type, rev, found), false))
        .compose(this::bury);
  }

  private static Entity deletable(
      Caller caller, EntityType type, String rev, Optional<Document> found) {
    Entity stored =
        found
            .flatMap(document -> EntityDocument.entity(document, type))
            .orElseThrow(Visibility::notFound);
    DeletionRules.require(caller, stored, rev);
    return stored;
  }

  private Future<Void> bury(Entity entity) {
    Document tombstone =
        new Document(entity.header().id(), entity.rev(), EntityDocument.tombstone());
    return store
        .put(EntityDocument.COLLECTION, tombstone)
        .onSuccess(stored -> events.publish(entity.withRev(stored.rev()), Kind.DELETED))
        .mapEmpty();
  }

  /** Stores an entity of which only the grants differ from what is stored at its revision. */
  Future<JsonObject> storeGrants(Caller caller, JsonObject json) {
    return vertx
        .executeBlocking(() -> Entity.parse(json), false)
        .compose(entity -> atItsRevision(caller, entity))
        .compose(this::put);
  }

  private Future<Document> atItsRevision(Caller caller, Entity next) {
    return store
        .get(EntityDocument.COLLECTION, next.header().id())
        .compose(found -> vertx.executeBlocking(() -> replacing(caller, next, found), false));
  }

  private static Document replacing(Caller caller, Entity next, Optional<Document> found) {
    Entity stored =
        found
            .flatMap(EntityDocument::entity)
            .filter(entity -> Visibility.canSee(caller, entity))
            .orElseThrow(Visibility::notFound);
    String rev = stored.rev();
    if (rev == null || !rev.equals(next.rev())) {
      throw new Conflict("the entity has been changed since it was read", rev);
    }
    if (!stored.withGrants(next.grants()).equals(next)) {
      throw new Invalid("", "body: only the grants may differ from what is stored");
    }
    return EntityDocument.of(next);
  }

  private Future<JsonObject> put(Document document) {
    return store.put(EntityDocument.COLLECTION, document).map(this::announce);
  }

  private JsonObject announce(Document stored) {
    EntityDocument.entity(stored).ifPresent(entity -> events.publish(entity, Kind.SHARED));
    return EntityDocument.wireForm(stored);
  }
}
