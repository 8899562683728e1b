package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.SharingService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The sharing service: grants, re-keys, policies, and requests to give access back. */
final class Sharing implements SharingService {

  private final Grants grants;
  private final Rekeys rekeys;
  private final Policies policies;
  private final AccessBack accessBack;

  Sharing(Grants grants, Rekeys rekeys, Policies policies, AccessBack accessBack) {
    this.grants = grants;
    this.rekeys = rekeys;
    this.policies = policies;
    this.accessBack = accessBack;
  }

  @Override
  public Future<JsonObject> giveAccess(Caller caller, String type, String id, JsonObject body) {
    return grants.give(caller, type, id, body);
  }

  @Override
  public Future<@Nullable JsonObject> removeDelegation(
      Caller caller, String type, String id, String exchangeId, String rev) {
    return grants.remove(caller, type, id, exchangeId, rev);
  }

  @Override
  public Future<JsonObject> rekey(Caller caller, String type, String id, JsonObject body) {
    return rekeys.rekey(caller, type, id, body);
  }

  @Override
  public Future<JsonObject> policy(Caller caller) {
    return policies.get(caller);
  }

  @Override
  public Future<JsonObject> putPolicy(Caller caller, JsonObject body) {
    return policies.put(caller, body);
  }

  @Override
  public Future<JsonObject> askAccessBack(Caller caller, JsonObject body) {
    return accessBack.ask(caller, body);
  }

  @Override
  public Future<JsonObject> accessBackRequests(Caller caller, JsonObject query) {
    return accessBack.list(caller, query);
  }

  @Override
  public Future<JsonObject> accessBackDone(Caller caller, String id) {
    return accessBack.done(caller, id);
  }
}
