package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.json.DecodeException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Says what a failure of SQLite means, and tells the log when writing stops and when it goes on:
 * one line each, however many calls fail meanwhile. Thread-safe.
 */
final class SqliteFailures {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteFailures.class);

  private final Path database;
  private final int retryAfterMs;
  private final AtomicReference<@Nullable String> writingStopped = new AtomicReference<>();

  SqliteFailures(Path database, int retryAfterMs) {
    this.database = database;
    this.retryAfterMs = retryAfterMs;
  }

  /** What callers hear; without any content, which SQLite does not tell either. */
  StoreException of(Throwable failure) {
    return failure instanceof StoreException known
        ? known
        : new StoreUnavailable(why(failure), retryAfterMs, failure);
  }

  /** Why a store in this directory cannot be opened. */
  StoreUnavailable inDirectory(Path directory, SQLException failure) {
    return new StoreUnavailable(
        "the database in " + directory + " cannot be opened: " + why(failure),
        retryAfterMs,
        failure);
  }

  /** A caller that is refused for now. */
  StoreUnavailable because(String reason) {
    return new StoreUnavailable(reason, retryAfterMs, null);
  }

  /** A write failed, and not for what it says. */
  StoreException ofWrite(Throwable failure) {
    StoreException told = of(failure);
    String why = String.valueOf(told.getMessage());
    if (!why.equals(writingStopped.getAndSet(why))) {
      LOG.warn("{} cannot be written: {}", database, why);
    }
    return told;
  }

  /** Writes are on the disk. */
  void written() {
    if (writingStopped.get() != null && writingStopped.getAndSet(null) != null) {
      LOG.info("{} is written again", database);
    }
  }

  /** False for what fails every change alike, perhaps after seconds. */
  static boolean mayBeOfOneChange(Throwable failure) {
    return switch (primaryCode(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN -> false;
      default -> true;
    };
  }

  /** For people. */
  static String why(Throwable failure) {
    if (failure instanceof DecodeException) {
      return "the database is damaged";
    }
    return switch (primaryCode(failure)) {
      case SQLITE_FULL -> "there is no room for more data";
      case SQLITE_IOERR -> "the disk fails";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "the database is damaged";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program keeps the database locked";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          "the database cannot be opened or written";
      case SQLITE_NOMEM -> "there is no memory left";
      default -> "the store failed";
    };
  }

  /** Of the many kinds of an error, its general one. */
  private static SQLiteErrorCode primaryCode(Throwable failure) {
    if (failure instanceof SQLiteException sqlite) {
      return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
    }
    return failure instanceof SQLException sql
        ? SQLiteErrorCode.getErrorCode(sql.getErrorCode() & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
