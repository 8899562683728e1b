package dev.salus.storage.sqlite;

import dev.salus.storage.support.OptionReader;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The plugin's settings, all checked.
 *
 * @param directory where the database is, absolute
 * @param create whether directory and database are made if they are missing
 * @param readers how many connections, each with a thread, read at once
 * @param maxDocumentBytes the largest body, bytes of JSON text
 * @param maxDatabaseBytes a size over which the database does not grow; 0 for what the disk holds
 * @param maxPendingDocuments the most documents that wait for an answer, reads and writes
 * @param maxPendingBytes the most bytes of documents that wait to be written
 * @param maxLogBytes the size of the write-ahead log at which writers wait for readers, so that it
 *     can begin anew
 * @param busyTimeoutMs how long a lock of another program, such as {@code sqlite3}, is waited for
 * @param retryAfterMs the hint that callers get with {@code StoreUnavailable}
 */
record SqliteOptions(
    Path directory,
    boolean create,
    int readers,
    int maxDocumentBytes,
    long maxDatabaseBytes,
    int maxPendingDocuments,
    int maxPendingBytes,
    int maxLogBytes,
    int busyTimeoutMs,
    int retryAfterMs) {

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming the option that is unknown, missing or unusable
   */
  static SqliteOptions read(JsonObject json) {
    OptionReader options = new OptionReader(SqliteStoreProvider.NAME, json);
    SqliteOptions read =
        new SqliteOptions(
            directory(options),
            options.flag("create", true),
            options.number("readers", 4, 1, 64),
            options.number("maxDocumentBytes", 16 << 20, 1, 1 << 28),
            options.number("maxDatabaseBytes", 0L, 0, 1L << 47),
            options.number("maxPendingDocuments", 10_000, 1, 10_000_000),
            options.number("maxPendingBytes", 64_000_000, 1, Integer.MAX_VALUE),
            options.number("maxLogBytes", 64 << 20, 1 << 16, 1 << 30),
            options.number("busyTimeoutMs", 5_000, 1, 600_000),
            options.number("retryAfterMs", 1_000, 1, 3_600_000));
    options.refuseOthers();
    return read;
  }

  private static Path directory(OptionReader options) {
    if (!(options.value("directory") instanceof String text) || text.isBlank()) {
      throw options.unusable("directory", "is missing; it is the directory to keep data in");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw options.unusable("directory", "is no path");
    }
  }
}
