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
public final class ServerApi {

  private final Transport transport;

  /** Calls the server through this transport. */
  public ServerApi(Transport transport) {
    this.transport = transport;
  }

  /** {@code GET /users/me}. */
  public Future<JsonObject> me() {
    return transport.me();
  }

  /** {@code PUT /users/me/password}. */
  public Future<Void> changePassword(JsonObject body) {
    return transport.changePassword(body);
  }

  /** {@code POST /users}. */
  public Future<JsonObject> createUser(JsonObject body) {
    return transport.createUser(body);
  }

  /** {@code GET /users/{id}}. */
  public Future<JsonObject> user(String id) {
    return transport.user(id);
  }

  /** {@code GET /users}. */
  public Future<JsonObject> users(JsonObject query) {
    return transport.users(query);
  }

  /** {@code DELETE /users/{id}}. */
  public Future<Void> deleteUser(String id, String rev) {
    return transport.deleteUser(id, rev);
  }

  /** {@code POST /users/invitations}. */
  public Future<JsonObject> invite(JsonObject body) {
    return transport.invite(body);
  }

  /** {@code GET /users/invitations/{token}}. */
  public Future<JsonObject> invitation(String token) {
    return transport.invitation(token);
  }

  /** {@code POST /data-owners}. */
  public Future<JsonObject> createDataOwner(JsonObject body) {
    return transport.createDataOwner(body);
  }

  /** {@code GET /data-owners/{id}}. */
  public Future<JsonObject> dataOwner(String id) {
    return transport.dataOwner(id);
  }

  /** {@code GET /data-owners}. */
  public Future<JsonObject> dataOwners(JsonObject query) {
    return transport.dataOwners(query);
  }

  /** {@code POST /data-owners/{id}/keys}. */
  public Future<JsonObject> publishCard(String owner, JsonObject card) {
    return transport.publishCard(owner, card);
  }

  /** {@code GET /data-owners/{id}/keys}. */
  public Future<JsonObject> cards(String owner) {
    return transport.cards(owner);
  }

  /** {@code POST /data-owners/{id}/keys/{keyId}/endorsements}. */
  public Future<JsonObject> endorse(String owner, String keyId, JsonObject endorsement) {
    return transport.endorse(owner, keyId, endorsement);
  }

  /** {@code POST /data-owners/{id}/keys/{keyId}/retire}. */
  public Future<JsonObject> retire(String owner, String keyId, JsonObject retirement) {
    return transport.retire(owner, keyId, retirement);
  }

  /** {@code POST /exchanges}. */
  public Future<JsonObject> createExchange(JsonObject record) {
    return transport.createExchange(record);
  }

  /** {@code GET /exchanges/{id}}. */
  public Future<JsonObject> exchange(String id) {
    return transport.exchange(id);
  }

  /** {@code GET /exchanges}. */
  public Future<JsonObject> exchanges(JsonObject query) {
    return transport.exchanges(query);
  }

  /** {@code PUT /exchanges/{id}/sealed/{keyId}}. */
  public Future<JsonObject> addSealed(String id, String keyId, JsonObject body) {
    return transport.addSealed(id, keyId, body);
  }

  /** {@code PUT /recovery/{recoveryId}}. */
  public Future<JsonObject> putRecovery(String recoveryId, JsonObject body) {
    return transport.putRecovery(recoveryId, body);
  }

  /** {@code GET /recovery/{recoveryId}}. */
  public Future<JsonObject> recovery(String recoveryId) {
    return transport.recovery(recoveryId);
  }

  /** {@code GET /recovery}. */
  public Future<JsonObject> recoveries() {
    return transport.recoveries();
  }

  /** {@code DELETE /recovery/{recoveryId}}. */
  public Future<Void> deleteRecovery(String recoveryId) {
    return transport.deleteRecovery(recoveryId);
  }

  /** {@code POST /notary-sets}. */
  public Future<JsonObject> createNotarySet(JsonObject body) {
    return transport.createNotarySet(body);
  }

  /** {@code GET /notary-sets}. */
  public Future<JsonObject> notarySets(JsonObject query) {
    return transport.notarySets(query);
  }

