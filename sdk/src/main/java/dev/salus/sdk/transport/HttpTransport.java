package dev.salus.sdk.transport;

import dev.salus.api.ChangeFilter;
import dev.salus.api.InternalFault;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a gateway over HTTP. Logs in with the first call, refreshes the session when it ends, and
 * logs out on {@link #close}.
 */
public final class HttpTransport implements Transport {

  private final HttpSession http;

  /**
   * A transport to a gateway.
   *
   * @param base the gateway's address, for example {@code https://salus.example}; https unless it
   *     is on this machine
   * @param login the user's login
   * @param password the user's password; kept in memory for logging in again
   * @throws IllegalArgumentException if the address is none, or not safe; see {@link
   *     GatewayAddress#of}
   */
  public HttpTransport(Vertx vertx, URI base, String login, String password) {
    this(vertx, GatewayAddress.of(base), login, password);
  }

  /** The same to an address that may have been allowed to be unsafe. */
  public HttpTransport(Vertx vertx, GatewayAddress address, String login, String password) {
    this.http = new HttpSession(vertx, address, login, password);
  }

  /**
   * The device token of the last log-in: that this login worked here. An application that keeps it
   * with its settings and gives it to {@link #rememberedBy} after its next start is not held up by
   * what others do with its login. It opens nothing without the password.
   */
  public Optional<String> deviceToken() {
    return Optional.ofNullable(http.deviceToken());
  }

  /** Shows a device token that was kept from before; one that is no longer good does no harm. */
  public HttpTransport rememberedBy(String deviceToken) {
    http.rememberedBy(deviceToken);
    return this;
  }

  /**
   * Accepts an invitation, which needs no log-in.
   *
   * @param body {@code {login, password, card, proof}}
   * @throws IllegalArgumentException if the address is none, or not safe; see {@link
   *     GatewayAddress#of}
   */
  public static Future<JsonObject> acceptInvitation(
      Vertx vertx, URI base, String token, JsonObject body) {
    return acceptInvitation(vertx, GatewayAddress.of(base), token, body);
  }

  /** The same at an address that may have been allowed to be unsafe. */
  public static Future<JsonObject> acceptInvitation(
      Vertx vertx, GatewayAddress address, String token, JsonObject body) {
    HttpSession http = new HttpSession(vertx, address, "", "");
    return http.anonymous(HttpMethod.POST, "/users/invitations/" + segment(token), body)
        .eventually(http::close);
  }

  @Override
  public Future<JsonObject> me() {
    return get("/users/me");
  }

  @Override
  public Future<Void> changePassword(JsonObject body) {
    return http.call(HttpMethod.PUT, "/users/me/password", null, body)
        .map(
            done -> {
              if (body.getValue("new") instanceof String changed) {
                http.passwordChanged(changed);
              }
              return null;
            });
  }

  @Override
  public Future<JsonObject> createUser(JsonObject body) {
    return post("/users", body);
  }

  @Override
  public Future<JsonObject> user(String id) {
    return get("/users/" + segment(id));
  }

  @Override
  public Future<JsonObject> users(JsonObject query) {
    return get("/users", query);
  }

  @Override
  public Future<Void> deleteUser(String id, String rev) {
    return delete("/users/" + segment(id), rev).mapEmpty();
  }

  @Override
  public Future<JsonObject> invite(JsonObject body) {
    return post("/users/invitations", body);
  }

  @Override
  public Future<JsonObject> invitation(String token) {
    return get("/users/invitations/" + segment(token));
  }

  @Override
  public Future<JsonObject> createDataOwner(JsonObject body) {
    return post("/data-owners", body);
  }

  @Override
  public Future<JsonObject> dataOwner(String id) {
    return get("/data-owners/" + segment(id));
  }

  @Override
  public Future<JsonObject> dataOwners(JsonObject query) {
    return get("/data-owners", query);
  }

  @Override
  public Future<JsonObject> publishCard(String owner, JsonObject card) {
    return post(keys(owner), card);
  }

  @Override
  public Future<JsonObject> cards(String owner) {
    return get(keys(owner));
  }

  @Override
  public Future<JsonObject> endorse(String owner, String keyId, JsonObject endorsement) {
    return post(keys(owner) + "/" + segment(keyId) + "/endorsements", endorsement);
  }

  @Override
  public Future<JsonObject> retire(String owner, String keyId, JsonObject retirement) {
    return post(keys(owner) + "/" + segment(keyId) + "/retire", retirement);
  }

  @Override
  public Future<JsonObject> createExchange(JsonObject record) {
    return post("/exchanges", record);
  }

  @Override
  public Future<JsonObject> exchange(String id) {
    return get("/exchanges/" + segment(id));
  }

  @Override
  public Future<JsonObject> exchanges(JsonObject query) {
    return get("/exchanges", query);
  }

  @Override
  public Future<JsonObject> addSealed(String id, String keyId, JsonObject body) {
    String path = "/exchanges/" + segment(id) + "/sealed/" + segment(keyId);
    return put(path, body);
  }

  @Override
  public Future<JsonObject> putRecovery(String recoveryId, JsonObject body) {
    return put("/recovery/" + segment(recoveryId), body);
  }

  @Override
  public Future<JsonObject> recovery(String recoveryId) {
    return get("/recovery/" + segment(recoveryId));
  }

  @Override
  public Future<JsonObject> recoveries() {
    return get("/recovery");
  }

  @Override
  public Future<Void> deleteRecovery(String recoveryId) {
    return delete("/recovery/" + segment(recoveryId));
  }

  @Override
  public Future<JsonObject> createNotarySet(JsonObject body) {
    return post("/notary-sets", body);
  }

  @Override
  public Future<JsonObject> notarySets(JsonObject query) {
    return get("/notary-sets", query);
  }

  @Override
  public Future<Void> deleteNotarySet(String id) {
    return delete("/notary-sets/" + segment(id));
  }

  @Override
  public Future<JsonObject> notaryShare(String id, String notary) {
    return get("/notary-sets/" + segment(id) + "/shares/" + segment(notary));
  }

  @Override
  public Future<JsonObject> askNotaries(String id, JsonObject body) {
    return post("/notary-sets/" + segment(id) + "/requests", body);
  }

  @Override
  public Future<JsonObject> notaryRequests(JsonObject query) {
    return get("/notary-requests", query);
  }

  @Override
  public Future<Void> deleteNotaryRequest(String id) {
    return delete("/notary-requests/" + segment(id));
  }

  @Override
  public Future<JsonObject> giveShareBack(String id, String notary, JsonObject body) {
    return put("/notary-requests/" + segment(id) + "/shares/" + segment(notary), body);
  }

  @Override
  public Future<JsonObject> askAccessBack(JsonObject body) {
    return post("/access-back", body);
  }

  @Override
  public Future<JsonObject> accessBackRequests(JsonObject query) {
    return get("/access-back", query);
  }

  @Override
  public Future<JsonObject> accessBackDone(String id) {
    return http.call(HttpMethod.POST, "/access-back/" + segment(id) + "/done", null, null)
        .map(HttpTransport::required);
  }

  @Override
  public Future<JsonObject> policy() {
    return get("/users/me/auto-share");
  }

  @Override
  public Future<JsonObject> putPolicy(JsonObject body) {
    return put("/users/me/auto-share", body);
  }

  @Override
  public Future<JsonObject> createEntity(EntityType type, JsonObject entity) {
    return post(entities(type), entity);
  }

  @Override
  public Future<JsonObject> entity(EntityType type, String id) {
    return get(entity(type, id, ""));
  }

  @Override
  public Future<JsonObject> modifyEntity(EntityType type, String id, JsonObject entity) {
    return put(entity(type, id, ""), entity);
  }

  @Override
  public Future<Void> deleteEntity(EntityType type, String id, String rev) {
    return delete(entity(type, id, ""), rev).mapEmpty();
  }

  @Override
  public Future<JsonObject> bulk(EntityType type, List<JsonObject> bodies) {
    return post(entities(type) + "/bulk", new JsonObject().put("entities", new JsonArray(bodies)));
  }

  @Override
  public Future<JsonObject> entities(EntityType type, List<String> ids) {
    return post(entities(type) + "/get", new JsonObject().put("ids", new JsonArray(ids)));
  }

  @Override
  public Future<JsonObject> listEntities(EntityType type, JsonObject query) {
    return get(entities(type), query);
  }

  @Override
  public Future<JsonObject> giveAccess(EntityType type, String id, JsonObject body) {
    return post(entity(type, id, "/grants"), body);
  }

  @Override
  public Future<@Nullable JsonObject> removeDelegation(
      EntityType type, String id, String exchangeId, String rev) {
    return delete(entity(type, id, "/delegations/" + segment(exchangeId)), rev);
  }

  @Override
  public Future<JsonObject> rekey(EntityType type, String id, JsonObject body) {
    return post(entity(type, id, "/rekey"), body);
  }

  @Override
  public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> listener) {
    JsonObject query =
        new JsonObject()
            .put(
                "types",
                filter.types().stream()
                    .map(EntityType::wireName)
                    .sorted()
                    .collect(Collectors.joining(",")));
    if (filter.tag() != null) {
      query.put("tag", filter.tag());
    }
    return http.subscribe("/events", query, listener);
  }

  @Override
  public Future<Void> close() {
    return http.close();
  }

  private Future<JsonObject> get(String path) {
    return http.call(HttpMethod.GET, path, null, null).map(HttpTransport::required);
  }

  private Future<JsonObject> get(String path, JsonObject query) {
    return http.call(HttpMethod.GET, path, query, null).map(HttpTransport::required);
  }

  private Future<JsonObject> post(String path, JsonObject body) {
    return http.call(HttpMethod.POST, path, null, body).map(HttpTransport::required);
  }

  private Future<JsonObject> put(String path, JsonObject body) {
    return http.call(HttpMethod.PUT, path, null, body).map(HttpTransport::required);
  }

  private static JsonObject required(@Nullable JsonObject answer) {
    if (answer == null) {
      throw new InternalFault("the server's answer has no body");
    }
    return answer;
  }

  private Future<@Nullable JsonObject> delete(String path, String rev) {
    return http.call(HttpMethod.DELETE, path, new JsonObject().put("rev", rev), null);
  }

  private Future<Void> delete(String path) {
    return http.call(HttpMethod.DELETE, path, null, null).mapEmpty();
  }

  private static String keys(String owner) {
    return "/data-owners/" + segment(owner) + "/keys";
  }

  private static String entities(EntityType type) {
    return "/entities/" + type.wireName();
  }

  private static String entity(EntityType type, String id, String rest) {
    return entities(type) + "/" + segment(id) + rest;
  }

  private static String segment(String id) {
    return HttpSession.segment(id);
  }
}
