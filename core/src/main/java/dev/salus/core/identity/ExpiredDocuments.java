package dev.salus.core.identity;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import java.time.Clock;

/** Removes what has outlived its {@code purgeAt}, a few at a time, when something new is made. */
final class ExpiredDocuments {

  private static final int AT_ONCE = 20;

  private final DocumentStore store;
  private final Clock clock;

  ExpiredDocuments(DocumentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Removes a few; never fails, since what is left is removed another time. */
  Future<Void> drop(String collection) {
    Query expired =
        Query.of(IdentityCollections.BY_PURGE, AT_ONCE).between(null, clock.millis() - 1);
    return store
        .query(collection, expired)
        .compose(
            page ->
                Future.join(
                    page.items().stream().map(document -> delete(collection, document)).toList()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> delete(String collection, Document document) {
    return store.delete(collection, document.id(), document.storedRev());
  }
}
