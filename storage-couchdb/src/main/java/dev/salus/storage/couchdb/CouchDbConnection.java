package dev.salus.storage.couchdb;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reachability;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.index.IndexProgress;
import dev.salus.storage.couchdb.index.MapFunction;
import dev.salus.storage.couchdb.index.ViewDefinition;
import dev.salus.storage.couchdb.index.ViewSetup;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is open for one store: an event loop context and the HTTP connections. */
final class CouchDbConnection {

  private final Vertx vertx;
  private final CouchDbOptions options;
  private final Clock clock;
  private final IoVerticle io;
  private final Reachability reachability;
  private final Unavailability unavailable;
  private final CouchDbHttp http;
  private final CallerContext callers;

  private CouchDbConnection(Vertx vertx, CouchDbOptions options, Clock clock, IoVerticle io) {
    this.vertx = vertx;
    this.options = options;
    this.clock = clock;
    this.io = io;
    CouchDbOptions.Limits limits = options.limits();
    this.reachability = new Reachability(options.address(), limits.patience(), clock);
    this.unavailable = new Unavailability(limits.retryAfterMs(), reachability);
    this.http = new CouchDbHttp(vertx, options, reachability);
    this.callers = new CallerContext(vertx, io.io());
  }

  /** Opens it; connects to nothing yet. */
  static Future<CouchDbConnection> open(Vertx vertx, CouchDbOptions options, Clock clock) {
    IoVerticle io = new IoVerticle();
    return vertx.deployVerticle(io).map(id -> new CouchDbConnection(vertx, options, clock, io));
  }

  /** Finds out whether CouchDB answers and takes the credentials; see {@link FirstContact}. */
  Future<Void> contact() {
    return callers.call(() -> new FirstContact(http, options, unavailable).make());
  }

  /**
   * Finds or creates the databases and their indexes.
   *
   * @param waiting is told which indexes are being built
   */
  Future<Void> ensure(List<CollectionSpec> collections, Consumer<String> waiting) {
    Stream<String> names = collections.stream().map(CollectionSpec::name);
    if (names.distinct().count() != collections.size()) {
      return Future.failedFuture(new IllegalArgumentException("two collections of one name"));
    }
    return callers.call(
        () -> {
          IndexProgress progress = new IndexProgress(http, waiting);
          ViewSetup views = views(progress);
          Future<Void> ready =
              Future.all(collections.stream().map(spec -> ensure(spec, views)).toList()).mapEmpty();
          int requestMs = options.limits().requestTimeoutMs();
          return progress.tellUntil(vertx, Math.min(IndexProgress.EVERY_MS, requestMs), ready);
        });
  }

  private Future<Void> ensure(CollectionSpec spec, ViewSetup setup) {
    String database = options.database(spec.name());
    List<ViewDefinition> views = spec.indexes().stream().map(MapFunction::view).toList();
    return new DatabaseSetup(http, options, unavailable)
        .ensure(database)
        .compose(there -> setup.ensure(database, views));
  }

  /** What brings views into being. */
  ViewSetup views(IndexProgress progress) {
    int timeoutMs = options.limits().indexBuildTimeoutMs();
    return new ViewSetup(vertx, http, unavailable, clock, timeoutMs, progress);
  }

  /** The store, which closes this when it is closed. */
  Future<CouchDbDocumentStore> store(WriteTokens tokens, List<CollectionSpec> collections) {
    int most = options.limits().maxDocumentBytes();
    return callers
        .call(() -> ServerLimit.ask(http, unavailable))
        .map(server -> store(tokens, new DocumentLimit(most, server, clock), collections));
  }

  private CouchDbDocumentStore store(
      WriteTokens tokens, DocumentLimit documentLimit, List<CollectionSpec> collections) {
    return new CouchDbDocumentStore(
        callers,
        options.limits(),
        unavailable,
        tokens,
        documentLimit,
        collections,
        spec ->
            new CouchDbCollection(vertx, io.io(), http, options, documentLimit, unavailable, spec),
        this::close);
  }

  CouchDbHttp http() {
    return http;
  }

  CallerContext callers() {
    return callers;
  }

  Unavailability unavailability() {
    return unavailable;
  }

  /** The same failure, with the address if it says that CouchDB does not answer as it should. */
  Throwable withAddress(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof StoreUnavailable && !message.contains(options.address())
        ? unavailable.because(
            "CouchDB at " + options.address() + " (option url): " + message, failure)
        : failure;
  }

  /** Ends the connections and gives the context back; never fails. */
  Future<Void> close() {
    reachability.close();
    return http.close()
        .transform(closed -> vertx.undeploy(io.deploymentID()))
        .transform(undeployed -> Future.succeededFuture());
  }
}
