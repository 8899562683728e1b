package dev.salus.sdk.entity;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Deleting entities of one type, which needs no keys. */
final class EntityErasing {

  private final ServerApi server;
  private final EntityType type;

  EntityErasing(ServerApi server, EntityType type) {
    this.server = server;
    this.type = type;
  }

  /** Deletes an entity as it is now; answers its id. */
  Future<String> delete(String id) {
    return server
        .entity(type, id)
        .map(answer -> ServerAnswers.text(answer, "rev"))
        .compose(rev -> server.deleteEntity(type, id, rev))
        .map(id);
  }

  /** The ids of what was deleted, or why not, in their order. */
  Future<List<BatchResult<String>>> delete(List<String> ids) {
    List<Future<BatchResult<String>>> results = new ArrayList<>();
    Future<?> before = Future.succeededFuture();
    for (String id : ids) {
      Future<BatchResult<String>> result = before.compose(done -> deleteOne(id));
      results.add(result);
      before = result;
    }
    return before.map(done -> results.stream().map(Future::result).toList());
  }

  private Future<BatchResult<String>> deleteOne(String id) {
    return delete(id)
        .<BatchResult<String>>map(BatchResult.Done::new)
        .recover(failure -> Future.succeededFuture(new BatchResult.Failed<String>(id, failure)));
  }
}
