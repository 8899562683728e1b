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
import java.util.concurrent.atomic.AtomicLong;
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
  private static final String PART = ".part";
  private static final AtomicLong PARTS = new AtomicLong();

  /** Opens what is copied. */
  private interface Source {
    SqlConnection open() throws SQLException;
  }

  private final Path from;
  private final Source source;
  private final Path to;
  private final Path part;
  private final boolean isRestored;
  private final Consumer<String> progress;
  private int toldTenths;

  private DatabaseCopy(
      Path from, Source source, Path to, Path part, boolean isRestored, Consumer<String> progress) {
    this.from = from;
    this.source = source;
    this.to = to;
    this.part = part;
    this.isRestored = isRestored;
    this.progress = progress;
  }

  /**
   * A copy of a database that may be in use. Two of them to one file do not get into each other's
   * way: the parts have names of their own.
   *
   * @param progress is told how far it is, ten times at most
   */
  static DatabaseCopy ofUsed(Path database, Path to, Consumer<String> progress) {
    String part =
        to.getFileName()
            + "."
            + ProcessHandle.current().pid()
            + "-"
            + PARTS.incrementAndGet()
            + PART;
    return new DatabaseCopy(
        database,
        () -> SqlConnection.open(database, BUSY_MS),
        to,
        to.resolveSibling(part),
        false,
        progress);
  }

  /**
   * A database made of a copy, which is left as it is. What the server told of changes of the
   * copied one does not count here: its history is another one.
   *
   * @param progress is told how far it is, ten times at most
   */
  static DatabaseCopy restored(Path copy, Path database, Consumer<String> progress) {
    return new DatabaseCopy(
        copy,
        () -> SqlConnection.openToRead(copy, BUSY_MS),
        database,
        partOf(database),
        true,
        progress);
  }

  /** What is there of a database that is being restored, or was until that was cut short. */
  static Path partOf(Path database) {
    return database.resolveSibling(database.getFileName() + PART);
  }

  /**
   * Fails with {@link StoreUnavailable} and leaves nothing if the copy cannot be made, also if the
   * log of another database would be taken for its own.
   */
  void make() {
    try {
      new FilesBeside(to).makeRoom();
      new FilesBeside(part).removeWithDatabase();
      PrivateFiles.createFile(part);
      copyToPart();
      check();
      flush(part);
      requireNothingAt(to);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      flushDirectory(to.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(DataDirectory.reason(e), e);
    } catch (SQLException e) {
      throw failed(SqliteFailures.why(e), e);
    } catch (StoreUnavailable e) {
      removeQuietly();
      throw e;
    }
  }

  private StoreUnavailable failed(String reason, Exception cause) {
    removeQuietly();
    return new StoreUnavailable(
        "the copy of " + from + " to " + to + " failed: " + reason, 0, cause);
  }

  private void copyToPart() throws SQLException {
    try (SqlConnection read = source.open()) {
      // One moment for all pages: without it, the copy would begin anew at each write of others.
      read.update("BEGIN");
      read.first("SELECT count(*) FROM sqlite_schema", row -> row.getLong(1));
      int code =
          read.driver()
              .getDatabase()
              .backup("main", part.toString(), this::tell, RETRY_MS, RETRIES, PAGES_AT_ONCE);
      read.update("COMMIT");
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
  private void check() throws SQLException {
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
      new SqliteSchema(copy, line -> {}).refuseOthers();
      if (isRestored) {
        SqliteSchema.beginHistory(copy);
      }
      // One file, with nothing beside it that could be forgotten.
      copy.execute("PRAGMA journal_mode = DELETE");
    }
  }

  private static void requireNothingAt(Path file) {
    if (Files.exists(file)) {
      throw new StoreUnavailable(file + " is there already", 0, null);
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

  private void removeQuietly() {
    try {
      new FilesBeside(part).removeWithDatabase();
    } catch (IOException e) {
      // What failed is told; a part is removed by the next copy to the same name.
    }
  }
}
