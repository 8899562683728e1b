package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import io.vertx.core.Future;
import java.util.List;

/** {@code /exchanges}: the sealed secrets of two data owners. */
final class ExchangeRoutes {

  private final CryptoService crypto;

  ExchangeRoutes(CryptoService crypto) {
    this.crypto = crypto;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post(
            "/exchanges",
            (caller, request) ->
                crypto.createExchange(caller, request.body()).map(Answer::created)),
        ApiRoute.get(
                "/exchanges",
                (caller, request) -> crypto.exchanges(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.uuid("delegator"), QueryParameter.uuid("delegate"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.get(
            "/exchanges/:id",
            (caller, request) -> crypto.exchange(caller, request.uuid("id")).map(Answer::ok)),
        ApiRoute.put("/exchanges/:id/sealed/:keyId", this::addSealed));
  }

  private Future<Answer> addSealed(Caller caller, ApiRequest request) {
    return crypto
        .addSealed(caller, request.uuid("id"), request.keyId(), request.body())
        .map(Answer::ok);
  }
}
