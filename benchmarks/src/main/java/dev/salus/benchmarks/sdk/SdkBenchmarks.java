package dev.salus.benchmarks.sdk;

import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import dev.salus.benchmarks.table.Round;
import dev.salus.benchmarks.table.TableRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.runner.options.WarmupMode;

/**
 * Runs the functions of the SDK. All in one JVM, which is what is asked for: each stands beside its
 * primitives in the same minute, and an application calls more than one of them.
 */
public final class SdkBenchmarks {

  private static final String GROUP = "Functions of the SDK";
  private static final double MILLISECONDS = 400;
  private static final int FIRST_WARM_UPS = 4;

  private SdkBenchmarks() {}

  /** The arguments are the {@link Form}, and a file for the results. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Form form = Form.of(arguments[0]);
    Map<String, List<Double>> scores = new HashMap<>();
    for (int round = 0; round < form.rounds(); round++) {
      run(form, round == 0 ? FIRST_WARM_UPS * form.warmUps() : 1)
          .forEach(
              result ->
                  scores
                      .computeIfAbsent(name(result), name -> new ArrayList<>())
                      .add(result.getPrimaryResult().getScore()));
    }
    Results.here(rows(scores)).write(Path.of(arguments[1]));
    Fixtures.close();
  }

  private static Collection<RunResult> run(Form form, int warmUps) throws RunnerException {
    TimeValue time = TimeValue.milliseconds((long) (MILLISECONDS * form.seconds()));
    Options options =
        new OptionsBuilder()
            .include("dev\\.salus\\.benchmarks\\.sdk\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(0)
            .warmupMode(WarmupMode.BULK)
            .warmupIterations(warmUps)
            .warmupTime(TimeValue.milliseconds((long) MILLISECONDS))
            .measurementIterations(1)
            .measurementTime(time)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).run();
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String method = benchmark.substring(SdkBenchmarks.class.getPackageName().length() + 1);
    String delegates = result.getParams().getParam("delegates");
    return delegates == null ? method : method + delegates;
  }

  private static List<TableRow> rows(Map<String, List<Double>> scores) {
    List<TableRow> rows = new ArrayList<>();
    for (String delegates : List.of("0", "1", "5", "20")) {
      rows.add(
          row(
              scores,
              "Create",
              delegates,
              "create, shared with " + delegates + ", the transport answers at once",
              "2 signatures, 1 + " + delegates + " boxes",
              "≤ 1.5"));
    }
    rows.add(row(scores, "Open", "", "open, warm", "2 verifications, 2 boxes", "≤ 2"));
    rows.add(
        row(scores, "Share", "", "`giveAccessTo`", "1 signature, 1 verification, 1 box", "≤ 3"));
    rows.add(
        row(
            scores,
            "List",
            "",
            "list and open 100, first time, per document",
            "2 verifications, 2 boxes",
            "≤ 2"));
    rows.add(
        row(
            scores,
            "Bulk",
            "",
            "bulk of 500, per sample",
            "2 signatures, 2 verifications, 2 boxes",
            "≤ 1.5"));
    rows.add(row(scores, "Connect", "", "connect and open one", "2 HPKE opens", "1 300 µs"));
    return rows;
  }

  private static TableRow row(
      Map<String, List<Double>> scores,
      String benchmark,
      String parameter,
      String what,
      String against,
      String goal) {
    List<Double> sdk = scores(scores, benchmark + "Benchmark.sdk" + parameter);
    List<Double> primitives = scores(scores, benchmark + "Benchmark.primitives" + parameter);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < sdk.size(); round++) {
      rounds.add(new Round(sdk.get(round), primitives.get(round)));
    }
    return new TableRow(GROUP, what, against, "µs", goal, rounds);
  }

  private static List<Double> scores(Map<String, List<Double>> scores, String name) {
    return Objects.requireNonNull(scores.get(name), name);
  }
}
