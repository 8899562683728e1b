package dev.salus.storage.sqlite;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.ChangeSubscription;
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
import dev.salus.storage.StoreLoad;
import dev.salus.storage.support.CallLimits;
import dev.salus.storage.support.Callers;
import dev.salus.storage.support.Gate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** The store's face: checks calls, lets them in, and takes them to readers or the writer. */
final class SqliteDocumentStore implements DocumentStore {

  /** Changes that a subscription reads at once, and holds. */
  private static final int SUBSCRIPTION_PAGE = 100;

  private final OpenedDatabase database;
  private final Map<String, SqliteCollection> collections;
  private final Callers callers;
  private final WritePreparer preparer;
  private final SqliteLimits limits;
  private final Gate gate = new Gate();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed = Promise.promise();

  SqliteDocumentStore(Callers callers, OpenedDatabase database, SqliteOptions options) {
    this.callers = callers;
    this.database = database;
    this.collections = database.collections();
    this.preparer = new WritePreparer(database.workers(), options.maxDocumentBytes());
    this.limits = new SqliteLimits(options);
  }

  @Override
  public Future<Optional<Document>> get(String collection, String id) {
    SqliteCollection from = named(collection);
    Objects.requireNonNull(id, "id");
    return read(1, connection -> from.get(connection, id));
  }

  @Override
  public Future<Optional<DocumentText>> getText(String collection, String id, ReadBound bound) {
    SqliteCollection from = named(collection);
    Objects.requireNonNull(id, "id");
    return read(1, connection -> from.text(connection, id, bound));
  }

  @Override
  public Future<FoundDocuments> getMany(String collection, List<String> ids, ReadBound bound) {
    SqliteCollection from = named(collection);
    List<String> wanted = CallLimits.atMostAllowed(ids);
    Objects.requireNonNull(bound, "bound");
    return read(wanted.size(), connection -> from.getMany(connection, wanted, bound));
  }

  @Override
  public Future<Document> put(String collection, Document document) {
    SqliteCollection to = named(collection);
    List<Document> one = List.of(document);
    return call(1, () -> preparer.puts(to, one).compose(changes -> write(changes, this::stored)));
  }

  private Future<Document> stored(List<PendingChange> changes) {
    PendingChange only = changes.get(0);
    return only.ended().map(only::document);
  }

  @Override
  public Future<List<PutResult>> putMany(String collection, List<Document> documents) {
    SqliteCollection to = named(collection);
    List<Document> wanted = CallLimits.eachIdOnce(CallLimits.atMostAllowed(documents));
    return call(
        wanted.size(),
        () -> preparer.puts(to, wanted).compose(changes -> write(changes, this::results)));
  }

  /** Fails only if what happened to one of them is not known. */
  private Future<List<PutResult>> results(List<PendingChange> changes) {
    List<Future<PutResult>> all = changes.stream().map(SqliteDocumentStore::result).toList();
    return Future.join(all).map(ended -> ended.<PutResult>list());
  }

  private static Future<PutResult> result(PendingChange change) {
    return change
        .ended()
        .<PutResult>map(rev -> new PutResult.Stored(change.document(rev)))
        .recover(SqliteDocumentStore::refused);
  }

  private static Future<PutResult> refused(Throwable reason) {
    return reason instanceof StoreException known
        ? Future.succeededFuture(new PutResult.Refused(known))
        : Future.failedFuture(reason);
  }

  @Override
  public Future<Void> delete(String collection, String id, String rev) {
    SqliteCollection from = named(collection);
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(rev, "rev");
    PendingChange deletion = new PendingChange(from, id, rev, null);
    if (!CollectionTable.isUnicode(id)) {
      deletion.fail(new StoreException.RevisionConflict(id, rev, null));
    }
    return call(1, () -> write(List.of(deletion), changes -> deletion.ended().mapEmpty()));
  }

  private <T> Future<T> write(
      List<PendingChange> changes, Function<List<PendingChange>, Future<T>> whenWritten) {
    long bytes = changes.stream().mapToLong(PendingChange::bytes).sum();
    if (!limits.hold(bytes)) {
      return Future.failedFuture(tooMuch());
    }
    database.writer().add(changes.stream().filter(change -> !change.hasEnded()).toList());
    return whenWritten.apply(changes).onComplete(ended -> limits.release(bytes));
  }

  @Override
  public Future<Page> query(String collection, Query query) {
    SqliteCollection in = named(collection);
    Objects.requireNonNull(query, "query");
    return read(1, connection -> in.query(connection, query));
  }

  @Override
  public Future<ChangePage> changes(String collection, String since, int limit) {
    SqliteCollection of = named(collection);
    Objects.requireNonNull(since, "since");
    int most = CallLimits.changes(limit);
    return read(1, connection -> of.changes(connection, since, most));
  }

  @Override
  public Future<ChangeSubscription> subscribe(
      String collection, String since, Handler<Change> handler) {
    SqliteCollection to = named(collection);
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(handler, "handler");
    Context context = callers.context();
    return call(1, () -> Future.succeededFuture(subscribed(to, context, since, handler)));
  }

  private ChangeSubscription subscribed(
      SqliteCollection to, Context context, String since, Handler<Change> handler) {
    SqliteSubscription subscription =
        new SqliteSubscription(
            callers,
            context,
            to.position(since),
            handler,
            sequence ->
                database
                    .readers()
                    .read(connection -> to.changesAfter(connection, sequence, SUBSCRIPTION_PAGE)),
            to::unsubscribe);
    to.subscribe(subscription);
    return subscription;
  }

  @Override
  public Optional<StoreLoad> load() {
    GroupWriter writer = database.writer();
    return Optional.of(
        new StoreLoad(
            limits.documents(), limits.bytes(), writer.commits(), writer.committedChanges()));
  }

  /** Answers the calls that are under way, then ends the subscriptions and lets go of the files. */
  @Override
  public Future<Void> close() {
    if (closing.compareAndSet(false, true)) {
      gate.close().compose(empty -> endSubscriptions()).compose(this::release).onComplete(closed);
    }
    return callers.here(closed.future());
  }

  private Future<?> endSubscriptions() {
    return Future.join(
        collections.values().stream()
            .flatMap(collection -> collection.subscriptions().stream())
            .map(SqliteSubscription::close)
            .toList());
  }

  private Future<Void> release(Object ended) {
    return database.close();
  }

  private <T> Future<T> read(int documents, ReaderPool.Reading<T> reading) {
    return call(documents, () -> database.readers().read(reading));
  }

  private <T> Future<T> call(int documents, Supplier<Future<T>> step) {
    if (!gate.enter()) {
      return callers.here(
          Future.failedFuture(new StoreUnavailable("the store is closed", 0, null)));
    }
    if (!limits.enter(documents)) {
      gate.leave();
      return callers.here(Future.failedFuture(tooMuch()));
    }
    return callers.here(attempt(step).onComplete(ended -> leave(documents)));
  }

  private void leave(int documents) {
    limits.leave(documents);
    gate.leave();
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private StoreUnavailable tooMuch() {
    return database.failures().because("too much is waiting for the store");
  }

  private SqliteCollection named(String name) {
    SqliteCollection collection = collections.get(Objects.requireNonNull(name, "collection"));
    if (collection == null) {
      throw new IllegalArgumentException("no collection " + name);
    }
    return collection;
  }
}
