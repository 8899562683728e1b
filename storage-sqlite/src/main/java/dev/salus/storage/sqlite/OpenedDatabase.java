package dev.salus.storage.sqlite;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A database that this process holds: its directory, its connections and their threads.
 *
 * @param directory is let go of when it is closed
 * @param workers threads to read on, and for work that is too long for an event loop
 * @param failures says what failures mean
 * @param writer writes
 * @param readers read
 * @param collections those that were declared, by name
 */
record OpenedDatabase(
    DataDirectory directory,
    WorkerExecutor workers,
    SqliteFailures failures,
    GroupWriter writer,
    ReaderPool readers,
    Map<String, SqliteCollection> collections) {

  /**
   * Opens it, on a worker: makes what is missing and takes as long as that does.
   *
   * <p>Fails with {@link StoreException} if the directory cannot be had or the database not used;
   * then nothing stays open.
   */
  static OpenedDatabase open(
      SqliteOptions options,
      List<CollectionSpec> specs,
      WorkerExecutor workers,
      Consumer<String> waiting) {
    if (!options.create()) {
      DataDirectory.databaseIn(options.directory());
    }
    DataDirectory directory = DataDirectory.hold(options.directory());
    List<SqlConnection> connections = new ArrayList<>();
    SqliteFailures failures = new SqliteFailures(directory.database(), options.retryAfterMs());
    boolean opened = false;
    try {
      OpenedDatabase database =
          open(options, specs, workers, waiting, directory, failures, connections);
      opened = true;
      return database;
    } catch (IOException e) {
      throw DataDirectory.unusable(options.directory(), e);
    } catch (SQLException e) {
      throw failures.inDirectory(options.directory(), e);
    } finally {
      if (!opened) {
        connections.forEach(OpenedDatabase::closeQuietly);
        closeQuietly(directory);
      }
    }
  }

  private static OpenedDatabase open(
      SqliteOptions options,
      List<CollectionSpec> specs,
      WorkerExecutor workers,
      Consumer<String> waiting,
      DataDirectory directory,
      SqliteFailures failures,
      List<SqlConnection> connections)
      throws IOException, SQLException {
    refuseHalfRestored(directory.database());
    new FilesBeside(directory.database()).requireNoLogOfAnother();
    NativeLibrary.unpackBelow(directory.path());
    PrivateFiles.createFile(directory.database());
    SqlConnection writing = connect(options, directory, connections);
    limitSize(writing, options.maxDatabaseBytes());
    List<CollectionTable> tables = specs.stream().map(CollectionTable::new).toList();
    new SqliteSchema(writing, waiting).make(tables);
    Map<String, SqliteCollection> collections = new LinkedHashMap<>();
    for (CollectionTable table : tables) {
      collections.put(table.name(), SqliteCollection.open(writing, table));
    }
    WriteAheadLog log =
        new WriteAheadLog(directory.database(), options.maxLogBytes(), options.busyTimeoutMs());
    GroupWriter writer =
        new GroupWriter(
            "salus-sqlite-writer",
            writing,
            directory::requireHeld,
            log,
            failures,
            OpenedDatabase::report);
    ReaderPool readers =
        new ReaderPool(workers, failures, readers(options, directory, connections));
    writer.start();
    return new OpenedDatabase(directory, workers, failures, writer, readers, collections);
  }

  /** An empty database would look as if all data were lost, and be in the way of its restoring. */
  private static void refuseHalfRestored(Path database) {
    Path part = DatabaseCopy.partOf(database);
    if (Files.exists(part) && !Files.exists(database)) {
      throw new StoreUnavailable(
          part
              + " is there: the data was being restored and that was cut short; run 'salus restore'"
              + " again, or remove the file to begin with no data",
          0,
          null);
    }
  }

  private static List<SqlConnection> readers(
      SqliteOptions options, DataDirectory directory, List<SqlConnection> connections)
      throws SQLException {
    List<SqlConnection> readers = new ArrayList<>();
    for (int i = 0; i < options.readers(); i++) {
      SqlConnection reader = connect(options, directory, connections);
      reader.execute("PRAGMA query_only = 1");
      readers.add(reader);
    }
    return readers;
  }

  private static SqlConnection connect(
      SqliteOptions options, DataDirectory directory, List<SqlConnection> connections)
      throws SQLException {
    SqlConnection opened = SqlConnection.open(directory.database(), options.busyTimeoutMs());
    connections.add(opened);
    return opened;
  }

  private static void limitSize(SqlConnection writing, long maxBytes) throws SQLException {
    if (maxBytes > 0) {
      long pageBytes = writing.first("PRAGMA page_size", row -> row.getLong(1)).orElse(4_096L);
      writing.execute("PRAGMA max_page_count = " + Math.max(1, maxBytes / pageBytes));
    }
  }

  /** Closes everything after what is under way; then another process can have the directory. */
  Future<Void> close() {
    return readers
        .close()
        .eventually(writer::close)
        .eventually(() -> workers.executeBlocking(this::letGo, false))
        .eventually(workers::close);
  }

  private Void letGo() throws IOException {
    directory.close();
    return null;
  }

  /** As for any thread without a handler of its own. */
  private static void report(Thread thread, Throwable failure) {
    ThreadGroup group = thread.getThreadGroup();
    if (group != null) {
      group.uncaughtException(thread, failure);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // It could not be opened; that is what is told.
    }
  }
}
