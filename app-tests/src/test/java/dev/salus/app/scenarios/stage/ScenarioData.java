package dev.salus.app.scenarios.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories for the data of servers, until the end of the process. */
final class ScenarioData {

  /**
   * A file system in memory, where there is one: what scenarios show does not depend on the disk,
   * and each of their writes would wait for it.
   */
  private static final Path MEMORY = Path.of("/dev/shm");

  private ScenarioData() {}

  /** An empty directory. */
  static Path newDirectory() {
    try {
      Path directory =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "salus-scenarios-")
              : Files.createTempDirectory("salus-scenarios-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
