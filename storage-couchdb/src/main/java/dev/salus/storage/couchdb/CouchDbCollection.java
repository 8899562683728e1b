package dev.salus.storage.couchdb;

import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.FeedConnection;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.read.AllDocs;
import dev.salus.storage.couchdb.read.PieceReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One collection: its database, its queues and its subscriptions. To be used on the io context. */
final class CouchDbCollection {

  private final Vertx vertx;
  private final Context io;
  private final Map<String, IndexReader> indexes;
  private final RowReader rows;
  private final BulkWriter writer;
  private final ChangeReader changes;
  private final Function<String, Future<FeedConnection>> openFeed;
  private final Set<ChangeFeed> feeds = new HashSet<>();

  CouchDbCollection(
      Vertx vertx,
      Context io,
      CouchDbHttp http,
      CouchDbOptions options,
      DocumentLimit documentLimit,
      Unavailability unavailable,
      CollectionSpec spec) {
    CouchDbOptions.Limits limits = options.limits();
    String database = options.database(spec.name());
    KnownIds known = new KnownIds();
    AllDocs documents = new AllDocs(http, database, unavailable, known::seen);
    PieceReader pieces = new PieceReader(documents, unavailable, limits.maxBatchDocuments());
    this.vertx = vertx;
    this.io = io;
    this.indexes =
        spec.indexes().stream()
            .collect(
                Collectors.toMap(
                    IndexSpec::name,
                    index -> new IndexReader(http, database, index, unavailable, known, pieces)));
    this.rows = new RowReader(pieces, limits);
    this.writer =
        new BulkWriter(
            http,
            database,
            limits,
            documentLimit,
            unavailable,
            rows,
            documents,
            known,
            new ShortPause(vertx));
    this.changes = new ChangeReader(http, database, unavailable);
    this.openFeed =
        since -> FeedConnection.open(http, database, since, limits.heartbeatMs(), unavailable);
  }

  Future<Row> read(String code) {
    return rows.read(code);
  }

  /** The documents of the first of these encoded ids, as many as the bound permits. */
  Future<List<Optional<Document>>> read(List<String> codes, ReadBound bound) {
    return rows.documents(codes, bound);
  }

  /** Each write's new revision or failure, in their order; all have ended. */
  Future<List<Future<String>>> write(List<PendingWrite> writes) {
    writer.write(writes.stream().filter(write -> !write.hasEnded()).toList());
    List<Future<String>> ended = writes.stream().map(PendingWrite::future).toList();
    return Future.join(ended).transform(result -> Future.succeededFuture(ended));
  }

  BulkWriter writer() {
    return writer;
  }

  Future<Page> query(Query query) {
    IndexReader index = indexes.get(query.index());
    if (index == null) {
      throw new IllegalArgumentException("no index " + query.index());
    }
    return index.page(index.range(query), query);
  }

  Future<ChangePage> changes(String since, int limit) {
    return "now".equals(since)
        ? changes.now().map(newest -> new ChangePage(List.of(), newest))
        : changes.page(since, limit);
  }

  /** Finds out where to begin, which also shows that CouchDB can be reached, and begins. */
  Future<ChangeFeed> subscribe(Context subscriber, String since, Handler<Change> handler) {
    Future<String> begin =
        "now".equals(since) ? changes.now() : changes.page(since, 1).map(page -> since);
    return begin.map(
        position -> {
          ChangeFeed feed =
              new ChangeFeed(vertx, io, subscriber, position, handler, openFeed, feeds::remove);
          feeds.add(feed);
          feed.connect();
          return feed;
        });
  }

  /** Ends the subscriptions and fails what was not sent yet. */
  Future<Void> close(Throwable reason) {
    writer.failWaiting(reason);
    rows.failWaiting(reason);
    return Future.join(List.copyOf(feeds).stream().map(ChangeFeed::close).toList()).mapEmpty();
  }
}
