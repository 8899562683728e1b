package dev.salus.storage.memory;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentText;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.support.CallLimits;
import dev.salus.storage.support.CountedHistory;
import dev.salus.storage.support.Gate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store in memory: finds the collection, and lets it work on the right thread. */
final class MemoryDocumentStore implements DocumentStore {

  private static final int USUAL_CHARS = 2_048;

  private final Map<String, MemoryCollection> collections = new ConcurrentHashMap<>();
  private final OperationRunner callers;
  private final Gate gate = new Gate();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed = Promise.promise();

  MemoryDocumentStore(Vertx vertx, List<CollectionSpec> specs, CountedHistory history) {
    for (CollectionSpec spec : specs) {
      if (collections.put(spec.name(), new MemoryCollection(spec, history)) != null) {
        throw new IllegalArgumentException("two collections of one name: " + spec.name());
      }
    }
    this.callers = new OperationRunner(vertx);
  }

  @Override
  public Future<Optional<Document>> get(String collection, String id) {
    return run(1, () -> named(collection).get(id));
  }

  @Override
  public Future<Optional<DocumentText>> getText(String collection, String id, ReadBound bound) {
    return run(1, () -> named(collection).text(id, bound));
  }

  @Override
  public Future<FoundDocuments> getMany(String collection, List<String> ids, ReadBound bound) {
    List<String> wanted = CallLimits.atMostAllowed(ids);
    Objects.requireNonNull(bound, "bound");
    return run(wanted.size(), () -> named(collection).getMany(wanted, bound));
  }

  @Override
  public Future<Document> put(String collection, Document document) {
    return run(
        sizeOf(document),
        () -> {
          MemoryCollection target = named(collection);
          return target.put(target.prepare(document));
        });
  }

  @Override
  public Future<List<PutResult>> putMany(String collection, List<Document> documents) {
    List<Document> wanted = CallLimits.eachIdOnce(CallLimits.atMostAllowed(documents));
    return run(
        wanted.size(),
        () -> {
          MemoryCollection target = named(collection);
          // All are prepared before the first is put: a body that is not JSON stops them all.
          List<MemoryCollection.Prepared> prepared = wanted.stream().map(target::prepare).toList();
          return prepared.stream().map(one -> putOne(target, one)).toList();
        });
  }

  /** How many usual documents it is as much work to encode and hash as this one; roughly. */
  private static int sizeOf(Document document) {
    int chars = 0;
    for (Object value : document.body().getMap().values()) {
      chars += value instanceof String text ? text.length() : 0;
    }
    return 1 + chars / USUAL_CHARS;
  }

  private static PutResult putOne(MemoryCollection target, MemoryCollection.Prepared prepared) {
    try {
      return new PutResult.Stored(target.put(prepared));
    } catch (StoreException e) {
      return new PutResult.Refused(e);
    }
  }

  @Override
  public Future<Void> delete(String collection, String id, String rev) {
    return run(
        1,
        () -> {
          named(collection).delete(id, rev);
          return null;
        });
  }

  @Override
  public Future<Page> query(String collection, Query query) {
    return run(query.limit(), () -> named(collection).query(query));
  }

  @Override
  public Future<ChangePage> changes(String collection, String since, int limit) {
    Objects.requireNonNull(since, "since");
    return run(1, () -> named(collection).changes(since, limit));
  }

  @Override
  public Future<ChangeSubscription> subscribe(
      String collection, String since, Handler<Change> handler) {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(handler, "handler");
    Context context = callers.context();
    return run(1, () -> named(collection).subscribe(callers, context, since, handler));
  }

  /** Answers the calls that are under way, then ends the subscriptions and the workers. */
  @Override
  public Future<Void> close() {
    if (closing.compareAndSet(false, true)) {
      gate.close().compose(empty -> release()).onComplete(closed);
    }
    return callers.here(closed.future());
  }

  private Future<Void> release() {
    List<Future<Void>> ends =
        collections.values().stream()
            .flatMap(collection -> collection.subscriptions().stream())
            .map(MemorySubscription::close)
            .toList();
    collections.clear();
    return Future.join(ends).compose(ended -> callers.close());
  }

  private <T> Future<T> run(int documents, Callable<T> step) {
    if (!gate.enter()) {
      return callers.here(Future.failedFuture(isClosed()));
    }
    return callers.run(documents, step).onComplete(done -> gate.leave());
  }

  private MemoryCollection named(String name) {
    MemoryCollection collection = collections.get(name);
    if (collection == null) {
      throw new IllegalArgumentException("no collection " + name);
    }
    return collection;
  }

  private static StoreUnavailable isClosed() {
    return new StoreUnavailable("the store is closed", 0, null);
  }
}
