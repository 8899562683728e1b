package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The documents of entities that concern a caller. Whether one does is looked up in indexes: of an
 * entity of others, which may have 8 MB, nothing is read.
 */
final class ConcernedDocuments {

  private final DocumentStore store;
  private final DeletionTraces traces;

  ConcernedDocuments(DocumentStore store, DeletionTraces traces) {
    this.store = store;
    this.traces = traces;
  }

  /**
   * The document, if the caller can see the entity or could when it was deleted; else empty.
   *
   * @return fails with {@link LargerThanBound} if it is not to be read
   */
  Future<Optional<Document>> find(Caller caller, String id, ReadBound bound) {
    if (caller.isAdmin()) {
      return within(id, bound);
    }
    String dataOwner = caller.dataOwner();
    return dataOwner == null
        ? Future.succeededFuture(Optional.empty())
        : visible(dataOwner, id, bound)
            .compose(
                found ->
                    found.isPresent() ? Future.succeededFuture(found) : deleted(dataOwner, id));
  }

  private Future<Optional<Document>> within(String id, ReadBound bound) {
    return store
        .getMany(EntityDocument.COLLECTION, List.of(id), bound)
        .map(found -> found.documents().stream().findFirst().orElseThrow(LargerThanBound::new));
  }

  private Future<Optional<Document>> visible(String dataOwner, String id, ReadBound bound) {
    Query byId = Query.of(EntityDocument.BY_READER, 1, dataOwner, id);
    return store
        .query(EntityDocument.COLLECTION, byId.within(bound))
        .map(page -> page.items().stream().findFirst());
  }

  private Future<Optional<Document>> deleted(String dataOwner, String id) {
    return traces
        .tell(id, dataOwner)
        .compose(
            told ->
                told
                    ? store.get(EntityDocument.COLLECTION, id)
                    : Future.succeededFuture(Optional.empty()));
  }
}
