package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.EntityChanged.Kind;
import dev.salus.api.Invalid;
import dev.salus.core.rules.DeletionRules;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.BiPredicate;

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
  Future<JsonObject> storeGrants(Caller caller, JsonObject entity) {
    return store(caller, entity, (stored, next) -> stored.withGrants(next.grants()).equals(next));
  }

  /** Stores an entity with the next key in place of what is stored at its revision. */
  Future<JsonObject> storeRekey(Caller caller, JsonObject entity) {
    return store(caller, entity, SharedWrites::isNextKey);
  }

  private static boolean isNextKey(Entity stored, Entity next) {
    EntityHeader before = stored.header();
    EntityHeader after = next.header();
    return before.type() == after.type()
        && before.author().equals(after.author())
        && before.created() == after.created()
        && before.version() + 1 == after.version()
        && before.keyGeneration() + 1 == after.keyGeneration();
  }

  private Future<JsonObject> store(
      Caller caller, JsonObject json, BiPredicate<Entity, Entity> follows) {
    return vertx
        .executeBlocking(() -> Entity.parse(json), false)
        .compose(next -> replacing(caller, next, follows))
        .compose(this::put);
  }

  private Future<Document> replacing(
      Caller caller, Entity next, BiPredicate<Entity, Entity> follows) {
    return store
        .get(EntityDocument.COLLECTION, next.header().id())
        .compose(
            found ->
                vertx.executeBlocking(
                    () -> document(visible(caller, found), next, follows), false));
  }

  private static Entity visible(Caller caller, Optional<Document> found) {
    return found
        .flatMap(EntityDocument::entity)
        .filter(entity -> Visibility.canSee(caller, entity))
        .orElseThrow(Visibility::notFound);
  }

  private static Document document(
      Entity stored, Entity next, BiPredicate<Entity, Entity> follows) {
    String rev = stored.rev();
    if (rev == null || !rev.equals(next.rev())) {
      throw new Conflict("the entity has been changed since it was read", rev);
    }
    if (!follows.test(stored, next)) {
      throw new Invalid("", "body: does not follow what is stored");
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
