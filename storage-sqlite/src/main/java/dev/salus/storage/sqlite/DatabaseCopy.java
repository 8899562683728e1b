package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a database by SQLite's online backup, as it is at one moment, whoever writes meanwhile;
 * checks the copy, and only then gives it its name. The copy is one file, for its owner only.
 */
final class DatabaseCopy {

  private static final int PAGES_AT_ONCE = 1_000;
  private static final int BUSY_MS = 5_000;
  private static final int RETRY_MS = 100;
  private static final int RETRIES = 100;
  private static final int TENTHS = 10;

  private final Path from;
  private final Opening opening;
  private final Path to;
  private final Consumer<String> progress;
  private int toldTenths;

  /** How what is copied is opened. */
  interface Opening {
    SqlConnection open(Path file, int busyTimeoutMs) throws SQLException;
  }

  /**
   * @param opening how: a database that may be in use, or a file that stays as it is
   * @param progress is told how far it is, ten times at most
   */
  DatabaseCopy(Path from, Opening opening, Path to, Consumer<String> progress) {
    this.from = from;
    this.opening = opening;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Fails with {@link StoreUnavailable} and leaves nothing if the copy cannot be made, also if the
   * log of another database would be taken for its own.
   */
  void make() {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      new FilesBeside(to).makeRoom();
      new FilesBeside(part).removeWithDatabase();
      PrivateFiles.createFile(part);
      copyTo(part);
      check(part);
      flush(part);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      flushDirectory(to.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(part, DataDirectory.reason(e), e);
    } catch (SQLException e) {
      throw failed(part, SqliteFailures.why(e), e);
    } catch (StoreUnavailable e) {
      removeQuietly(part);
      throw e;
    }
  }

  private StoreUnavailable failed(Path part, String reason, Exception cause) {
    removeQuietly(part);
    return new StoreUnavailable(
        "the copy of " + from + " to " + to + " failed: " + reason, 0, cause);
  }

  private void copyTo(Path part) throws SQLException {
    try (SqlConnection source = opening.open(from, BUSY_MS)) {
      // One moment for all pages: without it, the copy would begin anew at each write of others.
      source.update("BEGIN");
      source.first("SELECT count(*) FROM sqlite_schema", row -> row.getLong(1));
      int code =
          source
              .driver()
              .getDatabase()
              .backup("main", part.toString(), this::tell, RETRY_MS, RETRIES, PAGES_AT_ONCE);
      source.update("COMMIT");
      if (code != 0) {
        throw new SQLException("the copy ended with " + code, "", code);
      }
    }
  }

  private void tell(int remaining, int all) {
    int tenths = all == 0 ? TENTHS : (int) ((long) (all - remaining) * TENTHS / all);
    if (tenths > toldTenths) {
      toldTenths = tenths;
      progress.accept((all - remaining) + " of " + all + " pages");
    }
  }

  /** A copy that cannot be read is none. */
  private void check(Path part) throws SQLException {
    try (SqlConnection copy = SqlConnection.open(part, BUSY_MS)) {
      long application = copy.first("PRAGMA application_id", row -> row.getLong(1)).orElse(0L);
      if (application != SqliteSchema.APPLICATION) {
        throw new StoreUnavailable(from + " is no data of Salus", 0, null);
      }
      progress.accept("checking the copy");
      List<String> found = copy.select("PRAGMA integrity_check", row -> row.getString(1));
      if (!found.equals(List.of("ok"))) {
        throw new StoreUnavailable(from + " is damaged", 0, null);
      }
      // One file, with nothing beside it that could be forgotten.
      copy.execute("PRAGMA journal_mode = DELETE");
    }
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** So that the name is on the disk too; where directories cannot be opened, the system does. */
  private static void flushDirectory(@Nullable Path directory) throws IOException {
    if (directory != null && PrivateFiles.isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
        channel.force(true);
      }
    }
  }

  private static void removeQuietly(Path part) {
    try {
      new FilesBeside(part).removeWithDatabase();
    } catch (IOException e) {
      // What failed is told; a part is removed by the next copy to the same name.
    }
  }
}
