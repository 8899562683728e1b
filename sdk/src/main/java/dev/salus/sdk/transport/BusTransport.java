package dev.salus.sdk.transport;

import dev.salus.api.Caller;
import dev.salus.api.ChangeFilter;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.SharingService;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the verticles over the event bus, for applications that embed them and for tests.
 *
 * <p>The caller is whoever the application says: everyone on the bus is trusted for that, so the
 * bus must not reach further than the application does.
 */
public final class BusTransport implements Transport {

  private final Vertx vertx;
  private final Caller caller;
  private final IdentityService identity;
  private final CryptoService crypto;
  private final EntityService entities;
  private final SharingService sharing;
  private final OpenStreams streams = new OpenStreams();

  /** A transport on this Vert.x's event bus that acts for the caller. */
  public BusTransport(Vertx vertx, Caller caller) {
    this.vertx = vertx;
    this.caller = caller;
    this.identity = Services.identity(vertx);
    this.crypto = Services.crypto(vertx);
    this.entities = Services.entities(vertx);
    this.sharing = Services.sharing(vertx);
  }

  /**
   * Accepts an invitation, which needs no log-in.
   *
   * @param body {@code {login, password, card, proof}}
   */
  public static Future<JsonObject> acceptInvitation(Vertx vertx, String token, JsonObject body) {
    return Services.identity(vertx).acceptInvitation(token, body, "local");
  }

  @Override
  public Future<JsonObject> me() {
    return identity.me(caller);
  }

  @Override
  public Future<Void> changePassword(JsonObject body) {
    return identity.changePassword(caller, body);
  }

  @Override
  public Future<JsonObject> createUser(JsonObject body) {
    return identity.createUser(caller, body);
  }

  @Override
  public Future<JsonObject> user(String id) {
    return identity.user(caller, id);
  }

  @Override
  public Future<JsonObject> users(JsonObject query) {
    return identity.users(caller, query);
  }

  @Override
  public Future<Void> deleteUser(String id, String rev) {
    return identity.deleteUser(caller, id, rev);
  }

  @Override
  public Future<JsonObject> invite(JsonObject body) {
    return identity.invite(caller, body);
  }

  @Override
  public Future<JsonObject> invitation(String token) {
    return identity.invitation(caller, token);
  }

  @Override
  public Future<JsonObject> createDataOwner(JsonObject body) {
    return identity.createDataOwner(caller, body);
  }

  @Override
  public Future<JsonObject> dataOwner(String id) {
    return identity.dataOwner(caller, id);
  }

  @Override
  public Future<JsonObject> dataOwners(JsonObject query) {
    return identity.dataOwners(caller, query);
  }

  @Override
  public Future<JsonObject> publishCard(String owner, JsonObject card) {
    return crypto.publishCard(caller, owner, card);
  }

  @Override
  public Future<JsonObject> cards(String owner) {
    return crypto.cards(caller, owner);
  }

  @Override
  public Future<JsonObject> endorse(String owner, String keyId, JsonObject endorsement) {
    return crypto.endorse(caller, owner, keyId, endorsement);
  }

  @Override
  public Future<JsonObject> retire(String owner, String keyId, JsonObject retirement) {
    return crypto.retire(caller, owner, keyId, retirement);
  }

  @Override
  public Future<JsonObject> createExchange(JsonObject record) {
    return crypto.createExchange(caller, record);
  }

  @Override
  public Future<JsonObject> exchange(String id) {
    return crypto.exchange(caller, id);
  }

  @Override
  public Future<JsonObject> exchanges(JsonObject query) {
    return crypto.exchanges(caller, query);
  }

  @Override
  public Future<JsonObject> addSealed(String id, String keyId, JsonObject body) {
    return crypto.addSealed(caller, id, keyId, body);
  }

  @Override
  public Future<JsonObject> putRecovery(String recoveryId, JsonObject body) {
    return crypto.putRecovery(caller, recoveryId, body);
  }

