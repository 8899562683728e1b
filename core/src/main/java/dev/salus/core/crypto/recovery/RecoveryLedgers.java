package dev.salus.core.crypto.recovery;

import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Keeps the {@link RecoveryLedger} of each data owner, and removes what has expired. */
final class RecoveryLedgers {

  private static final int AT_ONCE = 20;

  private final DocumentStore store;
  private final OwnBytes bytes;
  private final Clock clock;

  RecoveryLedgers(DocumentStore store, OwnBytes bytes, Clock clock) {
    this.store = store;
    this.bytes = bytes;
    this.clock = clock;
  }

  Future<Optional<Document>> document(String owner) {
    return store.get(RecoveryCollections.LEDGERS, owner);
  }

  Future<RecoveryLedger> of(String owner) {
    return document(owner).map(found -> RecoveryLedger.of(owner, found));
  }

  /** Replaces a ledger at the revision that was read; creates it if none was. */
  Future<Void> put(Optional<Document> read, RecoveryLedger ledger) {
    Document document =
        read.map(stored -> stored.withBody(ledger.toBody()))
            .orElseGet(() -> Document.create(ledger.owner(), ledger.toBody()));
    return store.put(RecoveryCollections.LEDGERS, document).mapEmpty();
  }

  /** Takes an entry out; nothing if it is not there. */
  Future<Void> remove(String owner, String recoveryId) {
    return OptimisticUpdate.retrying(
            () ->
                document(owner)
                    .compose(
                        found -> {
                          RecoveryLedger ledger = RecoveryLedger.of(owner, found);
                          return ledger.find(recoveryId).isEmpty()
                              ? Future.succeededFuture()
                              : put(found, ledger.without(recoveryId));
                        }))
        .compose(removed -> bytes.leaveBoxes(owner, List.of(recoveryId)));
  }

  /** Deletes a blob, whatever its revision; nothing if it is not there. */
  Future<Void> deleteBlob(String owner, String recoveryId) {
    return OptimisticUpdate.delete(
        store,
        RecoveryCollections.BLOBS,
        RecoveryBlob.documentId(owner, recoveryId),
        found -> true);
  }

  /** Deletes the blobs that these entries are about. */
  Future<Void> deleteBlobs(String owner, List<RecoveryLedger.Entry> entries) {
    List<String> ids = entries.stream().map(RecoveryLedger.Entry::recoveryId).toList();
    return Future.join(ids.stream().map(id -> deleteBlob(owner, id)).toList())
        .compose(deleted -> bytes.leaveBoxes(owner, ids));
  }

  /**
   * Removes what has expired of a few data owners. Never fails, since what is left is removed
   * another time.
   */
  Future<Void> dropExpired() {
    Query expired = Query.of(RecoveryCollections.BY_EXPIRY, AT_ONCE).between(null, clock.millis());
    return store
        .query(RecoveryCollections.LEDGERS, expired)
        .compose(page -> Future.join(page.items().stream().map(this::dropExpired).toList()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> dropExpired(Document found) {
    RecoveryLedger ledger = RecoveryLedger.of(found.id(), Optional.of(found));
    long now = clock.millis();
    return deleteBlobs(found.id(), ledger.expired(now))
        .compose(deleted -> put(Optional.of(found), ledger.live(now)));
  }
}
