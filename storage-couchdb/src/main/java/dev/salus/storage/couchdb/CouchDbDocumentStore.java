package dev.salus.storage.couchdb;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Page;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.StoreLoad;
import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.form.Sequences;
import dev.salus.storage.couchdb.form.TextCode;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The store's face: checks calls, admits them, and takes them to their collection. */
final class CouchDbDocumentStore implements DocumentStore {

  private static final int MOST_AT_ONCE = 1_000;
  private static final long CLOSE_SECONDS = 5;

  private final CallerContext callers;
  private final Map<String, CouchDbCollection> collections;
  private final WaitingLimit admission;
  private final WritePreparation preparation;
  private final Supplier<Future<Void>> freeResources;
  private final PendingCalls pending = new PendingCalls();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Promise<Void> closing = Promise.promise();

  CouchDbDocumentStore(
      CallerContext callers,
      CouchDbOptions.Limits limits,
      Unavailability unavailable,
      WriteTokens tokens,
      DocumentLimit documentLimit,
      List<CollectionSpec> specs,
      Function<CollectionSpec, CouchDbCollection> collection,
      Supplier<Future<Void>> freeResources) {
    this.callers = callers;
    this.collections = specs.stream().collect(Collectors.toMap(CollectionSpec::name, collection));
    this.admission = new WaitingLimit(limits, unavailable);
    this.preparation = new WritePreparation(tokens, documentLimit);
    this.freeResources = freeResources;
  }

  @Override
  public Future<Optional<Document>> get(String collection, String id) {
    CouchDbCollection target = named(collection);
    String code = TextCode.encodeId(id);
    return call(1, 0, () -> target.read(code)).map(Row::document);
  }

  @Override
  public Future<FoundDocuments> getMany(String collection, List<String> ids, ReadBound bound) {
    CouchDbCollection target = named(collection);
    Objects.requireNonNull(bound, "bound");
    List<String> wanted = atMostAllowed(ids);
    List<String> codes = wanted.stream().map(TextCode::encodeId).toList();
    return call(codes.size(), 0, () -> target.read(codes, bound))
        .map(found -> FoundDocuments.of(found, wanted));
  }

  @Override
  public Future<Document> put(String collection, Document document) {
    CouchDbCollection target = named(collection);
    PreparedPut put = preparation.put(document);
    return write(target, List.of(put.write())).compose(ended -> ended.get(0)).map(put::stored);
  }

  @Override
  public Future<List<PutResult>> putMany(String collection, List<Document> documents) {
    CouchDbCollection target = named(collection);
    List<PreparedPut> puts = preparation.putMany(atMostAllowed(documents));
    return write(target, puts.stream().map(PreparedPut::write).toList())
        .map(ended -> PreparedPut.results(puts, ended));
  }

  @Override
  public Future<Void> delete(String collection, String id, String rev) {
    CouchDbCollection target = named(collection);
    PendingWrite deletion = preparation.delete(id, rev);
    return write(target, List.of(deletion)).compose(ended -> ended.get(0)).mapEmpty();
  }

  @Override
  public Optional<StoreLoad> load() {
    long commits = 0;
    long documents = 0;
    for (CouchDbCollection each : collections.values()) {
      commits += each.writer().commits();
      documents += each.writer().committedDocuments();
    }
    return Optional.of(new StoreLoad(admission.documents(), admission.bytes(), commits, documents));
  }

  private Future<List<Future<String>>> write(CouchDbCollection to, List<PendingWrite> writes) {
    long bytes = writes.stream().mapToLong(PendingWrite::bytes).sum();
    return call(writes.size(), bytes, () -> to.write(writes));
  }

  @Override
  public Future<Page> query(String collection, Query query) {
    CouchDbCollection target = named(collection);
    Objects.requireNonNull(query, "query");
    return call(1, 0, () -> target.query(query));
  }

  @Override
  public Future<ChangePage> changes(String collection, String since, int limit) {
    CouchDbCollection target = named(collection);
    if (limit < 1 || limit > MOST_AT_ONCE) {
      throw new IllegalArgumentException("a limit is 1 to " + MOST_AT_ONCE);
    }
    String checked = "now".equals(since) ? since : Sequences.check(since);
    return call(1, 0, () -> target.changes(checked, limit));
  }

  @Override
  public Future<ChangeSubscription> subscribe(
      String collection, String since, Handler<Change> handler) {
    CouchDbCollection target = named(collection);
    Objects.requireNonNull(handler, "handler");
    String checked = "now".equals(since) ? since : Sequences.check(since);
    Context subscriber = callers.current();
    return call(
            1,
            0,
            () -> target.subscribe(subscriber, checked, handler).compose(this::refuseIfClosed))
        .map(feed -> () -> callers.here(feed.close()));
  }

  private Future<ChangeFeed> refuseIfClosed(ChangeFeed started) {
    return closed.get()
        ? started.close().compose(ended -> Future.failedFuture(isClosed()))
        : Future.succeededFuture(started);
  }

  @Override
  public Future<Void> close() {
    if (closed.compareAndSet(false, true)) {
      callers.call(this::closeAll).onComplete(closing);
    }
    return callers.here(closing.future());
  }

  /**
   * Bounded in time: whoever closes is not kept by a subscriber or a connection that does not end.
   */
  private Future<Void> closeAll() {
    return Future.join(collections.values().stream().map(it -> it.close(isClosed())).toList())
        .timeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .transform(ended -> freeResources.get().timeout(CLOSE_SECONDS, TimeUnit.SECONDS))
        .otherwiseEmpty()
        .onComplete(ended -> pending.failAll(isClosed()));
  }

  private <T> Future<T> call(int documents, long bytes, Supplier<Future<T>> step) {
    return closed.get()
        ? Future.failedFuture(isClosed())
        : admission.admit(documents, bytes, () -> callers.call(() -> unlessClosed(step)));
  }

  /** What comes to the io context after the closing would find no timer and no connection there. */
  private <T> Future<T> unlessClosed(Supplier<Future<T>> step) {
    return closed.get() ? Future.failedFuture(isClosed()) : pending.answered(step.get());
  }

  private CouchDbCollection named(String name) {
    CouchDbCollection collection = collections.get(Objects.requireNonNull(name, "collection"));
    if (collection == null) {
      throw new IllegalArgumentException("no collection " + name);
    }
    return collection;
  }

  private static StoreUnavailable isClosed() {
    return new StoreUnavailable("the store is closed", 0, null);
  }

  private static <T> List<T> atMostAllowed(List<T> wanted) {
    if (wanted.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most " + MOST_AT_ONCE + " at once");
    }
    return List.copyOf(wanted);
  }
}
