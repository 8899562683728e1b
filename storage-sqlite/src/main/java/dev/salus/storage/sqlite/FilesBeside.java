package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that SQLite keeps beside a database and finds by its name. A log among them is read
 * into whatever database has that name, also if it is another one than the log was written for.
 */
record FilesBeside(Path database) {

  /** What was written and is not in the database yet, or has to be taken back out of it. */
  private static final List<String> LOGS = List.of("-wal", "-journal");

  private static final String INDEX_OF_LOG = "-shm";

  /**
   * Makes room for another database of this name: removes what holds no data.
   *
   * <p>Fails with {@link StoreUnavailable}, naming the file, if there is a log.
   */
  void makeRoom() throws IOException {
    requireNoLogs(LOGS);
    for (String log : LOGS) {
      Files.deleteIfExists(named(log));
    }
    Files.deleteIfExists(named(INDEX_OF_LOG));
  }

  /**
   * Looks whether a database that is yet to be made has a log of an earlier one beside it, which
   * SQLite would delete: {@link StoreUnavailable} then. A rollback journal may be that of a making
   * that was cut short.
   */
  void requireNoLogOfAnother() throws IOException {
    if (isEmpty(database)) {
      requireNoLogs(List.of("-wal"));
    }
  }

  /** Whether there is a log, or what is there cannot be seen. */
  boolean hasLog() {
    try {
      for (String log : LOGS) {
        if (!isEmpty(named(log))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Removes all of them, and the database. */
  void removeWithDatabase() throws IOException {
    for (String log : LOGS) {
      Files.deleteIfExists(named(log));
    }
    Files.deleteIfExists(named(INDEX_OF_LOG));
    Files.deleteIfExists(database);
  }

  private void requireNoLogs(List<String> logs) throws IOException {
    for (String log : logs) {
      Path file = named(log);
      if (!isEmpty(file)) {
        throw new StoreUnavailable(
            file
                + " is there, the log of another "
                + database.getFileName()
                + ", which would be mixed into this one; move it to where that one is",
            0,
            null);
      }
    }
  }

  private static boolean isEmpty(Path file) throws IOException {
    return !Files.exists(file) || Files.size(file) == 0;
  }

  private Path named(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }
}
