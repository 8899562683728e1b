package dev.salus.core.crypto.recovery;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.NotarySet;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeping recovery blobs for their owners alone (protocol §9.2). One that has expired is gone, like
 * one that never was.
 */
public final class RecoveryBlobs {

  private final FairWorkers workers;
  private final DocumentStore store;
  private final ReadMemory memory;
  private final RecoveryLedgers ledgers;
  private final OwnerQuotas quotas;
  private final OwnBytes bytes;
  private final Clock clock;

  /** Keeps them in this store; what is costly is done by these workers. */
  public RecoveryBlobs(
      FairWorkers workers,
      DocumentStore store,
      ReadMemory memory,
      OwnerQuotas quotas,
      OwnBytes bytes,
      Clock clock) {
    this.workers = workers;
    this.store = store;
    this.memory = memory;
    this.ledgers = new RecoveryLedgers(store, bytes, clock);
    this.quotas = quotas;
    this.bytes = bytes;
    this.clock = clock;
  }

  /** Keeps a blob; the same one again is answered as the first time. */
  public Future<JsonObject> put(Caller caller, String recoveryId, JsonObject body) {
    checkId(recoveryId);
    return workers
        .run(
            FairWorkers.turnOf(caller),
            () -> RecoveryBlob.read(caller, recoveryId, body, clock.millis()))
        .compose(blob -> ledgers.dropExpired().map(blob))
        .compose(blob -> enter(blob).compose(entry -> store(blob).map(stored -> entry.shown())));
  }

  private Future<RecoveryLedger.Entry> enter(RecoveryBlob blob) {
    return workers
        .run(blob.owner(), () -> RecoveryLedger.Entry.of(blob, clock.millis()))
        .compose(
            entry ->
                OptimisticUpdate.retrying(
                    () ->
                        ledgers
                            .document(blob.owner())
                            .compose(found -> enterAt(found, blob, entry))));
  }

  private Future<RecoveryLedger.Entry> enterAt(
      Optional<Document> found, RecoveryBlob blob, RecoveryLedger.Entry entry) {
    String owner = blob.owner();
    RecoveryLedger all = RecoveryLedger.of(owner, found);
    RecoveryLedger live = all.live(clock.millis());
    Optional<RecoveryLedger.Entry> known = live.find(entry.recoveryId());
    if (known.isPresent()) {
      return known.get().hash().equals(entry.hash())
          ? Future.succeededFuture(known.get())
          : Future.failedFuture(idInUse());
    }
    return quotas
        .require(owner, Quota.RECOVERY_KEYS, live.entries().size() + 1L)
        .compose(room -> ledgers.deleteBlobs(owner, all.expired(clock.millis())))
        .compose(deleted -> bytes.enterBox(owner, blob.recoveryId(), blob.box().length()))
        .compose(entered -> ledgers.put(found, live.with(entry)))
        .map(entered -> entry);
  }

  private Future<Void> store(RecoveryBlob blob) {
    return store
        .put(RecoveryCollections.BLOBS, blob.toDocument())
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? checkStored(blob)
                    : Future.failedFuture(failure));
  }

  private Future<Void> checkStored(RecoveryBlob blob) {
    return LargeReads.one(
        store,
        RecoveryCollections.BLOBS,
        memory,
        blob.owner(),
        RecoveryBlob.documentId(blob.owner(), blob.recoveryId()),
        found ->
            found.map(RecoveryBlob::of).filter(blob::equals).isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(idInUse()));
  }

  /**
   * {@code {box, rev?}} of the caller's blob. One that is for once has a {@code rev}, by which it
   * is to be taken before anybody sees the box.
   */
  public Future<JsonObject> get(Caller caller, String recoveryId) {
    String owner = caller.requireDataOwner();
    return requireEntered(owner, recoveryId)
        .compose(
            entered ->
                LargeReads.one(
                    store,
                    RecoveryCollections.BLOBS,
                    memory,
                    owner,
                    RecoveryBlob.documentId(owner, recoveryId),
                    found -> Future.succeededFuture(read(found))));
  }

  private JsonObject read(Optional<Document> found) {
    Document document = found.orElseThrow(RecoveryBlobs::notFound);
    RecoveryBlob blob = RecoveryBlob.of(document);
    if (blob.hasExpired(clock.millis())) {
      throw notFound();
    }
    JsonObject box = new JsonObject().put("box", blob.box());
    return blob.once() ? box.put("rev", document.storedRev()) : box;
  }

  /**
   * Deletes the caller's blob that is for once. Of several who found it at the same time, exactly
   * one takes it: the one whose deletion the store accepts.
   */
  public Future<Void> take(Caller caller, String recoveryId, String rev) {
    String owner = caller.requireDataOwner();
    checkId(recoveryId);
    return store
        .delete(RecoveryCollections.BLOBS, RecoveryBlob.documentId(owner, recoveryId), rev)
        .recover(
            failure ->
                Future.failedFuture(failure instanceof RevisionConflict ? notFound() : failure))
        .compose(taken -> ledgers.remove(owner, recoveryId).otherwiseEmpty());
  }

  /** {@code {items: [{recoveryId, createdAt, expiresAt?, once}]}} of the caller, oldest first. */
  public Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    PageRequest page = PageRequest.read(in);
    in.end();
    return ledgers
        .of(caller.requireDataOwner())
        .map(ledger -> ledger.live(clock.millis()).entries())
        .map(entries -> entries.stream().map(RecoveryLedger.Entry::shown).toList())
        .map(all -> ListPages.ofWhole(all, page, entry -> entry.getString("recoveryId")));
  }

  /** Deletes a blob of the caller's. */
  public Future<Void> delete(Caller caller, String recoveryId) {
    String owner = caller.requireDataOwner();
    return requireEntered(owner, recoveryId)
        .compose(entered -> ledgers.deleteBlob(owner, recoveryId))
        .compose(deleted -> ledgers.remove(owner, recoveryId));
  }

  private Future<Void> requireEntered(String owner, String recoveryId) {
    checkId(recoveryId);
    return ledgers
        .of(owner)
        .map(
            ledger -> {
              if (ledger.live(clock.millis()).find(recoveryId).isEmpty()) {
                throw notFound();
              }
              return null;
            });
  }

  private static void checkId(String recoveryId) {
    FieldReader.base64(recoveryId, NotarySet.RECOVERY_ID_BYTES, "recoveryId");
  }

  private static NotFound notFound() {
    return new NotFound("the caller has no such recovery key, or it has expired or been used");
  }

  private static Conflict idInUse() {
    return new Conflict("there is another recovery blob with this id", null);
  }
}
