package dev.salus.sdk.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes and stores away from a key file: a lock on a file beside it, since the key
 * file itself is replaced with each write.
 *
 * <p>The channel stays open until {@link #close}: closing one drops all locks that this process has
 * on the same file, also those of another store.
 */
final class KeyFileLock {

  private final OwnerOnlyFiles files;
  private final String name;
  private @Nullable FileChannel channel;
  private @Nullable FileLock lock;

  KeyFileLock(OwnerOnlyFiles files, String name) {
    this.files = files;
    this.name = name;
  }

  boolean isHeld() {
    return lock != null;
  }

  /** Whether it is held now; false if somebody else has it. */
  boolean acquire() throws IOException {
    if (lock == null) {
      if (channel == null) {
        channel = files.lockFile(name);
      }
      lock = tryLock(channel);
    }
    return lock != null;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  void release() throws IOException {
    FileLock held = lock;
    lock = null;
    if (held != null) {
      held.release();
    }
  }

  void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    lock = null;
    if (open != null) {
      open.close();
    }
  }
}
