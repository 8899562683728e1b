package dev.salus.storage.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link StoreProcessMain} as a process of its own, and what it said that it was acknowledged. */
final class StoreProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Map<String, Long> acknowledged = new HashMap<>();

  private StoreProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /**
   * Starts it and returns when it has opened its store.
   *
   * @param run in all ids that it writes
   */
  static StoreProcess start(Path directory, String run, String... jvm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StoreProcessMain.class.getName(), directory.toString(), run));
    StoreProcess started =
        new StoreProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String first = started.out.readLine();
    if (!StoreProcessMain.OPENED.equals(first)) {
      started.close();
      throw new IOException("it said " + first);
    }
    return started;
  }

  /** Reads until that many writes were acknowledged: the newest generation of each document. */
  Map<String, Long> readAcknowledged(int writes) throws IOException {
    for (int i = 0; i < writes; i++) {
      read(out.readLine());
    }
    return acknowledged;
  }

  /** Reads until that many writes were acknowledged, then kills it as {@code kill -9} does. */
  Map<String, Long> killAfter(int writes) throws IOException, InterruptedException {
    readAcknowledged(writes);
    // By its handle: the process itself would close what is read from it, too.
    process.toHandle().destroyForcibly();
    // What it had said before it died counts too.
    out.lines().forEach(this::read);
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      throw new IOException("it does not die");
    }
    return acknowledged;
  }

  /** A line that was cut is not an acknowledgement. */
  private void read(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length == 3 && parts[2].equals(".")) {
      acknowledged.merge(parts[0], Long.valueOf(parts[1]), Math::max);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
