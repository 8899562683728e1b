package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import io.vertx.core.Future;
import java.util.List;

/**
 * {@code /recovery}, {@code /notary-sets} and {@code /notary-requests}: what restores lost keys.
 */
final class RecoveryRoutes {

  private final CryptoService crypto;

  RecoveryRoutes(CryptoService crypto) {
    this.crypto = crypto;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.get("/recovery", (caller, request) -> crypto.recoveries(caller).map(Answer::ok)),
        ApiRoute.put("/recovery/:recoveryId", this::keep),
        ApiRoute.get(
            "/recovery/:recoveryId",
            (caller, request) -> crypto.recovery(caller, request.recoveryId()).map(Answer::ok)),
        ApiRoute.delete(
            "/recovery/:recoveryId",
            (caller, request) ->
                crypto
                    .deleteRecovery(caller, request.recoveryId())
                    .map(done -> Answer.noContent())),
        ApiRoute.post(
            "/notary-sets",
            (caller, request) ->
                crypto.createNotarySet(caller, request.body()).map(Answer::created)),
        ApiRoute.get(
                "/notary-sets",
                (caller, request) -> crypto.notarySets(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.uuid("owner"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.delete(
            "/notary-sets/:id",
            (caller, request) ->
                crypto.deleteNotarySet(caller, request.uuid("id")).map(done -> Answer.noContent())),
        ApiRoute.get("/notary-sets/:id/shares/:notary", this::share),
        ApiRoute.post("/notary-sets/:id/requests", this::ask),
        ApiRoute.get(
                "/notary-requests",
                (caller, request) -> crypto.notaryRequests(caller, request.query()).map(Answer::ok))
            .with(QueryParameter.text("for"), QueryParameter.text("by"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.delete(
            "/notary-requests/:id",
            (caller, request) ->
                crypto
                    .deleteNotaryRequest(caller, request.uuid("id"))
                    .map(done -> Answer.noContent())),
        ApiRoute.put("/notary-requests/:id/shares/:notary", this::giveBack));
  }

  private Future<Answer> keep(Caller caller, ApiRequest request) {
    return crypto.putRecovery(caller, request.recoveryId(), request.body()).map(Answer::created);
  }

  private Future<Answer> share(Caller caller, ApiRequest request) {
    return crypto.notaryShare(caller, request.uuid("id"), request.uuid("notary")).map(Answer::ok);
  }

  private Future<Answer> ask(Caller caller, ApiRequest request) {
    return crypto.askNotaries(caller, request.uuid("id"), request.body()).map(Answer::created);
  }

  private Future<Answer> giveBack(Caller caller, ApiRequest request) {
    return crypto
        .giveShareBack(caller, request.uuid("id"), request.uuid("notary"), request.body())
        .map(Answer::ok);
  }
}
