package dev.salus.sdk.transport;

import dev.salus.api.ChangeFilter;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server as the SDK sees it, one method for each route of {@code http-api.md}, on behalf of one
 * user. Bodies and answers are the JSON of that page; ciphertext and public headers only.
 *
 * <p>Every method fails with the {@link dev.salus.api.SalusException} that the server answered, or
 * {@link dev.salus.api.Unavailable} if it could not be reached; whether a write happened is not
 * known then. Nothing that comes out of a transport is trusted. Thread-safe.
 */
public interface Transport {

  /** {@code GET /users/me}. */
  Future<JsonObject> me();

  /** {@code PUT /users/me/password}. */
  Future<Void> changePassword(JsonObject body);

  /** {@code POST /users}. */
  Future<JsonObject> createUser(JsonObject body);

  /** {@code GET /users/{id}}. */
  Future<JsonObject> user(String id);

  /** {@code GET /users}. */
  Future<JsonObject> users(JsonObject query);

  /** {@code DELETE /users/{id}}. */
  Future<Void> deleteUser(String id, String rev);

  /** {@code POST /users/invitations}. */
  Future<JsonObject> invite(JsonObject body);

  /** {@code GET /users/invitations/{token}}. */
  Future<JsonObject> invitation(String token);

  /** {@code POST /data-owners}. */
  Future<JsonObject> createDataOwner(JsonObject body);

  /** {@code GET /data-owners/{id}}. */
  Future<JsonObject> dataOwner(String id);

  /** {@code GET /data-owners}. */
  Future<JsonObject> dataOwners(JsonObject query);

  /** {@code POST /data-owners/{id}/keys}. */
  Future<JsonObject> publishCard(String owner, JsonObject card);

  /** {@code GET /data-owners/{id}/keys}. */
  Future<JsonObject> cards(String owner);

  /** {@code POST /data-owners/{id}/keys/{keyId}/endorsements}. */
  Future<JsonObject> endorse(String owner, String keyId, JsonObject endorsement);

  /** {@code POST /data-owners/{id}/keys/{keyId}/retire}. */
  Future<JsonObject> retire(String owner, String keyId, JsonObject retirement);

  /** {@code POST /exchanges}. */
  Future<JsonObject> createExchange(JsonObject record);

  /** {@code GET /exchanges/{id}}. */
  Future<JsonObject> exchange(String id);

  /** {@code GET /exchanges}. */
  Future<JsonObject> exchanges(JsonObject query);

  /** {@code PUT /exchanges/{id}/sealed/{keyId}}. */
  Future<JsonObject> addSealed(String id, String keyId, JsonObject body);

  /** {@code PUT /recovery/{recoveryId}}. */
  Future<JsonObject> putRecovery(String recoveryId, JsonObject body);

  /** {@code GET /recovery/{recoveryId}}. */
  Future<JsonObject> recovery(String recoveryId);

  /** {@code GET /recovery}. */
  Future<JsonObject> recoveries();

  /** {@code DELETE /recovery/{recoveryId}}. */
  Future<Void> deleteRecovery(String recoveryId);

  /** {@code POST /notary-sets}. */
  Future<JsonObject> createNotarySet(JsonObject body);

  /** {@code GET /notary-sets}. */
  Future<JsonObject> notarySets(JsonObject query);

  /** {@code DELETE /notary-sets/{id}}. */
  Future<Void> deleteNotarySet(String id);

  /** {@code GET /notary-sets/{id}/shares/{notary}}. */
  Future<JsonObject> notaryShare(String id, String notary);

  /** {@code POST /notary-sets/{id}/requests}. */
  Future<JsonObject> askNotaries(String id, JsonObject body);

  /** {@code GET /notary-requests}. */
  Future<JsonObject> notaryRequests(JsonObject query);

  /** {@code DELETE /notary-requests/{id}}. */
  Future<Void> deleteNotaryRequest(String id);

  /** {@code PUT /notary-requests/{id}/shares/{notary}}. */
  Future<JsonObject> giveShareBack(String id, String notary, JsonObject body);

  /** {@code POST /access-back}. */
  Future<JsonObject> askAccessBack(JsonObject body);

  /** {@code GET /access-back}. */
  Future<JsonObject> accessBackRequests(JsonObject query);

  /** {@code POST /access-back/{id}/done}. */
  Future<JsonObject> accessBackDone(String id);

  /** {@code GET /users/me/auto-share}. */
  Future<JsonObject> policy();

  /** {@code PUT /users/me/auto-share}. */
  Future<JsonObject> putPolicy(JsonObject body);

  /** {@code POST /entities/{type}}. */
  Future<JsonObject> createEntity(EntityType type, JsonObject entity);

  /** {@code GET /entities/{type}/{id}}. */
  Future<JsonObject> entity(EntityType type, String id);

  /** {@code PUT /entities/{type}/{id}}. */
  Future<JsonObject> modifyEntity(EntityType type, String id, JsonObject entity);

  /** {@code DELETE /entities/{type}/{id}}. */
  Future<Void> deleteEntity(EntityType type, String id, String rev);

  /** {@code POST /entities/{type}/bulk}. */
  Future<JsonObject> bulk(EntityType type, List<JsonObject> entities);

  /** {@code POST /entities/{type}/get}: {@code {items, rest?}}. */
  Future<JsonObject> entities(EntityType type, List<String> ids);

  /** {@code GET /entities/{type}}. */
  Future<JsonObject> listEntities(EntityType type, JsonObject query);

  /** {@code POST /entities/{type}/{id}/grants}. */
  Future<JsonObject> giveAccess(EntityType type, String id, JsonObject body);

  /** {@code DELETE /entities/{type}/{id}/delegations/{exchangeId}}; null after leaving. */
  Future<@Nullable JsonObject> removeDelegation(
      EntityType type, String id, String exchangeId, String rev);

  /** {@code POST /entities/{type}/{id}/rekey}. */
  Future<JsonObject> rekey(EntityType type, String id, JsonObject body);

  /**
   * {@code GET /events}: completes once every change after that is told.
   *
   * @param listener gets {@code {type, id, rev, kind}}, on an event loop, one at a time
   */
  Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener);

  /** Ends the session and event streams and frees the connections; idempotent, never fails. */
  Future<Void> close();
}
