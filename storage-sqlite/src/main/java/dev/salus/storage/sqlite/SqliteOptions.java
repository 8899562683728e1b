package dev.salus.storage.sqlite;

import dev.salus.storage.StoreOptionException;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "directory",
              "create",
              "readers",
              "maxDocumentBytes",
              "maxDatabaseBytes",
              "maxPendingDocuments",
              "maxPendingBytes",
              "maxLogBytes",
              "busyTimeoutMs",
              "retryAfterMs"));

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming the option that is unknown, missing or unusable
   */
  static SqliteOptions read(JsonObject json) {
    Set<String> others = new TreeSet<>(json.fieldNames());
    others.removeAll(NAMES);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "the sqlite store has no option named "
              + String.join(", ", others)
              + "; it has "
              + String.join(", ", NAMES));
    }
    return new SqliteOptions(
        directory(json.getValue("directory")),
        flag(json, "create", true),
        integer(json, "readers", 4, 1, 64),
        integer(json, "maxDocumentBytes", 16 << 20, 1, 1 << 28),
        number(json, "maxDatabaseBytes", 0, 0, 1L << 47),
        integer(json, "maxPendingDocuments", 10_000, 1, 10_000_000),
        integer(json, "maxPendingBytes", 64_000_000, 1, Integer.MAX_VALUE),
        integer(json, "maxLogBytes", 64 << 20, 1 << 16, 1 << 30),
        integer(json, "busyTimeoutMs", 5_000, 1, 600_000),
        integer(json, "retryAfterMs", 1_000, 1, 3_600_000));
  }

  private static Path directory(@Nullable Object value) {
    if (!(value instanceof String text) || text.isBlank()) {
      throw unusable("directory", "is missing; it is the directory to keep data in");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw unusable("directory", "is no path");
    }
  }

  private static boolean flag(JsonObject json, String name, boolean byDefault) {
    return switch (String.valueOf(json.getValue(name, byDefault))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unusable(name, "is not true or false");
    };
  }

  private static int integer(JsonObject json, String name, int byDefault, int least, int most) {
    return (int) number(json, name, byDefault, least, most);
  }

  private static long number(JsonObject json, String name, long byDefault, long least, long most) {
    Object value = json.getValue(name);
    if (value == null) {
      return byDefault;
    }
    Long number = number(value);
    if (number != null && number >= least && number <= most) {
      return number;
    }
    throw unusable(name, "is not an integer of " + least + " to " + most);
  }

  /** A number as it is, or as the text that a command line has; null if it is neither. */
  private static @Nullable Long number(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    return value instanceof String text && DIGITS.matcher(text).matches()
        ? Long.valueOf(text)
        : null;
  }

  private static StoreOptionException unusable(String name, String why) {
    return new StoreOptionException(SqliteStoreProvider.NAME, name, why);
  }
}
