package dev.salus.sdk.transport;

import dev.salus.api.InternalFault;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server as the SDK sees it, on behalf of one user: one method for each {@link Operation} but
 * those by which a session begins and ends, which are the transport's own ({@link HttpTransport}),
 * and {@link Operation#ACCEPT_INVITATION}, which somebody without a user asks for. Bodies and
 * answers are the JSON of {@code docs/http-api.md}; ciphertext and public headers only.
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
    return call(Operation.ME, new JsonObject(), null);
  }

  /** {@code PUT /users/me/password}. */
  public Future<Void> changePassword(JsonObject body) {
    return run(Operation.CHANGE_PASSWORD, new JsonObject(), body);
  }

  /** {@code GET /users/me/second-factor}. */
  public Future<JsonObject> secondFactor() {
    return call(Operation.SECOND_FACTOR, new JsonObject(), null);
  }

  /** {@code POST /users/me/second-factor}. */
  public Future<JsonObject> setUpSecondFactor(JsonObject body) {
    return call(Operation.SET_UP_SECOND_FACTOR, new JsonObject(), body);
  }

  /** {@code POST /users/me/second-factor/confirm}. */
  public Future<JsonObject> confirmSecondFactor(JsonObject body) {
    return call(Operation.CONFIRM_SECOND_FACTOR, new JsonObject(), body);
  }

  /** {@code POST /users/me/second-factor/recovery-codes}. */
  public Future<JsonObject> replaceRecoveryCodes(JsonObject body) {
    return call(Operation.REPLACE_RECOVERY_CODES, new JsonObject(), body);
  }

  /** {@code POST /users/me/second-factor/remove}. */
  public Future<Void> removeSecondFactor(JsonObject body) {
    return run(Operation.REMOVE_SECOND_FACTOR, new JsonObject(), body);
  }

  /** {@code POST /users}. */
  public Future<JsonObject> createUser(JsonObject body) {
    return call(Operation.CREATE_USER, new JsonObject(), body);
  }

  /** {@code GET /users/{id}}. */
  public Future<JsonObject> user(String id) {
    return call(Operation.USER, id(id), null);
  }

  /** {@code GET /users}. */
  public Future<JsonObject> users(JsonObject query) {
    return call(Operation.USERS, query, null);
  }

  /** {@code PUT /users/{id}/password}. */
  public Future<Void> resetPassword(String id, JsonObject body) {
    return run(Operation.RESET_PASSWORD, id(id), body);
  }

  /** {@code DELETE /users/{id}/second-factor}. */
  public Future<Void> resetSecondFactor(String id) {
    return run(Operation.RESET_SECOND_FACTOR, id(id), null);
  }

  /** {@code PUT /users/{id}}. */
  public Future<JsonObject> changeUser(String id, JsonObject body) {
    return call(Operation.CHANGE_USER, id(id), body);
  }

  /** {@code DELETE /users/{id}/locks}. */
  public Future<Void> liftLocks(String id) {
    return run(Operation.LIFT_LOCKS, id(id), null);
  }

  /** {@code DELETE /users/{id}}. */
  public Future<Void> deleteUser(String id, String rev) {
    return run(Operation.DELETE_USER, id(id).put("rev", rev), null);
  }

  /** {@code POST /users/invitations}. */
  public Future<JsonObject> invite(JsonObject body) {
    return call(Operation.INVITE, new JsonObject(), body);
  }

  /** {@code POST /users/invitations/get}. */
  public Future<JsonObject> invitation(String token) {
    return call(Operation.INVITATION, new JsonObject(), new JsonObject().put("token", token));
  }

  /** {@code POST /data-owners}. */
  public Future<JsonObject> createDataOwner(JsonObject body) {
    return call(Operation.CREATE_DATA_OWNER, new JsonObject(), body);
  }

  /** {@code GET /data-owners/{id}}. */
  public Future<JsonObject> dataOwner(String id) {
    return call(Operation.DATA_OWNER, id(id), null);
  }

  /** {@code GET /data-owners}. */
  public Future<JsonObject> dataOwners(JsonObject query) {
    return call(Operation.DATA_OWNERS, query, null);
  }

  /** {@code POST /data-owners/{id}/keys}. */
  public Future<JsonObject> publishCard(String owner, JsonObject card) {
    return call(Operation.PUBLISH_CARD, id(owner), card);
  }

  /** {@code GET /data-owners/{id}/quotas}. */
  public Future<JsonObject> quotas(String owner) {
    return call(Operation.QUOTAS, id(owner), null);
  }

  /** {@code PUT /data-owners/{id}/quotas}. */
  public Future<JsonObject> putQuotas(String owner, JsonObject body) {
    return call(Operation.PUT_QUOTAS, id(owner), body);
  }

  /** {@code GET /data-owners/{id}/keys}. */
  public Future<JsonObject> cards(String owner, JsonObject query) {
    return call(Operation.CARDS, query.copy().put("id", owner), null);
  }

  /** {@code POST /data-owners/{id}/keys/{keyId}/endorsements}. */
  public Future<JsonObject> endorse(String owner, String keyId, JsonObject endorsement) {
    return call(Operation.ENDORSE, id(owner).put("keyId", keyId), endorsement);
  }

  /** {@code POST /data-owners/{id}/keys/{keyId}/retire}. */
  public Future<JsonObject> retire(String owner, String keyId, JsonObject retirement) {
    return call(Operation.RETIRE, id(owner).put("keyId", keyId), retirement);
  }

  /** {@code POST /exchanges}. */
  public Future<JsonObject> createExchange(JsonObject record) {
    return call(Operation.CREATE_EXCHANGE, new JsonObject(), record);
  }

  /** {@code GET /exchanges/{id}}. */
  public Future<JsonObject> exchange(String id) {
    return call(Operation.EXCHANGE, id(id), null);
  }

  /** {@code GET /exchanges}. */
  public Future<JsonObject> exchanges(JsonObject query) {
    return call(Operation.EXCHANGES, query, null);
  }

  /** {@code DELETE /exchanges/{id}}. */
  public Future<Void> deleteExchange(String id) {
    return run(Operation.DELETE_EXCHANGE, id(id), null);
  }

  /** {@code PUT /exchanges/{id}/sealed/{keyId}}. */
  public Future<JsonObject> addSealed(String id, String keyId, JsonObject body) {
    return call(Operation.ADD_SEALED, id(id).put("keyId", keyId), body);
  }

  /** {@code PUT /recovery/{recoveryId}}. */
  public Future<JsonObject> putRecovery(String recoveryId, JsonObject body) {
    return call(Operation.PUT_RECOVERY, new JsonObject().put("recoveryId", recoveryId), body);
  }

  /** {@code GET /recovery/{recoveryId}}. */
  public Future<JsonObject> recovery(String recoveryId) {
    return call(Operation.RECOVERY, new JsonObject().put("recoveryId", recoveryId), null);
  }

  /** {@code GET /recovery}. */
  public Future<JsonObject> recoveries(JsonObject query) {
    return call(Operation.RECOVERIES, query, null);
  }

  /** {@code DELETE /recovery/{recoveryId}}. */
  public Future<Void> deleteRecovery(String recoveryId) {
    return run(Operation.DELETE_RECOVERY, new JsonObject().put("recoveryId", recoveryId), null);
  }

  /** {@code POST /notary-sets}. */
  public Future<JsonObject> createNotarySet(JsonObject body) {
    return call(Operation.CREATE_NOTARY_SET, new JsonObject(), body);
  }

  /** {@code GET /notary-sets}. */
  public Future<JsonObject> notarySets(JsonObject query) {
    return call(Operation.NOTARY_SETS, query, null);
  }

  /** {@code DELETE /notary-sets/{id}}. */
  public Future<Void> deleteNotarySet(String id) {
    return run(Operation.DELETE_NOTARY_SET, id(id), null);
  }

  /** {@code GET /notary-sets/{id}/shares/{notary}}. */
  public Future<JsonObject> notaryShare(String id, String notary) {
    return call(Operation.NOTARY_SHARE, id(id).put("notary", notary), null);
  }

  /** {@code PUT /notary-sets/{id}/acceptances/{notary}}. */
  public Future<JsonObject> acceptNotarySet(String id, String notary, JsonObject body) {
    return call(Operation.ACCEPT_NOTARY_SET, id(id).put("notary", notary), body);
  }

  /** {@code GET /notary-sets/{id}/acceptances}. */
  public Future<JsonObject> notaryAcceptances(String id) {
    return call(Operation.NOTARY_ACCEPTANCES, id(id), null);
  }

  /** {@code POST /notary-sets/{id}/requests}. */
  public Future<JsonObject> askNotaries(String id, JsonObject body) {
    return call(Operation.ASK_NOTARIES, id(id), body);
  }

  /** {@code GET /notary-requests}. */
  public Future<JsonObject> notaryRequests(JsonObject query) {
    return call(Operation.NOTARY_REQUESTS, query, null);
  }

  /** {@code DELETE /notary-requests/{id}}. */
  public Future<Void> deleteNotaryRequest(String id) {
    return run(Operation.DELETE_NOTARY_REQUEST, id(id), null);
  }

  /** {@code PUT /notary-requests/{id}/shares/{notary}}. */
  public Future<JsonObject> giveShareBack(String id, String notary, JsonObject body) {
    return call(Operation.GIVE_SHARE_BACK, id(id).put("notary", notary), body);
  }

  /** {@code POST /access-back}. */
  public Future<JsonObject> askAccessBack(JsonObject body) {
    return call(Operation.ASK_ACCESS_BACK, new JsonObject(), body);
  }

  /** {@code GET /access-back}. */
  public Future<JsonObject> accessBackRequests(JsonObject query) {
    return call(Operation.ACCESS_BACK_REQUESTS, query, null);
  }

  /** {@code POST /access-back/{id}/done}. */
  public Future<JsonObject> accessBackDone(String id) {
    return call(Operation.ACCESS_BACK_DONE, id(id), null);
  }

  /** {@code GET /users/me/auto-share}. */
  public Future<JsonObject> policy() {
    return call(Operation.POLICY, new JsonObject(), null);
  }

  /** {@code PUT /users/me/auto-share}. */
  public Future<JsonObject> putPolicy(JsonObject body) {
    return call(Operation.PUT_POLICY, new JsonObject(), body);
  }

  /** {@code POST /entities/{type}}. */
  public Future<JsonObject> createEntity(EntityType type, JsonObject entity) {
    return call(Operation.CREATE_ENTITY, of(type), entity);
  }

  /** {@code GET /entities/{type}/{id}}. */
  public Future<JsonObject> entity(EntityType type, String id) {
    return call(Operation.ENTITY, of(type, id), null);
  }

  /** {@code PUT /entities/{type}/{id}}. */
  public Future<JsonObject> modifyEntity(EntityType type, String id, JsonObject entity) {
    return call(Operation.MODIFY_ENTITY, of(type, id), entity);
  }

  /** {@code DELETE /entities/{type}/{id}}. */
  public Future<Void> deleteEntity(EntityType type, String id, String rev) {
    return run(Operation.DELETE_ENTITY, of(type, id).put("rev", rev), null);
  }

  /** {@code POST /entities/{type}/bulk}. */
  public Future<JsonObject> bulk(EntityType type, List<JsonObject> entities) {
    return call(
        Operation.BULK, of(type), new JsonObject().put("entities", new JsonArray(entities)));
  }

  /** {@code POST /entities/{type}/get}: {@code {items, rest?}}. */
  public Future<JsonObject> entities(EntityType type, List<String> ids) {
    return call(Operation.ENTITIES, of(type), new JsonObject().put("ids", new JsonArray(ids)));
  }

  /** {@code GET /entities/{type}}. */
  public Future<JsonObject> listEntities(EntityType type, JsonObject query) {
    return call(Operation.LIST_ENTITIES, query.copy().put("type", type.wireName()), null);
  }

  /** {@code POST /entities/{type}/{id}/grants}. */
  public Future<JsonObject> giveAccess(EntityType type, String id, JsonObject body) {
    return call(Operation.GIVE_ACCESS, of(type, id), body);
  }

  /** {@code DELETE /entities/{type}/{id}/delegations/{exchangeId}}; null after leaving. */
  public Future<@Nullable JsonObject> removeDelegation(
      EntityType type, String id, String exchangeId, String rev) {
    return transport.call(
        Operation.REMOVE_DELEGATION,
        of(type, id).put("exchangeId", exchangeId).put("rev", rev),
        null);
  }

  /** {@code POST /entities/{type}/{id}/rekey}. */
  public Future<JsonObject> rekey(EntityType type, String id, JsonObject body) {
    return call(Operation.REKEY, of(type, id), body);
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

  private Future<JsonObject> call(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return transport.call(operation, parameters, body).map(ServerApi::required);
  }

  private Future<Void> run(Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return transport.call(operation, parameters, body).mapEmpty();
  }

  /** The body that an answer must have. */
  static JsonObject required(@Nullable JsonObject answer) {
    if (answer == null) {
      throw new InternalFault("the server's answer has no body");
    }
    return answer;
  }

  private static JsonObject id(String id) {
    return new JsonObject().put("id", id);
  }

  private static JsonObject of(EntityType type) {
    return new JsonObject().put("type", type.wireName());
  }

  private static JsonObject of(EntityType type, String id) {
    return of(type).put("id", id);
  }
}
