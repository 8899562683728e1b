package dev.salus.api.operation;

import static dev.salus.api.operation.Endpoint.delete;
import static dev.salus.api.operation.Endpoint.get;
import static dev.salus.api.operation.Endpoint.post;
import static dev.salus.api.operation.Endpoint.put;
import static dev.salus.api.operation.QueryParameter.integer;
import static dev.salus.api.operation.QueryParameter.link;
import static dev.salus.api.operation.QueryParameter.tag;
import static dev.salus.api.operation.QueryParameter.text;
import static dev.salus.api.operation.QueryParameter.types;
import static dev.salus.api.operation.QueryParameter.uuid;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that can be asked of the server, and how it is asked for over HTTP. Of two paths that
 * match one request the first in this order is meant.
 *
 * <p>The parameters of a call are one JSON object: a text for each part of the path that varies,
 * and the query parameters, an integer as a number; no operation has the same name in both. What is
 * secret, such as an invitation's token, stands in bodies only: paths and queries end up in logs.
 */
public enum Operation {
  /** Logs in. */
  LOG_IN(post("/auth/login").open().answers(AnswerKind.TOKENS)),
  /** Renews a session. */
  REFRESH(post("/auth/refresh").open().answers(AnswerKind.TOKENS)),
  /** Ends the caller's session. */
  LOG_OUT(
      post("/auth/logout").withoutBody().answers(AnswerKind.NO_CONTENT).evenBeforeSecondFactor()),
  /** Invites somebody to become a user. */
  INVITE(post("/users/invitations")),
  /** Makes a user of whoever was invited. */
  ACCEPT_INVITATION(post("/users/invitations/accept").open()),
  /** An invitation, to the one who made it. */
  INVITATION(post("/users/invitations/get").answers(AnswerKind.OK)),
  /** The caller's policy of automatic sharing. */
  POLICY(get("/users/me/auto-share")),
  /** Replaces the caller's policy. */
  PUT_POLICY(put("/users/me/auto-share").atRevision()),
  /** The caller's user. */
  ME(get("/users/me").evenBeforeSecondFactor()),
  /** Changes the caller's password. */
  CHANGE_PASSWORD(put("/users/me/password").answers(AnswerKind.NO_CONTENT)),
  /** Whether the caller has a second factor. */
  SECOND_FACTOR(get("/users/me/second-factor").evenBeforeSecondFactor()),
  /** Begins to set up a second factor. */
  SET_UP_SECOND_FACTOR(post("/users/me/second-factor").evenBeforeSecondFactor()),
  /** Puts the second factor in force that was begun. */
  CONFIRM_SECOND_FACTOR(
      post("/users/me/second-factor/confirm").answers(AnswerKind.OK).evenBeforeSecondFactor()),
  /** Replaces the caller's recovery codes. */
  REPLACE_RECOVERY_CODES(post("/users/me/second-factor/recovery-codes").answers(AnswerKind.OK)),
  /** Removes the caller's second factor. */
  REMOVE_SECOND_FACTOR(post("/users/me/second-factor/remove").answers(AnswerKind.NO_CONTENT)),
  /** Creates a user. */
  CREATE_USER(post("/users")),
  /** Users. */
  USERS(get("/users").with(text("login")).inPages()),
  /** A user. */
  USER(get("/users/{id}")),
  /** Sets the password of a user who has forgotten it. */
  RESET_PASSWORD(put("/users/{id}/password").answers(AnswerKind.NO_CONTENT)),
  /** Removes the second factor of a user who has lost it. */
  RESET_SECOND_FACTOR(delete("/users/{id}/second-factor")),
  /** Changes the roles of a user, or locks it. */
  CHANGE_USER(put("/users/{id}").atRevision()),
  /** Lets a user in that is locked, or whose log-ins are held up. */
  LIFT_LOCKS(delete("/users/{id}/locks").answers(AnswerKind.NO_CONTENT)),
  /** Deletes a user. */
  DELETE_USER(delete("/users/{id}").atRevision()),
  /** Creates a data owner. */
  CREATE_DATA_OWNER(post("/data-owners")),
  /** The directory of data owners. */
  DATA_OWNERS(get("/data-owners").with(text("type"), text("name")).inPages()),
  /** A data owner. */
  DATA_OWNER(get("/data-owners/{id}")),
  /** How much a data owner may have. */
  QUOTAS(get("/data-owners/{id}/quotas")),
  /** Raises how much a data owner may have. */
  PUT_QUOTAS(put("/data-owners/{id}/quotas").atRevision()),
  /** Publishes a key card. */
  PUBLISH_CARD(post("/data-owners/{id}/keys")),
  /** The key cards of a data owner. */
  CARDS(get("/data-owners/{id}/keys").inPages()),
  /** Adds an endorsement to a card. */
  ENDORSE(post("/data-owners/{id}/keys/{keyId}/endorsements").answers(AnswerKind.OK)),
  /** Retires a card. */
  RETIRE(post("/data-owners/{id}/keys/{keyId}/retire").answers(AnswerKind.OK)),
  /** Keeps an exchange record. */
  CREATE_EXCHANGE(post("/exchanges")),
  /** Exchange records of the caller's. */
  EXCHANGES(get("/exchanges").with(uuid("delegator"), uuid("delegate")).inPages()),
  /** An exchange record. */
  EXCHANGE(get("/exchanges/{id}")),
  /** Deletes an exchange record that a later one supersedes. */
  DELETE_EXCHANGE(delete("/exchanges/{id}")),
  /** Adds the entry of one more card to an exchange record. */
  ADD_SEALED(put("/exchanges/{id}/sealed/{keyId}")),
  /** The recovery blobs of the caller's, without their boxes. */
  RECOVERIES(get("/recovery").inPages()),
  /** Keeps a recovery blob. */
  PUT_RECOVERY(put("/recovery/{recoveryId}").answers(AnswerKind.CREATED)),
  /** A recovery blob. */
  RECOVERY(get("/recovery/{recoveryId}")),
  /** Deletes a recovery blob. */
  DELETE_RECOVERY(delete("/recovery/{recoveryId}")),
  /** Appoints notaries. */
  CREATE_NOTARY_SET(post("/notary-sets")),
  /** Notary sets that the caller owns or serves. */
  NOTARY_SETS(get("/notary-sets").with(uuid("owner")).inPages()),
  /** Deletes a notary set. */
  DELETE_NOTARY_SET(delete("/notary-sets/{id}")),
  /** The share that the caller keeps for somebody. */
  NOTARY_SHARE(get("/notary-sets/{id}/shares/{notary}")),
  /** Says that the caller has taken on a set as its notary. */
  ACCEPT_NOTARY_SET(put("/notary-sets/{id}/acceptances/{notary}")),
  /** Who has taken on a set of the caller's. */
  NOTARY_ACCEPTANCES(get("/notary-sets/{id}/acceptances")),
  /** Asks notaries for their shares. */
  ASK_NOTARIES(post("/notary-sets/{id}/requests")),
  /** Requests to the caller as a notary, or by the caller. */
  NOTARY_REQUESTS(get("/notary-requests").with(text("for"), text("by")).inPages()),
  /** Deletes a request to notaries. */
  DELETE_NOTARY_REQUEST(delete("/notary-requests/{id}")),
  /** Gives a share back to the one who asks. */
  GIVE_SHARE_BACK(put("/notary-requests/{id}/shares/{notary}")),
  /** Asks counterparts to give access back to a new card. */
  ASK_ACCESS_BACK(post("/access-back")),
  /** Requests to give access back, to or by the caller. */
  ACCESS_BACK_REQUESTS(get("/access-back").with(text("for"), text("by")).inPages()),
  /** Says that access was given back. */
  ACCESS_BACK_DONE(post("/access-back/{id}/done").withoutBody().answers(AnswerKind.OK)),
  /** Tells of changes over a WebSocket. */
  SUBSCRIBE(
      get("/events").with(types("types"), tag("tag"), text("since")).answers(AnswerKind.SOCKET)),
  /** Creates an entity. */
  CREATE_ENTITY(post("/entities/{type}").atRevision().answers(AnswerKind.CREATED_ENTITY)),
  /** The entities that the caller may see. */
  LIST_ENTITIES(
      get("/entities/{type}")
          .with(link("link"), tag("tag"), integer("from"), integer("to"))
          .inPages()),
  /** Creates and modifies many entities. */
  BULK(post("/entities/{type}/bulk").answers(AnswerKind.OK)),
  /** Those of many entities that the caller may see. */
  ENTITIES(post("/entities/{type}/get").answers(AnswerKind.OK)),
  /** An entity. */
  ENTITY(get("/entities/{type}/{id}").answers(AnswerKind.ENTITY)),
  /** Writes the content of an entity. */
  MODIFY_ENTITY(put("/entities/{type}/{id}").atRevision().answers(AnswerKind.ENTITY)),
  /** Deletes an entity. */
  DELETE_ENTITY(delete("/entities/{type}/{id}").atRevision()),
  /** Adds a grant to an entity. */
  GIVE_ACCESS(post("/entities/{type}/{id}/grants").atRevision().answers(AnswerKind.ENTITY)),
  /** Removes a delegation from an entity. */
  REMOVE_DELEGATION(
      delete("/entities/{type}/{id}/delegations/{exchangeId}")
          .atRevision()
          .answers(AnswerKind.ENTITY)),
  /** Locks data owners out of an entity with a new key. */
  REKEY(post("/entities/{type}/{id}/rekey").atRevision().answers(AnswerKind.ENTITY));

