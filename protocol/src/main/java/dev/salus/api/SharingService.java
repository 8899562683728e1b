package dev.salus.api;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * What data owners agree on beside entities: the policies of automatic sharing (protocol §7) and
 * the requests to give access back (§9.3).
 *
 * <p>A stale revision is a {@link Conflict} that names the current one. A body that breaks a rule
 * fails with {@link Invalid} naming the field; nothing is stored then. Every method may fail with
 * {@link Unavailable}. Futures complete on the caller's context.
 */
@ProxyGen
public interface SharingService {

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
