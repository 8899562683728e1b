package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.keys.SignedWrites;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends to the server what was sealed, and remembers what the server stored so that nothing older
 * is taken for it later, also after a crash of this process: that is kept before a call ends.
 */
final class EntitySender {

  private final Vertx vertx;
  private final ServerApi server;
  private final SignedWrites signing;
  private final KeyRingSaver saver;
  private final EntityReader reader;

  EntitySender(Vertx vertx, ServerApi server, OwnerKeys keys, EntityReader reader) {
    this.vertx = vertx;
    this.server = server;
    this.signing = keys.ring().writes();
    this.saver = keys.saver();
    this.reader = reader;
  }

  /** Seals on a worker: this one, if the caller is one. */
  <S> Future<S> seal(Callable<S> seal) {
    return SmallWork.onWorker(vertx, seal);
  }

  /** Seals at once if that is a small piece of work, else on a worker. */
  <S> Future<S> seal(boolean small, Callable<S> seal) {
    return SmallWork.on(vertx, small, seal);
  }

  /** Does this, which signs something with the current key and sends it. */
  <R> Future<R> signing(Supplier<Future<R>> write) {
    return signing.during(write);
  }

  /** Signs something small with the current key, and sends it. */
  <S, R> Future<R> signAndSend(Callable<S> sign, Function<S, Future<R>> send) {
    return signing.during(() -> SmallWork.now(sign).compose(send));
  }

  /** Seals on a worker, signing with the current key, and sends it. */
  <S, R> Future<R> sealAndSend(Callable<S> seal, Function<S, Future<R>> send) {
    return signing.during(() -> seal(seal).compose(send));
  }

  /** The same, at once if that is a small piece of work. */
  <S, R> Future<R> sealAndSend(boolean small, Callable<S> seal, Function<S, Future<R>> send) {
    return signing.during(() -> seal(small, seal).compose(send));
  }

  /** Stores a new entity. */
  Future<OpenedEntity> create(OpenedEntity sealed) {
    Entity entity = sealed.entity();
    return server
        .createEntity(entity.header().type(), entity.toJson())
        .map(answer -> stored(sealed, ServerAnswers.text(answer, "rev")))
        .recover(failure -> ownIfStored(OwnWrite.CREATION, sealed, failure))
        .compose(this::kept);
  }

  /** Stores the next version of an entity. */
  Future<OpenedEntity> modify(OpenedEntity sealed) {
    Entity entity = sealed.entity();
    return server
        .modifyEntity(entity.header().type(), entity.header().id(), entity.toJson())
        .map(answer -> stored(sealed, ServerAnswers.text(answer, "rev")))
        .recover(failure -> ownIfStored(OwnWrite.CONTENT, sealed, failure))
        .compose(this::kept);
  }

  /** Stores the next version of an entity, under its new key. */
  Future<OpenedEntity> rekey(OpenedEntity sealed) {
    Entity entity = sealed.entity();
    JsonObject body = new JsonObject().put("rev", entity.rev()).put("entity", entity.toJson());
    return server
        .rekey(entity.header().type(), entity.header().id(), body)
        .map(answer -> stored(sealed, ServerAnswers.text(answer, "rev")))
        .recover(failure -> ownIfStored(OwnWrite.NEW_KEY, sealed, failure))
        .compose(this::kept);
  }

  /**
   * What became of a write that meets a conflict: it may be with this very write, of which an
   * answer was lost. Then it is what is stored; where others have written since, the entity as it
   * is now. Any other failure stays that.
   */
  Future<OpenedEntity> ownIfStored(OwnWrite kind, OpenedEntity sealed, Throwable failure) {
    EntityHeader header = sealed.entity().header();
    return failure instanceof Conflict
        ? reader
            .read(header.type(), header.id())
            .transform(
                now ->
                    now.succeeded() && kind.isIn(sealed, now.result())
                        ? Future.succeededFuture(now.result())
                        : Future.failedFuture(failure))
        : Future.failedFuture(failure);
  }

