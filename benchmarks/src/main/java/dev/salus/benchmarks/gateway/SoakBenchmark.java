package dev.salus.benchmarks.gateway;

import dev.salus.benchmarks.stage.Person;
import dev.salus.benchmarks.stage.Stage;
import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import dev.salus.benchmarks.table.Round;
import dev.salus.benchmarks.table.TableRow;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Mixed load on SQLite at 70 % of what is taken at most, for a long time: whether anything grows
 * that should not. Of ten requests seven read an entity, two list a page, one creates an entity.
 *
 * <p>The writers are in the same process, and a key ring remembers each entity that it has seen. So
 * that what grows is the server's, others write in each slice, and those before are gone.
 */
public final class SoakBenchmark {

  private static final String GROUP = "Soak, SQLite";
  private static final String SAMPLES = "/api/v1/entities/DataSample";
  private static final String READER = "reader";
  private static final int CONNECTIONS = 64;
  private static final double PART_OF_CAPACITY = 0.7;
  private static final int KINDS = 10;
  private static final int LISTS = 2;
  private static final double P99 = 99;
  private static final int WARM_UPS = 3;
  private static final int FIRST = 2_000;

  /** What is sealed before is sent within so many seconds. */
  private static final double SLICE_SECONDS = 10;

  /** After so many the reader logs in again, since an access token is good for 15 minutes. */
  private static final int SLICES_OF_A_TOKEN = 20;

  private final Form form;
  private final GatewayServer gateway;
  private final LoadGenerator load = new LoadGenerator();
  private final List<String> ids = new ArrayList<>();
  private final Random random = new Random(1);
  private String reader = "";
  private int writers;

  private record Slice(double p99, double heap, double files, double refused) {}

  private SoakBenchmark(Form form, Path directory) {
    this.form = form;
    JsonObject options = new JsonObject().put("directory", directory.toString());
    this.gateway = new GatewayServer(Stage.start("sqlite", options));
    create(gateway.stage().person(READER));
  }

  /** The arguments are the {@link Form}, and a file for the results. */
  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[1]).toAbsolutePath();
    Path directory = Files.createTempDirectory(results.getParent(), "soak-");
    SoakBenchmark soak = new SoakBenchmark(Form.of(arguments[0]), directory);
    try {
      Results.here(soak.rows()).write(results);
    } finally {
      soak.close();
    }
  }

  private List<TableRow> rows() {
    double capacity = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      capacity =
          load.saturate(mixed((int) (SLICE_SECONDS * 2_000)), CONNECTIONS, SLICE_SECONDS)
              .perSecond();
    }
    double rate = PART_OF_CAPACITY * capacity;
    int count = form.pick(6, 30, 120);
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % SLICES_OF_A_TOKEN == 0) {
        reader = gateway.token(READER);
      }
      slices.add(slice(rate));
    }
    String offered =
        String.format(
            Locale.ROOT, "%.0f requests a second, %.0f s", rate, slices.size() * SLICE_SECONDS);
    return List.of(
        row("heap after a full collection; " + offered, "MB", "≤ 1.1", slices, Slice::heap),
        row("open files", "files", "≤ 1.05", slices, Slice::files),
        row("99th percentile", "µs", "≤ 1.3", slices, Slice::p99),
        row("refused, one more than were", "requests", "≤ 1", slices, each -> each.refused() + 1));
  }

  private Slice slice(double rate) {
    int requests = (int) (rate * SLICE_SECONDS);
    Latency offered = load.offer(mixed(requests), CONNECTIONS, rate, SLICE_SECONDS);
    if (offered.others() > 0) {
      throw new IllegalStateException("answered otherwise: " + offered.others());
    }
    return new Slice(
        offered.atPercentile(P99),
        Heap.afterCollection() / 1e6,
        (double) Heap.openFiles(),
        (double) offered.refused());
  }

  /** The last quarter beside the first; the median of each. */
  private static TableRow row(
      String what, String unit, String goal, List<Slice> slices, ToDoubleFunction<Slice> value) {
    int quarter = Math.max(1, slices.size() / 4);
    double first = median(slices.subList(0, quarter), value);
    double last = median(slices.subList(slices.size() - quarter, slices.size()), value);
    return new TableRow(
        GROUP, what, "in the first quarter", unit, goal, List.of(new Round(last, first)));
  }

  private static double median(List<Slice> slices, ToDoubleFunction<Slice> value) {
    double[] sorted = slices.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void create(Person person) {
    reader = gateway.token(READER);
    List<Buffer> bodies = sealed(person, FIRST);
    bodies.forEach(body -> ids.add(body.toJsonObject().getString("id")));
    load.saturate(Requests.posts(gateway.port(), SAMPLES, reader, bodies), CONNECTIONS, 600)
        .requireAllGood();
  }

  /** By somebody who is not connected afterwards. */
  private static List<Buffer> sealed(Person person, int count) {
    try (SealedSamples samples = new SealedSamples(person)) {
      return samples.next(count);
    }
  }

  private Target mixed(int count) {
    int[] kinds = random.ints(count, 0, KINDS).toArray();
    int creations = (int) Arrays.stream(kinds).filter(kind -> kind == 0).count();
    String login = "writer-" + ++writers;
    Iterator<Buffer> bodies = sealed(gateway.stage().person(login), creations).iterator();
    String token = gateway.token(login);
    Iterator<Integer> left = Arrays.stream(kinds).boxed().toList().iterator();
    Supplier<@Nullable Buffer> requests =
        () -> left.hasNext() ? request(left.next(), token, bodies) : null;
    return new Target(gateway.port(), requests);
  }

  private Buffer request(int kind, String token, Iterator<Buffer> bodies) {
    if (kind == 0) {
      return Requests.post(SAMPLES, token, bodies.next());
    }
    String path = kind <= LISTS ? "?limit=20" : "/" + ids.get(random.nextInt(ids.size()));
    return Requests.get(SAMPLES + path, reader);
  }

  private void close() {
    load.close();
    gateway.close();
  }
}
