package dev.salus.benchmarks.gateway;

import dev.salus.benchmarks.stage.Person;
import dev.salus.benchmarks.stage.Samples;
import dev.salus.benchmarks.stage.Stage;
import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import dev.salus.benchmarks.table.Round;
import dev.salus.benchmarks.table.TableRow;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Puts load on the gateway and on bare routes, in turns. */
public final class GatewayBenchmarks {

  private static final String GROUP = "The gateway, store in memory";
  private static final String SAMPLES = "/api/v1/entities/DataSample";
  private static final int CONNECTIONS = 64;

  /** By number and not by time: a compiler that waits for a processor takes longer, not less. */
  private static final int WARM_UPS = 3;

  private static final int MOST_SECONDS = 60;

  /** Of what the slower of two takes: where latency tells of the work, not of the queue. */
  private static final double PART_OF_CAPACITY = 0.5;

  private static final double P99 = 99;

  /** One round says little: a single collection of garbage can be all of it. */
  private static final int P99_ROUNDS = 3;

  private static final int OVERLOAD = 3;
  private static final int OVERLOAD_CONNECTIONS = 2_000;

  private final Form form;
  private final GatewayServer gateway;
  private final BareServer bare;
  private final LoadGenerator load;
  private final Target readSalus;
  private final Target readBare;
  private final SealedSamples samples;
  private final int entityBytes;
  private final String token;

  private GatewayBenchmarks(Form form) {
    this.form = form;
    this.gateway = new GatewayServer(Stage.start());
    this.load = new LoadGenerator();
    Person person = gateway.stage().person("writer");
    this.token = gateway.token("writer");
    this.samples = new SealedSamples(person);
    String id =
        Stage.await(
                person
                    .salus()
                    .dataSampleApi()
                    .createOrModifyDataSampleFor(person.patient(), Samples.one()))
            .requireId();
    Buffer read = Requests.get(SAMPLES + "/" + id, token);
    WireClient.Answer entity = load.ask(gateway.port(), read);
    if (!entity.isGood()) {
      throw new IllegalStateException("the entity is read with " + entity.status());
    }
    this.entityBytes = entity.body().length();
    OwnerKey key = person.keys().current();
    byte[] message = entity.body().getBytes(0, 700);
    this.bare = new BareServer(entity.body().copy(), key.card(), message, key.sign(message));
    this.readSalus = Target.always(gateway.port(), read);
    this.readBare = Target.always(bare.port(), Requests.get(BareServer.READ, ""));
  }

  /** The arguments are the {@link Form}, and a file for the results. */
  public static void main(String[] arguments) throws IOException {
    GatewayBenchmarks benchmarks = new GatewayBenchmarks(Form.of(arguments[0]));
    Results.here(benchmarks.rows()).write(Path.of(arguments[1]));
    benchmarks.close();
  }

  private List<TableRow> rows() {
    List<TableRow> rows = new ArrayList<>();
    List<Pair> reads = inTurns(this::read);
    rows.add(
        row(
            "read of one entity of 2 kB",
            "a bare route",
            "≥ 0.75",
            "/s",
            reads,
            Throughput::perSecond));
    rows.add(
        row(
            "processor time of a read",
            "a bare route",
            "≤ 1.33",
            "µs",
            reads,
            Throughput::processorMicros));
    double rate =
        PART_OF_CAPACITY
            * reads.stream().mapToDouble(pair -> pair.salus().perSecond()).min().orElseThrow();
    rows.add(p99(rate));
    long heap = Heap.afterCollection();
    List<Pair> creations = inTurns(this::create);
    long stored = creations.size() + (long) WARM_UPS * form.warmUps();
    double grown = (double) (Heap.afterCollection() - heap);
    rows.add(
        row(
            "creation",
            "a bare route that parses, and verifies one signature",
            "≥ 0.75",
            "/s",
            creations,
            Throughput::perSecond));
    rows.add(
        row(
            "processor time of a creation",
            "the same",
            "≤ 1.33",
            "µs",
            creations,
            Throughput::processorMicros));
    rows.add(
        new TableRow(
            GROUP,
            "heap for a stored entity of 2 kB",
            "its bytes",
            "bytes",
            "≤ 1.5",
            List.of(new Round(grown / (stored * creationsInARound()), entityBytes))));
    rows.add(overload(creations));
    return rows;
  }

