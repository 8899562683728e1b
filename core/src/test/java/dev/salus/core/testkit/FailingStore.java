package dev.salus.core.testkit;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store that dies at a chosen write, as if the process had been killed: that write happens or
 * not, nothing after it does, and nobody is answered until it is mended.
 */
public final class FailingStore implements DocumentStore {

  /** The limit that it names when it refuses a document as too large. */
  public static final long MOST_BYTES = 7_500_000;

  private static final int NEVER = Integer.MAX_VALUE;

  private final DocumentStore store;
  private final AtomicInteger writesLeft = new AtomicInteger(NEVER);
  private final AtomicInteger writes = new AtomicInteger();
  private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();
  private volatile boolean lastWriteHappens;

  public FailingStore(DocumentStore store) {
    this.store = store;
  }

  /** Dies at the write after so many; {@code happens} if that one still gets through. */
  public void dieAfter(int writesBefore, boolean happens) {
    lastWriteHappens = happens;
    writesLeft.set(writesBefore);
  }

  /** Takes no document of this id any more. */
  public void refuseAsTooLarge(String id) {
    tooLarge.add(id);
  }

  /** Works again. */
  public void mend() {
    writesLeft.set(NEVER);
  }

  /** How many writes got this far in all. */
  public int writes() {
    return writes.get();
  }

  private <T> Future<T> read(Supplier<Future<T>> operation) {
    return writesLeft.get() < 0 ? dead() : operation.get();
  }

  private <T> Future<T> write(Supplier<Future<T>> operation) {
    writes.incrementAndGet();
    int left = writesLeft.get() == NEVER ? NEVER : writesLeft.getAndDecrement();
    if (left > 0) {
      return operation.get();
    }
    return left == 0 && lastWriteHappens ? operation.get().compose(done -> dead()) : dead();
  }

  private static <T> Future<T> dead() {
    return Future.failedFuture(new StoreUnavailable("the store is dead", 1_000, null));
  }

  @Override
  public Future<Optional<Document>> get(String collection, String id) {
    return read(() -> store.get(collection, id));
  }

  @Override
  public Future<FoundDocuments> getMany(String collection, List<String> ids, ReadBound bound) {
    return read(() -> store.getMany(collection, ids, bound));
  }

  @Override
  public Future<Document> put(String collection, Document document) {
    return tooLarge.contains(document.id())
        ? Future.failedFuture(new DocumentTooLarge(MOST_BYTES))
        : write(() -> store.put(collection, document));
  }

  @Override
  public Future<List<PutResult>> putMany(String collection, List<Document> documents) {
    List<Document> taken =
        documents.stream().filter(document -> !tooLarge.contains(document.id())).toList();
    Future<List<PutResult>> put =
        taken.isEmpty() && !documents.isEmpty()
            ? Future.succeededFuture(List.of())
            : write(() -> store.putMany(collection, taken));
    return put.map(results -> withRefused(documents, results));
  }

  private List<PutResult> withRefused(List<Document> documents, List<PutResult> results) {
    Iterator<PutResult> next = results.iterator();
    return documents.stream()
        .map(
            document ->
                tooLarge.contains(document.id())
                    ? new PutResult.Refused(new DocumentTooLarge(MOST_BYTES))
                    : next.next())
        .toList();
  }

  @Override
  public Future<Void> delete(String collection, String id, String rev) {
    return write(() -> store.delete(collection, id, rev));
  }

  @Override
  public Future<Page> query(String collection, Query query) {
    return read(() -> store.query(collection, query));
  }

  @Override
  public Future<ChangePage> changes(String collection, String since, int limit) {
    return read(() -> store.changes(collection, since, limit));
  }

  @Override
  public Future<ChangeSubscription> subscribe(
      String collection, String since, Handler<Change> handler) {
    return read(() -> store.subscribe(collection, since, handler));
  }

  @Override
  public Future<Void> close() {
    return store.close();
  }
}
