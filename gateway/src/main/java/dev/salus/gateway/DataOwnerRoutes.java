package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.IdentityService;
import io.vertx.core.Future;
import java.util.List;

/** {@code /data-owners}: the directory, and the key cards of each. */
final class DataOwnerRoutes {

  private final IdentityService identity;
  private final CryptoService crypto;

  DataOwnerRoutes(IdentityService identity, CryptoService crypto) {
    this.identity = identity;
    this.crypto = crypto;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post(
            "/data-owners",
            (caller, request) ->
                identity.createDataOwner(caller, request.body()).map(Answer::created)),
        ApiRoute.get(
                "/data-owners",
                (caller, request) -> identity.dataOwners(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.text("type"), QueryParameter.text("name"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.get(
            "/data-owners/:id",
            (caller, request) -> identity.dataOwner(caller, request.uuid("id")).map(Answer::ok)),
        ApiRoute.post("/data-owners/:id/keys", this::publish),
        ApiRoute.get(
            "/data-owners/:id/keys",
            (caller, request) -> crypto.cards(caller, request.uuid("id")).map(Answer::ok)),
        ApiRoute.post("/data-owners/:id/keys/:keyId/endorsements", this::endorse),
        ApiRoute.post("/data-owners/:id/keys/:keyId/retire", this::retire));
  }

  private Future<Answer> publish(Caller caller, ApiRequest request) {
    return crypto.publishCard(caller, request.uuid("id"), request.body()).map(Answer::created);
  }

  private Future<Answer> endorse(Caller caller, ApiRequest request) {
    return crypto
        .endorse(caller, request.uuid("id"), request.keyId(), request.body())
        .map(Answer::ok);
  }

  private Future<Answer> retire(Caller caller, ApiRequest request) {
    return crypto
        .retire(caller, request.uuid("id"), request.keyId(), request.body())
        .map(Answer::ok);
  }
}
