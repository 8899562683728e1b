package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.EntityService;
import dev.salus.api.SharingService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Giving and taking access to entities, and one's policy of automatic sharing. */
final class SharingRoutes {

  private final EntityService entities;
  private final SharingService sharing;

  SharingRoutes(EntityService entities, SharingService sharing) {
    this.entities = entities;
    this.sharing = sharing;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post("/entities/:type/:id/grants", this::giveAccess),
        ApiRoute.delete("/entities/:type/:id/delegations/:exchangeId", this::removeDelegation)
            .with(QueryParameter.text("rev").mandatory()),
        ApiRoute.post("/entities/:type/:id/rekey", this::rekey),
        ApiRoute.get(
            "/users/me/auto-share", (caller, request) -> sharing.policy(caller).map(Answer::ok)),
        ApiRoute.put("/users/me/auto-share", this::putPolicy));
  }

  private Future<Answer> giveAccess(Caller caller, ApiRequest request) {
    String type = request.type();
    String id = request.uuid("id");
    request.checkIfMatch();
    return entities.giveAccess(caller, type, id, request.body()).map(Answer::entity);
  }

  private Future<Answer> removeDelegation(Caller caller, ApiRequest request) {
    String type = request.type();
    String id = request.uuid("id");
    String exchange = request.uuid("exchangeId");
    request.checkIfMatch();
    return entities
        .removeDelegation(caller, type, id, exchange, request.query().getString("rev"))
        .map(SharingRoutes::left);
  }

  /** Whoever has just left an entity no longer sees it. */
  private static Answer left(@Nullable JsonObject entity) {
    return entity == null ? Answer.noContent() : Answer.entity(entity);
  }

  private Future<Answer> rekey(Caller caller, ApiRequest request) {
    String type = request.type();
    String id = request.uuid("id");
    request.checkIfMatch();
    return entities.rekey(caller, type, id, request.body()).map(Answer::entity);
  }

  private Future<Answer> putPolicy(Caller caller, ApiRequest request) {
    request.checkIfMatch();
    return sharing.putPolicy(caller, request.body()).map(Answer::ok);
  }
}
