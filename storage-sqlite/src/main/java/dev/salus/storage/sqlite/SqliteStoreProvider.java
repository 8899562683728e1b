package dev.salus.storage.sqlite;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStoreProvider;
import dev.salus.storage.support.Callers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens stores that keep their data in an SQLite database in a directory of this machine. A store
 * is the only one on its directory until it is closed, in this process and any other.
 *
 * <p>Options: {@code directory} (required), {@code create} what is missing ({@code true}), {@code
 * readers}, {@code maxDocumentBytes}, {@code maxDatabaseBytes}, {@code maxPendingDocuments}, {@code
 * maxPendingBytes}, {@code maxLogBytes}, {@code busyTimeoutMs}, {@code retryAfterMs}. {@code
 * docs/operations.md} says what to set. Numbers may also be the text of one.
 */
public final class SqliteStoreProvider implements DocumentStoreProvider {

  /** The name by which configuration chooses this store. */
  static final String NAME = "sqlite";

  private static final long LONGEST_STEP_HOURS = 24;

  /** For {@link java.util.ServiceLoader}. */
  public SqliteStoreProvider() {}

  /** {@code sqlite}. */
  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check(JsonObject options) {
    SqliteOptions.read(options);
  }

  /**
   * Opens a store.
   *
   * <p>Fails with {@link IllegalArgumentException} naming the option that is unknown or unusable,
   * and with {@code StoreUnavailable} naming the directory if it is in use or cannot be used.
   */
  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections) {
    return open(vertx, options, collections, line -> {});
  }

  /** The same; while an index is filled, a line tells how far that is. */
  @Override
  public Future<DocumentStore> open(
      Vertx vertx, JsonObject options, List<CollectionSpec> collections, Consumer<String> waiting) {
    SqliteOptions read;
    try {
      read = SqliteOptions.read(options);
      refuseTwoOfOneName(collections);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor(
            "salus-sqlite " + read.directory(), read.readers(), LONGEST_STEP_HOURS, TimeUnit.HOURS);
    return workers
        .executeBlocking(() -> OpenedDatabase.open(read, collections, workers, waiting), false)
        .<DocumentStore>map(database -> new SqliteDocumentStore(new Callers(vertx), database, read))
        .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
  }

  /**
   * Copies the database, whether it is in use or not. The file is one SQLite database, for its
   * owner only.
   */
  @Override
  public Future<Void> backup(
      Vertx vertx, JsonObject options, Path file, Consumer<String> progress) {
    return onWorker(vertx, options, read -> SqliteBackups.backup(read.directory(), file, progress));
  }

  /**
   * Makes the directory if it is missing; fails if there is data in it, or the log of data that was
   * there.
   */
  @Override
  public Future<Void> restore(
      Vertx vertx, JsonObject options, Path file, Consumer<String> progress) {
    return onWorker(
        vertx, options, read -> SqliteBackups.restore(file, read.directory(), progress));
  }

  private static Future<Void> onWorker(
      Vertx vertx, JsonObject options, Consumer<SqliteOptions> step) {
    SqliteOptions read;
    try {
      read = SqliteOptions.read(options);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    WorkerExecutor worker =
        vertx.createSharedWorkerExecutor(
            "salus-sqlite copy", 1, LONGEST_STEP_HOURS, TimeUnit.HOURS);
    return worker.<Void>executeBlocking(() -> done(step, read), false).eventually(worker::close);
  }

  private static @Nullable Void done(Consumer<SqliteOptions> step, SqliteOptions options) {
    step.accept(options);
    return null;
  }

  private static void refuseTwoOfOneName(List<CollectionSpec> collections) {
    if (collections.stream().map(CollectionSpec::name).distinct().count() != collections.size()) {
      throw new IllegalArgumentException("two collections of one name");
    }
  }
}
