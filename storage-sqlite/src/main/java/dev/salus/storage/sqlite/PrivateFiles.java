package dev.salus.storage.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories for their owner only, where the file system knows owners. */
final class PrivateFiles {

  private static final String DIRECTORY = "rwx------";
  private static final String FILE = "rw-------";

  private PrivateFiles() {}

  /** Creates what is missing of a path. What is there is left as it is: it may be shared. */
  static void createDirectories(Path directory) throws IOException {
    if (isPosix(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(DIRECTORY)));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** Creates an empty file if it is missing; one that is there becomes its owner's only. */
  static void createFile(Path file) throws IOException {
    boolean isPosix = isPosix(file);
    try {
      Files.createFile(
          file,
          isPosix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE))
              }
              : new FileAttribute<?>[0]);
    } catch (FileAlreadyExistsException isThere) {
      if (isPosix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
      }
    }
  }

  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
