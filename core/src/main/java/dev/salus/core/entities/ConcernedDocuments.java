package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;
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

  /** The document, if the caller can see the entity or could when it was deleted; else empty. */
  Future<Optional<Document>> find(Caller caller, String id) {
    if (caller.isAdmin()) {
      return store.get(EntityDocument.COLLECTION, id);
    }
    String dataOwner = caller.dataOwner();
    return dataOwner == null
        ? Future.succeededFuture(Optional.empty())
        : visible(dataOwner, id)
            .compose(
                found ->
                    found.isPresent() ? Future.succeededFuture(found) : deleted(dataOwner, id));
  }

  private Future<Optional<Document>> visible(String dataOwner, String id) {
    return store
        .query(EntityDocument.COLLECTION, Query.of(EntityDocument.BY_READER, 1, dataOwner, id))
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
