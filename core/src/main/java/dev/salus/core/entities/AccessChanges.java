package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.Invalid;
import dev.salus.api.VerificationResult;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.core.entities.WriteOutcome.Done;
import dev.salus.core.entities.WriteOutcome.Pending;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.rules.GrantRules;
import dev.salus.core.rules.RekeyRules;
import dev.salus.core.rules.RemovalRules;
import dev.salus.core.rules.Verdict;
import dev.salus.core.rules.Visibility;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Ids;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Giving access to an entity, taking it back, and locking out with a new key (protocol §5, §8):
 * each decided on what is stored, and stored at the revision that was decided on.
 */
final class AccessChanges {

  private static final String ENTITY = "entity";

  private final FairWorkers workers;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final Clock clock;
  private final CryptoService crypto;
  private final AuthorsRoom room;
  private final EntityEvents events;

  AccessChanges(
      FairWorkers workers,
      DocumentStore store,
      ReadMemory memory,
      Clock clock,
      CryptoService crypto,
      AuthorsRoom room,
      EntityEvents events) {
    this.workers = workers;
    this.store = store;
    this.memory = memory;
    this.clock = clock;
    this.crypto = crypto;
    this.room = room;
    this.events = events;
  }

  Future<JsonObject> giveAccess(Caller caller, EntityType type, String id, JsonObject body) {
    return onFound(
        caller,
        id,
        found ->
            inTurn(caller, () -> given(caller, ProposedGrant.read(body), found, type))
                .compose(this::verify)
                .compose(outcome -> carryOut(outcome, room::take)));
  }

  private WriteOutcome given(
      Caller caller, ProposedGrant proposed, Optional<Document> found, EntityType type) {
    StoredEntity stored = stored(found, type);
    Verdict verdict =
        GrantRules.decide(
            caller, stored.entity(), proposed.rev(), proposed.grant(), clock.millis());
    return WriteOutcome.of(verdict, stored::next, Kind.SHARED, stored.bytes());
  }

  /** Gives null if the caller does not see the entity any more. */
  Future<@Nullable JsonObject> remove(
      Caller caller, EntityType type, String id, String exchangeId, String rev) {
    return onStored(
        caller,
        type,
        id,
        stored -> left(stored, RemovalRules.decide(caller, stored.entity(), exchangeId, rev)),
        left ->
            put(left).map(entity -> Visibility.canSee(caller, entity) ? entity.toJson() : null));
  }

  /** What a removal leaves needs no confirmation: nothing in it is new. */
  private static ToStore left(StoredEntity stored, Entity left) {
    Document document = stored.next(left);
    return new ToStore(left, document, EntityDocument.bytes(document) - stored.bytes());
  }

  Future<JsonObject> rekey(Caller caller, EntityType type, String id, JsonObject body) {
    return inTurn(caller, () -> ProposedRekey.read(body))
        .compose(proposed -> rekey(caller, type, id, proposed));
  }

  private Future<JsonObject> rekey(
      Caller caller, EntityType type, String id, ProposedRekey proposed) {
    return onStored(
        caller,
        type,
        id,
        stored -> rekeyed(caller, proposed, stored),
        decided ->
            verify(decided)
                .recover(AccessChanges::inBody)
                .compose(outcome -> carryOut(outcome, room::takeForRekey)));
  }

  private WriteOutcome rekeyed(Caller caller, ProposedRekey proposed, StoredEntity stored) {
    try {
      Verdict verdict =
          RekeyRules.decide(
              caller,
              stored.entity(),
              proposed.rev(),
              proposed.entity(),
              stored.former().ids(),
              clock.millis());
      return WriteOutcome.of(verdict, stored::next, Kind.SHARED, stored.bytes());
    } catch (Invalid invalid) {
      throw inBody(invalid);
    }
  }