  /** More than it can do, over more connections than it takes calls. */
  private TableRow overload(List<Pair> creations) {
    double best =
        creations.stream().mapToDouble(pair -> pair.salus().perSecond()).max().orElseThrow();
    double rate = OVERLOAD * best;
    List<Round> rounds = new ArrayList<>();
    long refused = 0;
    long good = 0;
    for (int i = 0; i < form.warmUps(); i++) {
      offerMore(rate);
    }
    for (int i = 0; i < form.rounds(); i++) {
      Latency offered = offerMore(rate);
      rounds.add(new Round(offered.goodPerSecond(), best));
      refused += offered.refused();
      good += offered.good();
    }
    return new TableRow(
        GROUP,
        String.format(
            Locale.ROOT,
            "creations taken of %d times as many; %.0f %% refused with 503",
            OVERLOAD,
            100.0 * refused / (refused + good)),
        "the best above",
        "/s",
        "≥ 0.8",
        rounds);
  }

  private Latency offerMore(double rate) {
    List<Buffer> bodies = samples.next((int) (rate * form.seconds()));
    Target target = Requests.posts(gateway.port(), SAMPLES, token, bodies);
    Latency offered = load.offer(target, OVERLOAD_CONNECTIONS, rate, form.seconds());
    if (offered.others() > 0) {
      throw new IllegalStateException("neither taken nor refused: " + offered.others());
    }
    return offered;
  }

  /** Two measurements, one right after the other. */
  private record Pair(Throughput salus, Throughput bare) {}

  private List<Pair> inTurns(Supplier<Pair> measure) {
    int warmUps = WARM_UPS * form.warmUps();
    return Stream.generate(measure).limit(warmUps + form.rounds()).skip(warmUps).toList();
  }

  private Pair read() {
    int count = form.pick(20_000, 100_000);
    return new Pair(all(readSalus.times(count)), all(readBare.times(count)));
  }

  private int creationsInARound() {
    return form.pick(3_000, 10_000);
  }

  private Pair create() {
    List<Buffer> bodies = samples.next(creationsInARound());
    return new Pair(
        all(Requests.posts(gateway.port(), SAMPLES, token, bodies)),
        all(Requests.posts(bare.port(), BareServer.CREATE, "", bodies)));
  }

  private Throughput all(Target target) {
    return load.saturate(target, CONNECTIONS, MOST_SECONDS).requireAllGood();
  }

  private TableRow p99(double rate) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < P99_ROUNDS * form.rounds(); i++) {
      Latency salus = load.offer(readSalus, CONNECTIONS, rate, form.seconds());
      Latency other = load.offer(readBare, CONNECTIONS, rate, form.seconds());
      rounds.add(new Round(salus.atPercentile(P99), other.atPercentile(P99)));
    }
    return new TableRow(
        GROUP,
        String.format(
            Locale.ROOT, "read, 99th percentile at %.0f/s that do not wait for answers", rate),
        "a bare route",
        "µs",
        "≤ 1.3",
        rounds);
  }

  private static TableRow row(
      String what,
      String against,
      String goal,
      String unit,
      List<Pair> pairs,
      ToDoubleFunction<Throughput> value) {
    List<Round> rounds =
        pairs.stream()
            .map(
                pair ->
                    new Round(value.applyAsDouble(pair.salus()), value.applyAsDouble(pair.bare())))
            .toList();
    return new TableRow(GROUP, what, against, unit, goal, rounds);
  }

  private void close() {
    load.close();
    bare.close();
    gateway.close();
  }
}
