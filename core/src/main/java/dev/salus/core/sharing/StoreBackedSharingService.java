package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.SharingService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Policies of automatic sharing and requests to give access back, in a store. */
final class StoreBackedSharingService implements SharingService {

  private final AutoSharePolicies policies;
  private final CounterpartRequests accessBack;

  StoreBackedSharingService(AutoSharePolicies policies, CounterpartRequests accessBack) {
    this.policies = policies;
    this.accessBack = accessBack;
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
