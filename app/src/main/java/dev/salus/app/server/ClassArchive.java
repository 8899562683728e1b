package dev.salus.app.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The classes of a start as the JVM maps them (class data sharing, JEP 310 and 350). One server is
 * started to see which they are; a second JVM of the same Java writes them down.
 *
 * @param jar which is started
 * @param java the program of the JVM that the archive is for
 */
record ClassArchive(Path jar, Path java) {

  /** How long each of the two may take: minutes on a machine that is busy with other things. */
  static final int WITHIN_MINUTES = 5;

  /** So that the archive has objects, too, which every collector of Java 17 and later can map. */
  private static final String COLLECTOR = "-XX:+UseG1GC";

  /** For two JVMs that live for seconds. */
  private static final String BARELY_COMPILED = "-XX:TieredStopAtLevel=1";

  private static final String SETTINGS = "SALUS_";

  /**
   * Writes it, in place of one that is there.
   *
   * @throws IllegalStateException if the start or the writing fails, with what was said
   */
  void writeTo(Path archive) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("salus-quick-start");
    try {
      Path classes = scratch.resolve("classes");
      Path made = Files.createTempFile(archive.toAbsolutePath().getParent(), "salus", ".jsa");
      try {
        run(scratch, start(classes, scratch.resolve("data")));
        run(scratch, dump(classes, made));
        Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(made);
      }
    } finally {
      delete(scratch);
    }
  }

  private List<String> start(Path classes, Path data) {
    return List.of(
        java.toString(),
        BARELY_COMPILED,
        "-XX:DumpLoadedClassList=" + classes,
        "-jar",
        jar.toString(),
        "serve",
        "--port",
        "0",
        "--data",
        data.toString(),
        "--until-ready");
  }

  private List<String> dump(Path classes, Path made) {
    return List.of(
        java.toString(),
        BARELY_COMPILED,
        "-Xshare:dump",
        COLLECTOR,
        "-XX:SharedClassListFile=" + classes,
        "-XX:SharedArchiveFile=" + made,
        "-cp",
        jar.toString());
  }

  /** With no settings of Salus: the server that is started is nobody's. */
  private static void run(Path scratch, List<String> command)
      throws IOException, InterruptedException {
    Path said = scratch.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.directory(scratch.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
    Process process = builder.start();
    try {
      if (!process.waitFor(WITHIN_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "a start took more than "
                + WITHIN_MINUTES
                + " minutes: try again on a quieter machine");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "no archive could be made: " + last(Files.readAllLines(said)));
    }
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "nothing was said" : lines.get(lines.size() - 1);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
