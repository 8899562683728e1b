package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.EntityService;
import dev.salus.api.Invalid;
import dev.salus.api.Problems;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The entities service on a document store. */
final class StoredEntities implements EntityService {

  private final EntityReads reads;
  private final EntityWrites writes;
  private final SharedWrites sharedWrites;

  StoredEntities(EntityReads reads, EntityWrites writes, SharedWrites sharedWrites) {
    this.reads = reads;
    this.writes = writes;
    this.sharedWrites = sharedWrites;
  }

  @Override
  public Future<JsonObject> create(Caller caller, String type, JsonObject entity) {
    return writeOne(caller, type, Proposal.creation(entity));
  }

  @Override
  public Future<JsonObject> get(Caller caller, String type, String id) {
    return reads.get(caller, type(type), id);
  }

  @Override
  public Future<JsonObject> modify(Caller caller, String type, String id, JsonObject entity) {
    return Ids.isUuid(id)
        ? writeOne(caller, type, Proposal.modification(id, entity))
        : Future.failedFuture(Visibility.notFound());
  }

  private Future<JsonObject> writeOne(Caller caller, String type, Proposal proposal) {
    return writes
        .write(caller, type(type), List.of(proposal))
        .map(outcomes -> outcomes.get(0))
        .compose(
            outcome ->
                outcome instanceof Outcome.Done done
                    ? Future.succeededFuture(done.entity().toJson())
                    : Future.failedFuture(((Outcome.Refused) outcome).reason()));
  }

  @Override
  public Future<Void> delete(Caller caller, String type, String id, String rev) {
    return sharedWrites.delete(caller, type(type), id, rev);
  }

  @Override
  public Future<JsonObject> bulk(Caller caller, String type, JsonObject body) {
    List<Proposal> proposals = Proposal.bulk(body);
    return writes
        .write(caller, type(type), proposals)
        .map(outcomes -> new JsonObject().put("results", results(proposals, outcomes)));
  }

  private static JsonArray results(List<Proposal> proposals, List<Outcome> outcomes) {
    JsonArray results = new JsonArray();
    for (int i = 0; i < outcomes.size(); i++) {
      JsonObject result = new JsonObject().put("id", proposals.get(i).id());
      if (outcomes.get(i) instanceof Outcome.Done done) {
        results.add(result.put("rev", done.entity().rev()));
      } else {
        Outcome.Refused refused = (Outcome.Refused) outcomes.get(i);
        results.add(result.put("error", Problems.toJson(refused.reason())));
      }
    }
    return results;
  }

  @Override
  public Future<JsonObject> getMany(Caller caller, String type, JsonObject body) {
    return reads.getMany(caller, type(type), body);
  }

  @Override
  public Future<JsonObject> list(Caller caller, String type, JsonObject query) {
    return reads.list(caller, type(type), query);
  }

  @Override
  public Future<JsonObject> storeGrants(Caller caller, JsonObject entity) {
    return sharedWrites.storeGrants(caller, entity);
  }

  @Override
  public Future<JsonObject> storeRekey(Caller caller, JsonObject entity) {
    return sharedWrites.storeRekey(caller, entity);
  }

  private static EntityType type(String wireName) {
    return EntityType.of(wireName)
        .orElseThrow(
            () -> new Invalid("type", "type: must be Patient, DataSample or HealthcareElement"));
  }
}