  @Override
  public Future<JsonObject> recovery(String recoveryId) {
    return crypto.recovery(caller, recoveryId);
  }

  @Override
  public Future<JsonObject> recoveries() {
    return crypto.recoveries(caller);
  }

  @Override
  public Future<Void> deleteRecovery(String recoveryId) {
    return crypto.deleteRecovery(caller, recoveryId);
  }

  @Override
  public Future<JsonObject> createNotarySet(JsonObject body) {
    return crypto.createNotarySet(caller, body);
  }

  @Override
  public Future<JsonObject> notarySets(JsonObject query) {
    return crypto.notarySets(caller, query);
  }

  @Override
  public Future<Void> deleteNotarySet(String id) {
    return crypto.deleteNotarySet(caller, id);
  }

  @Override
  public Future<JsonObject> notaryShare(String id, String notary) {
    return crypto.notaryShare(caller, id, notary);
  }

  @Override
  public Future<JsonObject> askNotaries(String id, JsonObject body) {
    return crypto.askNotaries(caller, id, body);
  }

  @Override
  public Future<JsonObject> notaryRequests(JsonObject query) {
    return crypto.notaryRequests(caller, query);
  }

  @Override
  public Future<Void> deleteNotaryRequest(String id) {
    return crypto.deleteNotaryRequest(caller, id);
  }

  @Override
  public Future<JsonObject> giveShareBack(String id, String notary, JsonObject body) {
    return crypto.giveShareBack(caller, id, notary, body);
  }

  @Override
  public Future<JsonObject> askAccessBack(JsonObject body) {
    return sharing.askAccessBack(caller, body);
  }

  @Override
  public Future<JsonObject> accessBackRequests(JsonObject query) {
    return sharing.accessBackRequests(caller, query);
  }

  @Override
  public Future<JsonObject> accessBackDone(String id) {
    return sharing.accessBackDone(caller, id);
  }

  @Override
  public Future<JsonObject> policy() {
    return sharing.policy(caller);
  }

  @Override
  public Future<JsonObject> putPolicy(JsonObject body) {
    return sharing.putPolicy(caller, body);
  }

  @Override
  public Future<JsonObject> createEntity(EntityType type, JsonObject entity) {
    return entities.create(caller, type.wireName(), entity);
  }

  @Override
  public Future<JsonObject> entity(EntityType type, String id) {
    return entities.get(caller, type.wireName(), id);
  }

  @Override
  public Future<JsonObject> modifyEntity(EntityType type, String id, JsonObject entity) {
    return entities.modify(caller, type.wireName(), id, entity);
  }

  @Override
  public Future<Void> deleteEntity(EntityType type, String id, String rev) {
    return entities.delete(caller, type.wireName(), id, rev);
  }

  @Override
  public Future<JsonObject> bulk(EntityType type, List<JsonObject> bodies) {
    return entities.bulk(
        caller, type.wireName(), new JsonObject().put("entities", new JsonArray(bodies)));
  }

  @Override
  public Future<JsonObject> entities(EntityType type, List<String> ids) {
    return entities.getMany(
        caller, type.wireName(), new JsonObject().put("ids", new JsonArray(ids)));
  }

  @Override
  public Future<JsonObject> listEntities(EntityType type, JsonObject query) {
    return entities.list(caller, type.wireName(), query);
  }

  @Override
  public Future<JsonObject> giveAccess(EntityType type, String id, JsonObject body) {
    return entities.giveAccess(caller, type.wireName(), id, body);
  }

  @Override
  public Future<@Nullable JsonObject> removeDelegation(
      EntityType type, String id, String exchangeId, String rev) {
    return entities.removeDelegation(caller, type.wireName(), id, exchangeId, rev);
  }

  @Override
  public Future<JsonObject> rekey(EntityType type, String id, JsonObject body) {
    return entities.rekey(caller, type.wireName(), id, body);
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    return BusEventStream.open(vertx, caller, filter, listener).map(streams::add);
  }

  @Override
  public Future<Void> close() {
    return streams.close();
  }
}
