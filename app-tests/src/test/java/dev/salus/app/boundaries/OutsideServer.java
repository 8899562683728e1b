package dev.salus.app.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The handle of a process that runs {@link OutsideServerMain}; it ends with this JVM at the latest.
 */
final class OutsideServer implements AutoCloseable {

  private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final long SECONDS = 180;
  private static final int MOST_LINES = 20;

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final URI address;

  /**
   * Starts it, and waits until it listens.
   *
   * @param store the name of the kind of store
   * @param log gets everything that the process logs, at every level
   */
  OutsideServer(String store, Map<String, String> environment, Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            JAVA_BIN.resolve("java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dvertx.disableDnsResolver=true",
            "-Dvertx.logger-delegate-factory-class-name="
                + "io.vertx.core.logging.SLF4JLogDelegateFactory",
            "-Dlogback.configurationFile=logback-trace.xml",
            "-cp",
            System.getProperty("java.class.path"),
            OutsideServerMain.class.getName(),
            store);
    builder.environment().putAll(environment);
    this.process = builder.redirectError(Redirect.to(log.toFile())).start();
    this.out = process.inputReader();
    this.in = process.outputWriter();
    try {
      this.address = URI.create(lineWith(OutsideServerMain.LISTENING));
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  /** Where it listens. */
  URI address() {
    return address;
  }

  /** Writes its heap to a new file: objects that nothing refers to any more are there too. */
  void dumpHeap(Path file) throws IOException, InterruptedException {
    Process dump =
        new ProcessBuilder(
                JAVA_BIN.resolve("jcmd").toString(),
                Long.toString(process.pid()),
                "GC.heap_dump",
                "-all",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      assertThat(dump.waitFor(SECONDS, TimeUnit.SECONDS)).as("dumped in time").isTrue();
      assertThat(dump.exitValue()).as("jcmd could dump").isZero();
    } finally {
      dump.destroyForcibly();
    }
  }

  /** Writes all that is in its store to a file. */
  void dumpStore(Path file) throws Exception {
    in.write(file + "\n");
    in.flush();
    assertThat(lineWith(OutsideServerMain.STORED)).isEqualTo(file.toString());
  }

  /** What stands after this beginning of a line that it prints. */
  private String lineWith(String beginning) throws Exception {
    for (int i = 0; i < MOST_LINES; i++) {
      String line = CompletableFuture.supplyAsync(this::line).get(SECONDS, TimeUnit.SECONDS);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("it said other things than: " + beginning);
  }

  private String line() {
    try {
      String line = out.readLine();
      assertThat(line).as("it goes on").isNotNull();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (out;
        in) {
      process.destroyForcibly();
    }
  }
}