  /** The rules name an entity's fields; here the entity is a field of the body. */
  private static Future<WriteOutcome> inBody(Throwable failure) {
    return Future.failedFuture(failure instanceof Invalid invalid ? inBody(invalid) : failure);
  }

  private static Invalid inBody(Invalid invalid) {
    return new Invalid(ENTITY + "." + invalid.field(), ENTITY + "." + invalid.detail());
  }

  /** Decides in the caller's turn on what is stored, and goes on while there is memory for it. */
  private <D, T extends @Nullable Object> Future<T> onStored(
      Caller caller,
      EntityType type,
      String id,
      Function<StoredEntity, D> decision,
      Function<D, Future<T>> then) {
    return onFound(
        caller,
        id,
        found -> inTurn(caller, () -> decision.apply(stored(found, type))).compose(then));
  }

  private <T extends @Nullable Object> Future<T> onFound(
      Caller caller, String id, Function<Optional<Document>, Future<T>> then) {
    return Ids.isUuid(id)
        ? LargeReads.one(store, memory, FairWorkers.turnOf(caller), id, then)
        : then.apply(Optional.empty());
  }

  private static StoredEntity stored(Optional<Document> found, EntityType type) {
    return found
        .flatMap(document -> EntityDocument.stored(document, type))
        .orElseThrow(Visibility::notFound);
  }

  private Future<WriteOutcome> verify(WriteOutcome outcome) {
    return outcome instanceof Pending pending
        ? crypto.verify(List.of(pending.toVerify())).map(results -> confirmed(results, pending))
        : Future.succeededFuture(outcome);
  }

  private static WriteOutcome confirmed(List<VerificationResult> results, Pending pending) {
    VerificationResult.requireAll(results);
    return pending;
  }

  private Future<JsonObject> carryOut(
      WriteOutcome outcome, BiFunction<Entity, Long, Future<Void>> makeRoom) {
    return outcome instanceof Pending pending
        ? makeRoom
            .apply(pending.entity(), pending.growth())
            .compose(made -> put(ToStore.of(pending)))
            .map(Entity::toJson)
        : Future.succeededFuture(((Done) outcome).entity().toJson());
  }

  private Future<Entity> put(ToStore next) {
    return store
        .put(EntityDocument.COLLECTION, ChangeMark.of(next.document(), Kind.SHARED))
        .map(stored -> next.entity().withRev(stored.storedRev()))
        .onSuccess(entity -> room.stored(entity, next.growth()))
        .onFailure(reason -> room.failed(next.entity(), next.growth(), reason))
        .onSuccess(entity -> events.publish(entity, Kind.SHARED));
  }

  private <T> Future<T> inTurn(Caller caller, Callable<T> work) {
    return workers.run(FairWorkers.turnOf(caller), work);
  }

  /** An entity, the document to put for it, and how many bytes more it has. */
  private record ToStore(Entity entity, Document document, long growth) {

    static ToStore of(Pending pending) {
      return new ToStore(pending.entity(), pending.document(), pending.growth());
    }
  }

  /** {@code {rev, grant}}. */
  private record ProposedGrant(String rev, Grant grant) {

    static ProposedGrant read(JsonObject body) {
      FieldReader in = FieldReader.of(body);
      ProposedGrant proposed = new ProposedGrant(in.text("rev"), in.object("grant", Grant::read));
      in.end();
      return proposed;
    }
  }

  /** {@code {rev, entity}}. */
  private record ProposedRekey(String rev, Entity entity) {

    static ProposedRekey read(JsonObject body) {
      FieldReader in = FieldReader.of(body);
      String rev = in.text("rev");
      JsonObject json = in.rawObject(ENTITY);
      in.end();
      Entity entity = Entity.parse(json, ENTITY);
      if (entity.rev() != null && !rev.equals(entity.rev())) {
        throw new Invalid(ENTITY + ".rev", ENTITY + ".rev: must be the rev of the body");
      }
      return new ProposedRekey(rev, entity);
    }
  }
}
