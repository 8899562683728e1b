package dev.salus.storage.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log from growing for ever. SQLite copies it into the database by itself,
 * every thousand pages; but it begins the log anew only at a moment when no reader uses it, and
 * under load there may be none. So the writer waits for the readers when the log is large.
 */
final class WriteAheadLog {

  private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

  /** How long writers wait for those who read; one who reads for longer is let be. */
  private static final int PATIENCE_MS = 250;

  private final Path file;
  private final long mostBytes;
  private final int busyTimeoutMs;

  /** The size at which the next attempt is worth its time. */
  private long next;

  /**
   * @param database the database's file
   * @param busyTimeoutMs how long the connection waits for a lock otherwise
   */
  WriteAheadLog(Path database, long mostBytes, int busyTimeoutMs) {
    this.file = database.resolveSibling(database.getFileName() + "-wal");
    this.mostBytes = mostBytes;
    this.busyTimeoutMs = busyTimeoutMs;
    this.next = mostBytes;
  }

  /** Called by the writer between transactions. Never fails: what is committed is in the log. */
  void keepSmall(SqlConnection connection) {
    long size = size();
    if (size < next) {
      return;
    }
    empty(connection);
    // Somebody may read for long, such as a backup: ask again when there is as much more.
    next = size() + mostBytes;
  }

  /** Copies the log into the database and begins it anew, if that can be done. */
  void empty(SqlConnection connection) {
    try {
      connection.execute("PRAGMA busy_timeout = " + PATIENCE_MS);
      connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      connection.execute("PRAGMA busy_timeout = " + busyTimeoutMs);
    } catch (SQLException e) {
      LOG.warn("{} cannot be emptied now: {}", file, e.getMessage());
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException noneYet) {
      return 0;
    }
  }
}
