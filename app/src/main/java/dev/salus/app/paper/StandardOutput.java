package dev.salus.app.paper;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Where the standard output goes. */
final class StandardOutput {

  private static final List<Path> PLACES =
      List.of(Path.of("/proc/self/fd/1"), Path.of("/dev/fd/1"));

  private StandardOutput() {}

  /** If it goes to a file, whether the disk has what was written. */
  static boolean isKept() {
    try {
      if (PLACES.stream().anyMatch(Files::isRegularFile)) {
        FileDescriptor.out.sync();
      }
      return true;
    } catch (SyncFailedException full) {
      return false;
    }
  }

  /** If it goes to a file, nobody but its owner may read that from now on. */
  static void makePrivate() throws IOException {
    for (Path place : PLACES) {
      if (Files.isRegularFile(place)) {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
        return;
      }
    }
  }
}