  /** {@code DELETE /notary-sets/{id}}. */
  public Future<Void> deleteNotarySet(String id) {
    return transport.deleteNotarySet(id);
  }

  /** {@code GET /notary-sets/{id}/shares/{notary}}. */
  public Future<JsonObject> notaryShare(String id, String notary) {
    return transport.notaryShare(id, notary);
  }

  /** {@code POST /notary-sets/{id}/requests}. */
  public Future<JsonObject> askNotaries(String id, JsonObject body) {
    return transport.askNotaries(id, body);
  }

  /** {@code GET /notary-requests}. */
  public Future<JsonObject> notaryRequests(JsonObject query) {
    return transport.notaryRequests(query);
  }

  /** {@code DELETE /notary-requests/{id}}. */
  public Future<Void> deleteNotaryRequest(String id) {
    return transport.deleteNotaryRequest(id);
  }

  /** {@code PUT /notary-requests/{id}/shares/{notary}}. */
  public Future<JsonObject> giveShareBack(String id, String notary, JsonObject body) {
    return transport.giveShareBack(id, notary, body);
  }

  /** {@code POST /access-back}. */
  public Future<JsonObject> askAccessBack(JsonObject body) {
    return transport.askAccessBack(body);
  }

  /** {@code GET /access-back}. */
  public Future<JsonObject> accessBackRequests(JsonObject query) {
    return transport.accessBackRequests(query);
  }

  /** {@code POST /access-back/{id}/done}. */
  public Future<JsonObject> accessBackDone(String id) {
    return transport.accessBackDone(id);
  }

  /** {@code GET /users/me/auto-share}. */
  public Future<JsonObject> policy() {
    return transport.policy();
  }

  /** {@code PUT /users/me/auto-share}. */
  public Future<JsonObject> putPolicy(JsonObject body) {
    return transport.putPolicy(body);
  }

  /** {@code POST /entities/{type}}. */
  public Future<JsonObject> createEntity(EntityType type, JsonObject entity) {
    return transport.createEntity(type, entity);
  }

  /** {@code GET /entities/{type}/{id}}. */
  public Future<JsonObject> entity(EntityType type, String id) {
    return transport.entity(type, id);
  }

  /** {@code PUT /entities/{type}/{id}}. */
  public Future<JsonObject> modifyEntity(EntityType type, String id, JsonObject entity) {
    return transport.modifyEntity(type, id, entity);
  }

  /** {@code DELETE /entities/{type}/{id}}. */
  public Future<Void> deleteEntity(EntityType type, String id, String rev) {
    return transport.deleteEntity(type, id, rev);
  }

  /** {@code POST /entities/{type}/bulk}. */
  public Future<JsonObject> bulk(EntityType type, List<JsonObject> entities) {
    return transport.bulk(type, entities);
  }

  /** {@code POST /entities/{type}/get}: {@code {items, rest?}}. */
  public Future<JsonObject> entities(EntityType type, List<String> ids) {
    return transport.entities(type, ids);
  }

  /** {@code GET /entities/{type}}. */
  public Future<JsonObject> listEntities(EntityType type, JsonObject query) {
    return transport.listEntities(type, query);
  }

  /** {@code POST /entities/{type}/{id}/grants}. */
  public Future<JsonObject> giveAccess(EntityType type, String id, JsonObject body) {
    return transport.giveAccess(type, id, body);
  }

  /** {@code DELETE /entities/{type}/{id}/delegations/{exchangeId}}; null after leaving. */
  public Future<@Nullable JsonObject> removeDelegation(
      EntityType type, String id, String exchangeId, String rev) {
    return transport.removeDelegation(type, id, exchangeId, rev);
  }

  /** {@code POST /entities/{type}/{id}/rekey}. */
  public Future<JsonObject> rekey(EntityType type, String id, JsonObject body) {
    return transport.rekey(type, id, body);
  }

  /**
   * {@code GET /events}: completes once every change after that is told.
   *
   * @param listener gets {@code {type, id, rev, kind}}, on an event loop, one at a time
   */
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return transport.subscribe(filter, listener);
  }

  /** Ends the session and event streams and frees the connections; idempotent, never fails. */
  public Future<Void> close() {
    return transport.close();
  }
}
