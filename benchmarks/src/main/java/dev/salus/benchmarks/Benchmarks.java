package dev.salus.benchmarks;

import dev.salus.benchmarks.gateway.GatewayBenchmarks;
import dev.salus.benchmarks.sdk.SdkBenchmarks;
import dev.salus.benchmarks.store.StoreBenchmarks;
import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the parts one after the other, each in a JVM of its own so that none is compiled for
 * another, and writes the table. {@code docs/benchmarks.md} has the command.
 */
public final class Benchmarks {

  private static final Map<String, Class<?>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("sdk", SdkBenchmarks.class);
    PARTS.put("gateway", GatewayBenchmarks.class);
    PARTS.put("store", StoreBenchmarks.class);
  }

  private Benchmarks() {}

  /**
   * The arguments are the {@link Form}, the parts with commas between them, a directory for results
   * and whatever else is written, whether {@code benchmarks.md} gets the table, and the directory
   * that it is in.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Form form = Form.of(arguments[0]);
    Path directory = Path.of(arguments[2]);
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    for (String part : arguments[1].split(",", -1)) {
      Path file = directory.resolve(part + ".json");
      run(Objects.requireNonNull(PARTS.get(part), part), form, file);
      files.add(file);
    }
    Results results = Results.readAll(files);
    results.write(directory.resolve("benchmarks.json"));
    System.out.println(results.toMarkdown());
    if (Boolean.parseBoolean(arguments[3])) {
      results.publish(Path.of(arguments[4]));
    }
  }

  private static void run(Class<?> part, Form form, Path file)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx2g"));
    command.add("-Dvertx.disableDnsResolver=true");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), part.getName()));
    command.addAll(List.of(form.name(), file.toString()));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(part.getSimpleName() + " ended with " + status);
    }
  }
}
