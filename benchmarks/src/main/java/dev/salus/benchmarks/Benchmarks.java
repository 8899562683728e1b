package dev.salus.benchmarks;

import dev.salus.benchmarks.gateway.GatewayBenchmarks;
import dev.salus.benchmarks.gateway.SoakBenchmark;
import dev.salus.benchmarks.sdk.SdkBenchmarks;
import dev.salus.benchmarks.store.GrowthBenchmarks;
import dev.salus.benchmarks.store.StoreBenchmarks;
import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    PARTS.put("growth", GrowthBenchmarks.class);
    PARTS.put("soak", SoakBenchmark.class);
  }

  private Benchmarks() {}

  /**
   * The arguments are the {@link Form}, the parts with commas between them, a directory for results
   * and whatever else is written, whether {@code benchmarks.md} gets the table, and the directory
   * that it is in. What is in the results' directory of other parts goes into the table too.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Form form = Form.of(arguments[0]);
    Path directory = Path.of(arguments[2]);
    Files.createDirectories(directory);
    for (String part : arguments[1].split(",", -1)) {
      Class<?> measuring = Objects.requireNonNull(PARTS.get(part), part);
      run(measuring, form, directory.resolve(part + ".json"));
    }
    Results results =
        Results.readAll(
            PARTS.keySet().stream()
                .map(part -> directory.resolve(part + ".json"))
                .filter(Files::exists)
                .toList());
    results.write(directory.resolve("benchmarks.json"));
    System.out.println(results.toMarkdown());
    if (Boolean.parseBoolean(arguments[3])) {
      Path docs = Path.of(arguments[4]);
      results.publish(docs);
      Path plot = directory.resolve(Results.PLOT);
      if (Files.exists(plot)) {
        Files.copy(plot, docs.resolve(Results.PLOT), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void run(Class<?> part, Form form, Path file)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx3g"));
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
