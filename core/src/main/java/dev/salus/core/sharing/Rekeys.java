package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.Invalid;
import dev.salus.core.rules.RekeyRules;
import dev.salus.core.rules.Verdict;
import dev.salus.protocol.Entity;
import dev.salus.protocol.FieldReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;

/** Locking data owners out with a new key (protocol §8). */
final class Rekeys {

  private static final String ENTITY = "entity";

  private final Vertx vertx;
  private final Clock clock;
  private final EntityService entities;
  private final CryptoService crypto;

  Rekeys(Vertx vertx, Clock clock, EntityService entities, CryptoService crypto) {
    this.vertx = vertx;
    this.clock = clock;
    this.entities = entities;
    this.crypto = crypto;
  }

  Future<JsonObject> rekey(Caller caller, String type, String id, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String rev = in.text("rev");
    JsonObject proposed = in.rawObject(ENTITY);
    in.end();
    return vertx
        .executeBlocking(() -> proposal(proposed, rev), false)
        .compose(entity -> decide(caller, type, id, rev, entity))
        .compose(verdict -> carryOut(caller, verdict));
  }

  private static Entity proposal(JsonObject json, String rev) {
    Entity entity = Entity.parse(json, ENTITY);
    if (entity.rev() != null && !rev.equals(entity.rev())) {
      throw new Invalid(ENTITY + ".rev", ENTITY + ".rev: must be the rev of the body");
    }
    return entity;
  }

  private Future<Verdict> decide(
      Caller caller, String type, String id, String rev, Entity proposed) {
    return entities
        .get(caller, type, id)
        .compose(json -> vertx.executeBlocking(() -> Entity.parse(json), false))
        .compose(
            stored ->
                vertx
                    .executeBlocking(
                        () -> RekeyRules.decide(caller, stored, rev, proposed, clock.millis()),
                        false)
                    .compose(this::confirm)
                    .recover(Rekeys::inBody));
  }

  private Future<Verdict> confirm(Verdict verdict) {
    return verdict instanceof Verdict.Accepted accepted
        ? crypto
            .verify(List.of(accepted.toVerify()))
            .compose(Confirmation::of)
            .map((Verdict) accepted)
        : Future.succeededFuture(verdict);
  }

  /** The rules name an entity's fields; here the entity is a field of the body. */
  private static Future<Verdict> inBody(Throwable failure) {
    return Future.failedFuture(
        failure instanceof Invalid invalid
            ? new Invalid(ENTITY + "." + invalid.field(), ENTITY + "." + invalid.detail())
            : failure);
  }

  private Future<JsonObject> carryOut(Caller caller, Verdict verdict) {
    if (verdict instanceof Verdict.Accepted accepted) {
      return entities.storeRekey(caller, accepted.entity().toJson());
    }
    return Future.succeededFuture(((Verdict.Repeated) verdict).entity().toJson());
  }
}
