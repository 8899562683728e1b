package dev.salus.storage.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks SQLite for the driver to load: below the data directory, which can be written where
 * nothing else can, such as in a container. The driver could do so itself, but it compares what it
 * wrote byte by byte, which is a tenth of a start.
 */
final class NativeLibrary {

  /** The driver's own setting; whoever sets it decides. */
  private static final String SETTING = "org.sqlite.tmpdir";

  /** The driver's settings for a library that is unpacked already. */
  private static final String LIBRARY_PATH = "org.sqlite.lib.path";

  private static final String LIBRARY_NAME = "org.sqlite.lib.name";

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /**
   * Sees to it that the driver finds the library, once for this process. A folder for each process,
   * so that none removes what another is about to load.
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
    if (System.getProperty(LIBRARY_PATH) == null && System.getProperty(LIBRARY_NAME) == null) {
      unpackInto(own);
    }
  }

  /** Where the driver has none for this system under that name, it is left to look for one. */
  private static void unpackInto(Path own) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return;
      }
      Path file = own.resolve(name);
      PrivateFiles.createFile(file);
      try (OutputStream unpacked = Files.newOutputStream(file)) {
        packed.transferTo(unpacked);
      }
      // In the reverse order.
      own.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      System.setProperty(LIBRARY_PATH, own.toString());
      System.setProperty(LIBRARY_NAME, name);
    }
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
