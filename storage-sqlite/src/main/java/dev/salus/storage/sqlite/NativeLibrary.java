package dev.salus.storage.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the driver unpacks SQLite before it loads it: below the data directory, which can be
 * written where nothing else can, such as in a container.
 */
final class NativeLibrary {

  /** The driver's own setting; whoever sets it decides. */
  private static final String SETTING = "org.sqlite.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /**
   * Sees to it that the driver can unpack the library, once for this process. A folder for each
   * process, so that none removes what another is about to load.
   */
  static synchronized void unpackBelow(Path directory) throws IOException {
    if (System.getProperty(SETTING) != null) {
      return;
    }
    Path all = directory.resolve("native");
    removeLeftOver(all);
    Path own = all.resolve(String.valueOf(ProcessHandle.current().pid()));
    PrivateFiles.createDirectories(own);
    System.setProperty(SETTING, own.toString());
  }

  /** Processes that were killed left theirs. */
  private static void removeLeftOver(Path all) throws IOException {
    if (!Files.isDirectory(all)) {
      return;
    }
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : folders.toList()) {
        if (!isInUse(folder.getFileName().toString())) {
          remove(folder);
        }
      }
    }
  }

  private static boolean isInUse(String name) {
    long own = ProcessHandle.current().pid();
    return !name.matches("[0-9]{1,18}")
        || (Long.parseLong(name) != own && ProcessHandle.of(Long.parseLong(name)).isPresent());
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} of a process that has ended cannot be removed", folder);
    }
  }
}
