package dev.salus.sdk.keys;

import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of a directory that nobody but their owner may read or write, from the moment they are
 * made. They are replaced as a whole and survive a crash of the machine. On file systems without
 * POSIX permissions, their own access rules have to keep others out. All calls block. Not final, so
 * that tests can play a disk that fails.
 */
class OwnerOnlyFiles {

  static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
      PosixFilePermissions.fromString("----w--w-");

  private final Path directory;

  OwnerOnlyFiles(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** The names of what is there; none if there is no directory. */
  Set<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  /** The bytes of a file; empty if it is not there. */
  Optional<byte[]> read(String name) throws IOException {
    Path file = directory.resolve(name);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!attributes.isRegularFile()) {
      throw refused(name, Reason.NOT_A_FILE);
    }
    requireClosedTo(OF_OTHERS, file, name);
    requireClosedTo(WRITE_OF_OTHERS, directory, name);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refused(name, Reason.MALFORMED);
      }
      return Optional.of(bytes);
    }
  }

  /**
   * Puts these bytes in place of what the file has, at once: a crash at any moment leaves one or
   * the other. They are on the disk when this returns. One caller at a time.
   */
  void replace(String name, byte[] bytes) throws IOException {
    if (bytes.length > MOST_BYTES) {
      throw refused(name, Reason.TOO_LARGE);
    }
    requireClosedTo(WRITE_OF_OTHERS, directory, name);
    Path whole = directory.resolve(name + ".new");
    // what a crash has left
    Files.deleteIfExists(whole);
    try {
      write(whole, bytes);
      Files.move(whole, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
    syncDirectory();
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, fresh, ownerOnly("rw-------"))) {
      writeAll(channel, bytes);
      channel.force(true);
    }
  }

  /** Adds these bytes to the end of a file, which are on the disk when this returns. */
  void append(String name, byte[] bytes) throws IOException {
    requireClosedTo(WRITE_OF_OTHERS, directory, name);
    Path file = directory.resolve(name);
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly("rw-------"))) {
      writeAll(channel, bytes);
      channel.force(false);
    }
    if (!there) {
      syncDirectory();
    }
  }

  /** Removes a file, if it is there. */
  void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Makes the new name survive a crash; other systems than POSIX do that with the move. */
  private void syncDirectory() throws IOException {
    if (isPosix()) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** A file to lock, empty; it and the directory are made if they are not there. */
  FileChannel lockFile(String name) throws IOException {
    makeDirectory();
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(directory.resolve(name), options, ownerOnly("rw-------"));
  }

  /** Makes the directory if it is not there. */
  void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
  }

  private void requireClosedTo(Set<PosixFilePermission> others, Path path, String name)
      throws IOException {
    if (isPosix() && Files.getPosixFilePermissions(path).stream().anyMatch(others::contains)) {
      throw refused(name, Reason.PERMISSIONS);
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  KeyFileRefused refused(String name, Reason reason) {
    return new KeyFileRefused(directory.resolve(name).toString(), reason);
  }

  KeyFileRefused refused(String name, IOException failure) {
    return KeyFileRefused.io(directory.resolve(name).toString(), why(failure));
  }

  /** In words, without the name of a class. */
  private static String why(IOException failure) {
    String reason = failure instanceof FileSystemException file ? file.getReason() : null;
    String said = reason == null ? String.valueOf(failure.getMessage()) : reason;
    if (said.contains("No space left")) {
      return "there is no room left on the disk";
    }
    return failure instanceof AccessDeniedException ? "this user may not do that" : said;
  }
}
