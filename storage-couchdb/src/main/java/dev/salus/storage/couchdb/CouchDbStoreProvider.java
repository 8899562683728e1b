package dev.salus.storage.couchdb;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.ConflictReport;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStoreProvider;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Opens stores that keep each collection in a database of Apache CouchDB, version 3.3 or later.
 *
 * <p>Options: {@code url} (required), {@code user}, {@code password} (or the environment variable
 * {@code SALUS_COUCHDB_PASSWORD}), {@code prefix} of database names ({@code salus-}), {@code
 * create} missing databases ({@code false}), {@code allowPublicDatabases} ({@code false}), and the
 * bounds {@code poolSize}, {@code connectTimeoutMs}, {@code requestTimeoutMs}, {@code
 * indexBuildTimeoutMs}, {@code retryAfterMs}, {@code heartbeatMs}, {@code maxBatchDocuments},
 * {@code maxBatchBytes}, {@code maxDocumentBytes}, {@code maxPendingDocuments}, {@code
 * maxPendingBytes}. {@code docs/operations.md} says what to set. Numbers and flags may also be the
 * text of one.
 */
public final class CouchDbStoreProvider implements DocumentStoreProvider {

  private final UnaryOperator<String> environment;
  private final SecureRandom random;
  private final Clock clock;

  /** For {@link java.util.ServiceLoader}. */
  public CouchDbStoreProvider() {
    this(System::getenv, new SecureRandom(), Clock.systemUTC());
  }

  CouchDbStoreProvider(UnaryOperator<String> environment, SecureRandom random, Clock clock) {
    this.environment = environment;
    this.random = random;
    this.clock = clock;
  }

  /** {@code couchdb}. */
  @Override
  public String name() {
    return CouchDbOptions.STORE;
  }

  @Override
  public void check(JsonObject options) {
    CouchDbOptions.read(options, environment);
  }

  /**
   * Opens a store once its databases are there and their indexes are built.
   *
   * <p>Fails with {@link IllegalArgumentException} naming the option that is unknown, unusable or
   * must change: also if a database is missing and {@code create} is not set, and if CouchDB
   * refuses the credentials, of which it is asked once. Fails with {@code StoreUnavailable} if
   * CouchDB cannot be reached. Each message names the address or the option, and none holds a
   * secret; CouchDB's own reasons are passed on.
   */
  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections) {
    return open(vertx, options, collections, line -> {});
  }

  /** The same; while an index is being built, a line tells how far it is, in the log too. */
  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections, Consumer<String> waiting) {
    try {
      return CouchDbConnection.open(vertx, CouchDbOptions.read(options, environment), clock)
          .compose(connection -> open(connection, collections, waiting));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<DocumentStore> open(
      CouchDbConnection connection, List<CollectionSpec> collections, Consumer<String> waiting) {
    return connection
        .contact()
        .compose(reached -> connection.ensure(collections, waiting))
        .compose(ready -> connection.store(new WriteTokens(random), collections))
        .<DocumentStore>map(store -> store)
        .recover(failure -> connection.close().compose(closed -> failed(connection, failure)));
  }

  private static <T> Future<T> failed(CouchDbConnection connection, Throwable failure) {
    return Future.failedFuture(connection.withAddress(failure));
  }

  /**
   * Lists documents with more than one revision that is not deleted. Their view is installed at the
   * first search, and CouchDB then builds it; databases are never created. Fails with {@code
   * StoreUnavailable} also if a database is missing.
   */
  @Override
  public Future<ConflictReport> conflicts(
      Vertx vertx, JsonObject options, List<String> collections, int limit) {
    if (limit < 1) {
      return Future.failedFuture(new IllegalArgumentException("a limit is at least 1"));
    }
    try {
      CouchDbOptions read = CouchDbOptions.read(options, environment);
      return CouchDbConnection.open(vertx, read, clock)
          .compose(
              connection ->
                  CouchDbConflicts.find(connection, read, collections, limit)
                      .recover(failure -> failed(connection, failure)));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }
}
