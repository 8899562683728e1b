package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.SharingService;
import dev.salus.api.Unauthenticated;
import dev.salus.core.identity.secondfactor.SecondFactorPolicy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a user is told of itself. */
final class OwnAccount {

  private static final List<String> KINDS =
      List.of("all", "medicalInformation", "administrativeInformation");

  private final Users users;
  private final SharingService sharing;
  private final SecondFactorPolicy policy;

  OwnAccount(Users users, SharingService sharing, SecondFactorPolicy policy) {
    this.users = users;
    this.policy = policy;
    this.sharing = sharing;
  }

  /** The caller's user as it is stored now. */
  Future<UserAccount> of(Caller caller) {
    return users
        .find(caller.user())
        .map(found -> found.filter(user -> !user.locked()).orElseThrow(OwnAccount::gone));
  }

  /** {@code {id, login, roles, dataOwner?, secondFactor?, sharingDataWith, rev}}. */
  Future<JsonObject> show(UserAccount user) {
    JsonObject shown = user.toJson();
    if (policy.binds(user.roles()) && !user.hasSecondFactor()) {
      shown.put("secondFactor", "required");
    }
    return sharingDataWith(user).map(kinds -> shown.put("sharingDataWith", kinds));
  }

  private Future<JsonObject> sharingDataWith(UserAccount user) {
    return user.dataOwner() == null
        ? Future.succeededFuture(kinds(new JsonObject()))
        : sharing
            .policy(user.caller(null))
            .map(answer -> kinds(answer.getJsonObject("policy", new JsonObject())));
  }

  private static JsonObject kinds(JsonObject policy) {
    JsonObject kinds = new JsonObject();
    KINDS.forEach(kind -> kinds.put(kind, policy.getJsonArray(kind, new JsonArray())));
    return kinds;
  }

  static Unauthenticated gone() {
    return new Unauthenticated("there is no such user any more, or it is locked");
  }
}
