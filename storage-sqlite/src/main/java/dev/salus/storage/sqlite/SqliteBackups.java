package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Copies the database of a directory to a file, and makes a directory of such a file. */
final class SqliteBackups {

  private SqliteBackups() {}

  /** Whoever holds the directory goes on: SQLite itself keeps readers and writers apart. */
  static void backup(Path directory, Path file, Consumer<String> progress) {
    Path database = DataDirectory.databaseIn(directory);
    if (Files.exists(file)) {
      throw new StoreUnavailable(file + " is there already", 0, null);
    }
    unpackBelow(directory);
    DatabaseCopy.ofUsed(database, file, progress).make();
  }

  /** Holds the directory meanwhile, so that nobody opens what is not whole. */
  static void restore(Path file, Path directory, Consumer<String> progress) {
    if (!Files.isRegularFile(file)) {
      throw new StoreUnavailable("there is no file " + file, 0, null);
    }
    try (DataDirectory held = DataDirectory.hold(directory)) {
      if (Files.exists(held.database())) {
        throw new StoreUnavailable("there is data in " + directory + " already", 0, null);
      }
      unpackBelow(directory);
      DatabaseCopy.restored(file, held.database(), progress).make();
    } catch (IOException e) {
      throw DataDirectory.unusable(directory, e);
    }
  }

  private static void unpackBelow(Path directory) {
    try {
      NativeLibrary.unpackBelow(directory);
    } catch (IOException e) {
      throw DataDirectory.unusable(directory, e);
    }
  }
}
