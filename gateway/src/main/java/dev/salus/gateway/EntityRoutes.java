package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.EntityService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /entities}: encrypted entities, one by one, in numbers, and listed. */
final class EntityRoutes {

  private static final String OF_TYPE = "/entities/:type";
  private static final String ONE = "/entities/:type/:id";

  private final EntityService entities;

  EntityRoutes(EntityService entities) {
    this.entities = entities;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.post(OF_TYPE, this::create),
        ApiRoute.get(OF_TYPE, this::list)
            .with(
                QueryParameter.link("link"),
                QueryParameter.tag("tag"),
                QueryParameter.integer("from"),
                QueryParameter.integer("to"))
            .withAll(QueryParameter.PAGE),
        ApiRoute.post(OF_TYPE + "/bulk", this::bulk),
        ApiRoute.post(OF_TYPE + "/get", this::getMany),
        ApiRoute.get(ONE, this::get),
        ApiRoute.put(ONE, this::modify),
        ApiRoute.delete(ONE, this::delete).with(QueryParameter.text("rev").mandatory()));
  }

  private Future<Answer> create(Caller caller, ApiRequest request) {
    String type = request.type();
    request.checkIfMatch();
    return entities.create(caller, type, request.body()).map(entity -> made(type, entity));
  }

  private static Answer made(String type, JsonObject entity) {
    return Answer.entity(entity)
        .createdAt(ApiRoute.ROOT + "/entities/" + type + "/" + entity.getString("id"));
  }

  private Future<Answer> get(Caller caller, ApiRequest request) {
    return entities
        .get(caller, request.type(), request.uuid("id"))
        .map(entity -> unlessKnown(request, entity));
  }

  private static Answer unlessKnown(ApiRequest request, JsonObject entity) {
    String rev = entity.getString("rev");
    return request.hasAlready(rev) ? Answer.notModified(rev) : Answer.entity(entity);
  }

  private Future<Answer> modify(Caller caller, ApiRequest request) {
    String type = request.type();
    String id = request.uuid("id");
    request.checkIfMatch();
    return entities.modify(caller, type, id, request.body()).map(Answer::entity);
  }

  private Future<Answer> delete(Caller caller, ApiRequest request) {
    String type = request.type();
    String id = request.uuid("id");
    request.checkIfMatch();
    return entities
        .delete(caller, type, id, request.query().getString("rev"))
        .map(deleted -> Answer.noContent());
  }

  private Future<Answer> bulk(Caller caller, ApiRequest request) {
    return entities.bulk(caller, request.type(), request.body()).map(Answer::ok);
  }

  private Future<Answer> getMany(Caller caller, ApiRequest request) {
    return entities.getMany(caller, request.type(), request.body()).map(Answer::ok);
  }

  private Future<Answer> list(Caller caller, ApiRequest request) {
    return entities.list(caller, request.type(), request.query()).map(Answer::ok);
  }
}
