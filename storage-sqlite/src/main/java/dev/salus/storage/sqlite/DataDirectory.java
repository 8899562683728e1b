package dev.salus.storage.sqlite;

import dev.salus.storage.StoreException.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store, which this process holds until it is closed: no other process can hold
 * it, and no other store of this one. The operating system lets go of it when the process ends,
 * however it ends.
 */
final class DataDirectory implements AutoCloseable {

  /** The database. */
  static final String DATABASE = "salus.db";

  private static final String LOCK = "salus.lock";

  /**
   * What this process holds. A lock is the process's: to close any channel on its file lets go of
   * it, so nobody here may open the file of a lock that is held.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;
  private final @Nullable Object lockKey;

  private DataDirectory(Path directory, FileChannel channel, @Nullable Object lockKey) {
    this.directory = directory;
    this.channel = channel;
    this.lockKey = lockKey;
  }

  /**
   * Takes the directory, made if it is missing.
   *
   * <p>Throws {@link StoreUnavailable}, naming the directory, if it is held already or cannot be
   * used.
   */
  static DataDirectory hold(Path wanted) {
    try {
      PrivateFiles.createDirectories(wanted);
      return hold(wanted, wanted.toRealPath());
    } catch (IOException e) {
      throw unusable(wanted, e);
    }
  }

  private static DataDirectory hold(Path wanted, Path real) throws IOException {
    if (!HELD.add(real)) {
      throw isHeld(wanted);
    }
    boolean held = false;
    try {
      DataDirectory directory = lock(wanted, real);
      held = true;
      return directory;
    } finally {
      if (!held) {
        HELD.remove(real);
      }
    }
  }

  private static DataDirectory lock(Path wanted, Path real) throws IOException {
    Path file = real.resolve(LOCK);
    PrivateFiles.createFile(file);
    Object key = key(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw isHeld(wanted);
    }
    return new DataDirectory(real, channel, key);
  }

  /**
   * Looks whether the lock is still there to be seen: one that somebody has removed keeps nobody
   * out. Throws {@link StoreUnavailable} then.
   */
  void requireHeld() {
    Path file = directory.resolve(LOCK);
    try {
      if (Objects.equals(key(file), lockKey)) {
        return;
      }
    } catch (IOException e) {
      throw lost(file);
    }
    throw lost(file);
  }

  private static StoreUnavailable lost(Path file) {
    return new StoreUnavailable(
        file
            + " was removed, so another process may use the directory too; stop all that do, and"
            + " start one",
        0,
        null);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** The database's file. */
  Path database() {
    return directory.resolve(DATABASE);
  }

  /** Where this process may unpack what it has to load. */
  Path path() {
    return directory;
  }

  /**
   * The database in a directory, whoever holds that.
   *
   * <p>Throws {@link StoreUnavailable}, naming the directory, if there is none.
   */
  static Path databaseIn(Path directory) {
    Path file = directory.resolve(DATABASE);
    if (!Files.isRegularFile(file)) {
      throw new StoreUnavailable("there is no data in " + directory, 0, null);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }

  private static StoreUnavailable isHeld(Path directory) {
    return new StoreUnavailable(
        "the data directory " + directory + " is in use already; one process uses it at a time",
        0,
        null);
  }

  /** The directory cannot be used; says which and, as far as the system tells it, why. */
  static StoreUnavailable unusable(Path directory, IOException cause) {
    return new StoreUnavailable(
        "the data directory " + directory + " cannot be used (" + reason(cause) + ")", 0, cause);
  }

  /** For people; without the path, which is told beside it. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
      return "it is no directory";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    return cause instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : cause.getClass().getSimpleName();
  }
}
