package dev.salus.api;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Decides on grants and re-keys, and keeps the policies of automatic sharing and the requests to
 * give access back (protocol §5, §7, §8, §9.3).
 *
 * <p>Failures are those of {@link EntityService}. Futures complete on the caller's context.
 */
@ProxyGen
public interface SharingService {

  /**
   * Adds a grant by the caller to an entity.
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

  /** The caller's policy: {@code {policy?, rev?}}. */
  Future<JsonObject> policy(Caller caller);

  /**
   * Replaces the caller's policy.
   *
   * @param body {@code {policy, rev?}}; no revision to make the first
   * @return {@code {policy, rev}}
   */
  Future<JsonObject> putPolicy(Caller caller, JsonObject body);

  /**
   * Asks those whom the caller has exchange records with to give access back to a new card
   * (protocol §9.3); the same again is the same request.
   *
   * @param body {@code {newKeyId, counterpart?, cursor?}}; without a counterpart all of them, a
   *     page of exchange records at a time
   * @return {@code {items: [{id, owner, newKeyId, counterpart, createdAt, doneAt?}], next?}}
   */
  Future<JsonObject> askAccessBack(Caller caller, JsonObject body);

  /**
   * Requests to the caller that are not done, or requests by the caller, newest first.
   *
   * @param query {@code {for: "me"} or {by: "me"}, limit?, cursor?}
   */
  Future<JsonObject> accessBackRequests(Caller caller, JsonObject query);

  /** Says that a request to the caller is done; idempotent. */
  Future<JsonObject> accessBackDone(Caller caller, String id);
}
