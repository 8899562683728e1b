package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.core.rules.GrantRules;
import dev.salus.core.rules.RemovalRules;
import dev.salus.core.rules.Verdict;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.Entity;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Grant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Giving access and taking it back: asks the rules, then has the entities verticle store. */
final class Grants {

  private final Vertx vertx;
  private final Clock clock;
  private final EntityService entities;
  private final CryptoService crypto;

  Grants(Vertx vertx, Clock clock, EntityService entities, CryptoService crypto) {
    this.vertx = vertx;
    this.clock = clock;
    this.entities = entities;
    this.crypto = crypto;
  }

  Future<JsonObject> give(Caller caller, String type, String id, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String rev = in.text("rev");
    Grant grant = in.object("grant", Grant::read);
    in.end();
    return entities
        .get(caller, type, id)
        .compose(
            json ->
                onWorker(
                    () ->
                        GrantRules.decide(caller, Entity.parse(json), rev, grant, clock.millis())))
        .compose(verdict -> carryOut(caller, verdict));
  }

  private Future<JsonObject> carryOut(Caller caller, Verdict verdict) {
    if (verdict instanceof Verdict.Accepted accepted) {
      return crypto
          .verify(List.of(accepted.toVerify()))
          .compose(Confirmation::of)
          .compose(ok -> entities.storeGrants(caller, accepted.entity().toJson()));
    }
    return Future.succeededFuture(((Verdict.Repeated) verdict).entity().toJson());
  }

  Future<@Nullable JsonObject> remove(
      Caller caller, String type, String id, String exchangeId, String rev) {
    return entities
        .get(caller, type, id)
        .compose(
            json ->
                onWorker(() -> RemovalRules.decide(caller, Entity.parse(json), exchangeId, rev)))
        .compose(left -> store(caller, left));
  }

  private Future<@Nullable JsonObject> store(Caller caller, Entity left) {
    boolean stillVisible = Visibility.canSee(caller, left);
    return entities.storeGrants(caller, left.toJson()).map(stored -> stillVisible ? stored : null);
  }

  private <T> Future<T> onWorker(Callable<T> decision) {
    return vertx.executeBlocking(decision, false);
  }
}
