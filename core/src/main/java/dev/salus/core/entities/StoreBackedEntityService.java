package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.EntityService;
import dev.salus.api.EntityText;
import dev.salus.api.Invalid;
import dev.salus.api.Problems;
import dev.salus.core.rules.Visibility;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities service on a document store. */
final class StoreBackedEntityService implements EntityService {

  private final EntityQueries queries;
  private final ContentWrites writes;
  private final AccessChanges access;
  private final EntityDeletion deletion;
  private final PastChanges past;

  StoreBackedEntityService(
      EntityQueries queries,
      ContentWrites writes,
      AccessChanges access,
      EntityDeletion deletion,
      PastChanges past) {
    this.past = past;
    this.queries = queries;
    this.writes = writes;
    this.access = access;
    this.deletion = deletion;
  }

  @Override
  public Future<JsonObject> create(Caller caller, String type, JsonObject entity) {
    return writeOne(caller, type, ProposedWrite.creation(entity));
  }

  @Override
  public Future<JsonObject> get(Caller caller, String type, String id) {
    return queries.get(caller, type(type), id);
  }

  @Override
  public Future<EntityText> getText(Caller caller, String type, String id) {
    return queries.getText(caller, type(type), id);
  }

  @Override
  public Future<JsonObject> modify(Caller caller, String type, String id, JsonObject entity) {
    return Ids.isUuid(id)
        ? writeOne(caller, type, ProposedWrite.modification(id, entity))
        : Future.failedFuture(Visibility.notFound());
  }

  private Future<JsonObject> writeOne(Caller caller, String type, ProposedWrite proposal) {
    return writes
        .write(caller, type(type), List.of(proposal))
        .map(outcomes -> outcomes.get(0))
        .compose(
            outcome ->
                outcome instanceof WriteOutcome.Done done
                    ? Future.succeededFuture(done.entity().toJson())
                    : Future.failedFuture(((WriteOutcome.Refused) outcome).reason()));
  }

  @Override
  public Future<Void> delete(Caller caller, String type, String id, String rev) {
    return deletion.delete(caller, type(type), id, rev);
  }

  @Override
  public Future<JsonObject> bulk(Caller caller, String type, JsonObject body) {
    List<ProposedWrite> proposals = ProposedWrite.bulk(body);
    return writes
        .write(caller, type(type), proposals)
        .map(outcomes -> new JsonObject().put("results", results(proposals, outcomes)));
  }

  private static JsonArray results(List<ProposedWrite> proposals, List<WriteOutcome> outcomes) {
    JsonArray results = new JsonArray();
    for (int i = 0; i < outcomes.size(); i++) {
      JsonObject result = new JsonObject().put("id", proposals.get(i).id());
      if (WriteOutcome.Kept.of(outcomes.get(i)) instanceof WriteOutcome.Kept kept) {
        results.add(result.put("rev", kept.rev()));
      } else {
        WriteOutcome.Refused refused = (WriteOutcome.Refused) outcomes.get(i);
        results.add(result.put("error", Problems.toJson(refused.reason())));
      }
    }
    return results;
  }

  @Override
  public Future<JsonObject> getMany(Caller caller, String type, JsonObject body) {
    return queries.getMany(caller, type(type), body);
  }

  @Override
  public Future<JsonObject> list(Caller caller, String type, JsonObject query) {
    return queries.list(caller, type(type), query);
  }

  @Override
  public Future<JsonObject> changesSince(Caller caller, JsonObject query) {
    return past.since(caller, query);
  }

  @Override
  public Future<JsonObject> giveAccess(Caller caller, String type, String id, JsonObject body) {
    return access.giveAccess(caller, type(type), id, body);
  }

  @Override
  public Future<@Nullable JsonObject> removeDelegation(
      Caller caller, String type, String id, String exchangeId, String rev) {
    return access.remove(caller, type(type), id, exchangeId, rev);
  }

  @Override
  public Future<JsonObject> rekey(Caller caller, String type, String id, JsonObject body) {
    return access.rekey(caller, type(type), id, body);
  }

  private static EntityType type(String wireName) {
    return EntityType.of(wireName)
        .orElseThrow(
            () -> new Invalid("type", "type: must be Patient, DataSample or HealthcareElement"));
  }
}
