package dev.salus.app.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Variables with options for every JVM: these two are to have theirs only. */
  private static final Set<String> OPTIONS_OF_JVM =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** What an archive begins with, in the order of bytes of the machine ({@code cds.h}). */
  private static final int MAGIC = 0xF00BABA2;

  /** Whoever may start the server may read it: it has classes only. */
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-r--r--");

  /**
   * Writes it, in place of one that is there.
   *
   * @throws IllegalStateException if something else is there, or the start or the writing fails,
   *     with what was said
   */
  void writeTo(Path archive) throws IOException, InterruptedException {
    requireNothingElse(archive);
    Path scratch = Files.createTempDirectory("salus-quick-start");
    try {
      Path classes = scratch.resolve("classes");
      Path made = Files.createTempFile(archive.toAbsolutePath().getParent(), "salus", ".jsa");
      try {
        run(scratch, start(classes, scratch.resolve("data")));
        run(scratch, dump(classes, made));
        letAllRead(made);
        Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(made);
      }
    } finally {
      delete(scratch);
    }
  }

  private void requireNothingElse(Path archive) throws IOException {
    if (Files.exists(archive) && (Files.isSameFile(archive, jar) || !isArchive(archive))) {
      throw new IllegalStateException(
          archive
              + " is there and is no archive of classes; choose another file with --archive, or"
              + " remove it");
    }
  }

  private static boolean isArchive(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(Integer.BYTES);
      return begin.length == Integer.BYTES
          && ByteBuffer.wrap(begin).order(ByteOrder.nativeOrder()).getInt() == MAGIC;
    }
  }

  private static void letAllRead(Path made) throws IOException {
    if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(made, PERMISSIONS);
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

  private static void run(Path scratch, List<String> command)
      throws IOException, InterruptedException {
    Path said = scratch.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.directory(scratch.toFile());
    removeSettings(builder.environment());
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

  /** What would have that server, or its JVM, be another one. */
  static void removeSettings(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> name.startsWith(SETTINGS) || OPTIONS_OF_JVM.contains(name));
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
