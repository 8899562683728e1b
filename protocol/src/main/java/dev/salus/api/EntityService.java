package dev.salus.api;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted entities: storing them, and who may see, change, share and lock (protocol §4, §5, §8).
 *
 * <p>Every method that stores decides by the rules on what is stored: there is none that stores
 * what somebody else has decided.
 *
 * <p>What a caller may not see is {@link NotFound} to it. A stale revision is a {@link Conflict}
 * that names the current one. A body that breaks a rule fails with {@link Invalid} naming the
 * field; nothing is stored then. Repeating a write with the signature that is stored is answered as
 * the first time. Every method may fail with {@link Unavailable}. Futures complete on the caller's
 * context. {@code type} is a wire name of {@link dev.salus.protocol.EntityType}.
 */
@ProxyGen
public interface EntityService {

  /** Creates an entity; the answer has its revision. {@link Conflict} if the id was ever used. */
  Future<JsonObject> create(Caller caller, String type, JsonObject entity);

  /** An entity. */
  Future<JsonObject> get(Caller caller, String type, String id);

  /** The same as {@link #get}, as the text that it is sent as. */
  @GenIgnore
  default Future<EntityText> getText(Caller caller, String type, String id) {
    return get(caller, type, id).map(EntityText::of);
  }

  /** Writes content at the revision in the body; needs WRITE, else {@link Forbidden}. */
  Future<JsonObject> modify(Caller caller, String type, String id, JsonObject entity);

  /** Deletes an entity for everybody and for good; the author or an administrator. */
  Future<Void> delete(Caller caller, String type, String id, String rev);

  /**
   * Creates (without {@code rev}) and modifies (with it) up to 1 000 entities, each on its own.
   *
   * @param body {@code {entities}}; an id twice is {@link Invalid}
   * @return {@code {results: [{id, rev} or {id, error: problem}]}} in order
   */
  Future<JsonObject> bulk(Caller caller, String type, JsonObject body);

  /**
   * Those of up to 1 000 entities that the caller may see.
   *
   * @param body {@code {ids}}
   * @return {@code {items}}
   */
  Future<JsonObject> getMany(Caller caller, String type, JsonObject body);

  /**
   * The entities that the caller may see, by {@code created} and id, newest first.
   *
   * @param query {@code {link?, tag?: "type|code", from?, to?, limit?, cursor?}}; the period is in
   *     milliseconds, both ends inclusive
   */
  Future<JsonObject> list(Caller caller, String type, JsonObject query);

  /**
   * What changed since a position, a page of it: of each entity that the caller may see now, or
   * could see when it was deleted, what happened last.
   *
   * @param query of {@code GET /events}, {@code {since, types?, tag?}}; {@link Invalid} at {@code
   *     since} if it is no position, or not known (any more): then nobody knows what was missed
   * @return {@code {events: [{type, id, rev, kind}], next, more}}; {@code next} is the position
   *     after the page, {@code more} whether another one may follow
   */
  Future<JsonObject> changesSince(Caller caller, JsonObject query);

  /**
   * Adds a grant by the caller to an entity; who gives more than it holds is {@link Forbidden}.
   *
   * @param body {@code {rev, grant}}
   * @return the entity
   */
  Future<JsonObject> giveAccess(Caller caller, String type, String id, JsonObject body);

  /**
   * Removes a delegation, and those that nothing carries then.
   *
   * @return the entity; null if the caller has just left it
   */
  Future<@Nullable JsonObject> removeDelegation(
      Caller caller, String type, String id, String exchangeId, String rev);

  /**
   * Locks data owners out of an entity with a new key, in one write (protocol §8).
   *
   * @param body {@code {rev, entity}}; fields at fault are named from the body, {@code entity.…}
   * @return the entity
   */
  Future<JsonObject> rekey(Caller caller, String type, String id, JsonObject body);
}
