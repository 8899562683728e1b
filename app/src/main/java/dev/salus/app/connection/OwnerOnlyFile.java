package dev.salus.app.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that nobody but its owner may read, from the moment it is made. */
public final class OwnerOnlyFile {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private OwnerOnlyFile() {}

  /** Puts these bytes in place of what the file has, at once; its directory is made, too. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    // what a crash has left
    Files.deleteIfExists(whole);
    try {
      write(whole, ByteBuffer.wrap(bytes));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static void write(Path file, ByteBuffer rest) throws IOException {
    try (SeekableByteChannel out = Files.newByteChannel(file, NEW, ownerOnly("rw-------"))) {
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