  /** Stores many new entities and next versions; the server's result for each, in their order. */
  Future<List<JsonObject>> bulk(EntityType type, List<OpenedEntity> sealed) {
    List<JsonObject> bodies = sealed.stream().map(each -> each.entity().toJson()).toList();
    return server.bulk(type, bodies).map(answer -> ServerAnswers.objects(answer, "results"));
  }

  /** What was sealed, at the revision at which it was stored. */
  OpenedEntity stored(OpenedEntity sealed, String rev) {
    OpenedEntity stored = sealed.withRev(rev);
    reader.written(stored);
    return stored;
  }

  private Future<OpenedEntity> kept(OpenedEntity stored) {
    return kept(List.of(stored)).map(stored);
  }

  /**
   * Completes once it survives a crash what these must not fall behind: the server has said that it
   * stored them.
   */
  Future<Void> kept(List<OpenedEntity> stored) {
    return saver.saveSeen(stored.stream().map(each -> each.entity().header().id()).toList());
  }

  /** Adds a grant to an entity. */
  Future<OpenedEntity> grant(OpenedEntity opened, Grant grant) {
    return send(opened.entity(), grant).map(rev -> opened.withGrant(grant, rev));
  }

  /** Adds a grant to an entity that may be closed. */
  Future<VerifiedEntity> grant(VerifiedEntity verified, Grant grant) {
    return send(verified.entity(), grant).map(rev -> verified.withGrant(grant, rev));
  }

  private Future<String> send(Entity entity, Grant grant) {
    EntityHeader header = entity.header();
    JsonObject body = new JsonObject().put("rev", entity.rev()).put("grant", grant.toJson());
    return server
        .giveAccess(header.type(), header.id(), body)
        .map(answer -> ServerAnswers.text(answer, "rev"));
  }

  /**
   * Removes a delegation from an entity; whether the caller still has access to it. One that is not
   * there any more is removed.
   */
  Future<Boolean> removeDelegation(Entity entity, String exchangeId) {
    EntityHeader header = entity.header();
    return server
        .removeDelegation(header.type(), header.id(), exchangeId, String.valueOf(entity.rev()))
        .map(answer -> answer != null)
        .recover(failure -> leftIfGone(header, failure));
  }

  private Future<Boolean> leftIfGone(EntityHeader header, Throwable failure) {
    return failure instanceof NotFound
        ? server
            .entity(header.type(), header.id())
            .map(true)
            .recover(
                gone ->
                    gone instanceof NotFound
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(gone))
        : Future.failedFuture(failure);
  }

  /**
   * A creation whose answer was lost, if it is there; empty if not. Other failures than that it is
   * not there stay that.
   */
  Future<Optional<OpenedEntity>> created(OpenedEntity sealed) {
    EntityHeader header = sealed.entity().header();
    return reader
        .read(header.type(), header.id())
        .map(now -> Optional.of(now).filter(stored -> OwnWrite.CREATION.isIn(sealed, stored)))
        .recover(
            failure ->
                failure instanceof NotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /** Those of these entities that are there, by id, as the server has them. */
  Future<Map<String, JsonObject>> listed(EntityType type, List<OpenedEntity> sealed) {
    List<String> ids = sealed.stream().map(each -> each.entity().header().id()).toList();
    return server
        .entities(type, ids)
        .map(
            answer ->
                ServerAnswers.items(answer).stream()
                    .collect(
                        Collectors.toMap(
                            item -> ServerAnswers.text(item, "id"),
                            Function.identity(),
                            (one, again) -> one)));
  }

  /** Deletes an entity at the revision that it has here. */
  Future<Void> delete(OpenedEntity opened) {
    EntityHeader header = opened.entity().header();
    return server.deleteEntity(header.type(), header.id(), String.valueOf(opened.entity().rev()));
  }
}