  /** Where the paths of the HTTP API begin. */
  public static final String ROOT = "/api/v1";

  /** The most bytes of a body that anybody can send without having logged in. */
  public static final long MAX_OPEN_BODY_BYTES = 64 * 1024;

  @SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
  private final Endpoint endpoint;

  Operation(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The HTTP method. */
  public HttpMethod method() {
    return endpoint.method();
  }

  /** The path below {@link #ROOT}, with <code>{name}</code> for each part that varies. */
  public String pathTemplate() {
    return endpoint.path().text();
  }

  /** The path below {@link #ROOT} with what the function makes of each name of a part. */
  public String path(Function<String, String> segment) {
    return endpoint.path().expand(segment);
  }

  /** The parts of the path that vary, in their order. */
  public List<PathParameter> pathParameters() {
    return endpoint.path().parameters();
  }

  /** The query parameters that it knows. */
  public List<QueryParameter> queryParameters() {
    return endpoint.query();
  }

  /** Those parameters of a call that are not in the path. */
  public JsonObject query(JsonObject parameters) {
    JsonObject query = parameters.copy();
    pathParameters().forEach(parameter -> query.remove(parameter.wireName()));
    return query;
  }

  /** Whether its answer is a list in pages. */
  public boolean isInPages() {
    return queryParameters().containsAll(QueryParameter.PAGE);
  }

  /** Whether it takes a JSON body. */
  public boolean takesBody() {
    return endpoint.takesBody();
  }

  /** Whether a {@code rev} in the body or the query says which revision it applies to. */
  public boolean namesRevision() {
    return endpoint.namesRevision();
  }

  /** Whether it is asked for without having logged in. */
  public boolean isOpenToStrangers() {
    return endpoint.openToStrangers();
  }

  /** Whether it is there for who has to set up a second factor first. */
  public boolean isBeforeSecondFactor() {
    return endpoint.beforeSecondFactor();
  }

  /** What it is answered with over HTTP. */
  public AnswerKind answer() {
    return endpoint.answer();
  }

  /** {@code METHOD /path}, as in {@code docs/http-api.md}. */
  @Override
  public String toString() {
    return method() + " " + pathTemplate();
  }
}
