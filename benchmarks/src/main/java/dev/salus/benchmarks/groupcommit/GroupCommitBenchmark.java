package dev.salus.benchmarks.groupcommit;

import dev.salus.benchmarks.stage.Load;
import dev.salus.benchmarks.stage.Load.Measured;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates documents by single PUTs and by the store, in turns on one server, and prints a Markdown
 * table. On the stand-in the time says nothing about CouchDB, so HTTP requests per write are
 * counted instead.
 */
public final class GroupCommitBenchmark {

  private static final int[] WRITERS = {1, 64, 256};
  private static final int ROUNDS = 3;
  private static final double WARM_UP_SECONDS = 2;
  private static final String COLLECTION = "benchmark";
  private static final JsonObject BODY =
      new JsonObject().put("sealed", "0123456789abcdef".repeat(64));
  private static final Buffer SINGLE = new JsonObject().put("b", BODY).toBuffer();

  private final Vertx vertx;
  private final CouchDbServer server;
  private final double seconds;
  private final AtomicLong numbers = new AtomicLong();

  private GroupCommitBenchmark(Vertx vertx, CouchDbServer server, double seconds) {
    this.vertx = vertx;
    this.server = server;
    this.seconds = seconds;
  }

  /** Runs on the server that tests use; the argument is the length of a measurement, seconds. */
  public static void main(String[] arguments) throws TimeoutException {
    double seconds = arguments.length == 0 ? 5 : Double.parseDouble(arguments[0]);
    Vertx vertx = Vertx.vertx();
    try {
      new GroupCommitBenchmark(vertx, SharedCouchDb.get(), seconds).run();
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.MINUTES);
  }

  private void run() throws TimeoutException {
    CouchDbBackend backend = new CouchDbBackend(server);
    FaultyProxy counter = await(FaultyProxy.start(vertx, server.url()));
    String url = server.isReal() ? server.url() : counter.url();
    JsonObject options = backend.options().put("url", url);
    DocumentStore store =
        await(backend.open(vertx, options, List.of(CollectionSpec.of(COLLECTION))));
    int most = WRITERS[WRITERS.length - 1];
    SinglePuts puts = new SinglePuts(vertx, server, url, backend.database(COLLECTION), most);
    Load single = new Load(number -> puts.put("p" + number, SINGLE));
    Load grouped = new Load(number -> store.put(COLLECTION, Document.create("g" + number, BODY)));
    System.out.println(
        server.isReal() ? times(single, grouped) : requests(counter, single, grouped));
    await(puts.close());
    await(store.close());
    await(counter.stop());
    await(backend.drop(vertx));
  }

  private String times(Load single, Load grouped) throws TimeoutException {
    StringBuilder table =
        new StringBuilder("| writers | single PUTs, writes/s | group commit, writes/s | ratio |\n")
            .append("|---:|---:|---:|---:|\n");
    await(single.run(64, WARM_UP_SECONDS, numbers));
    await(grouped.run(64, WARM_UP_SECONDS, numbers));
    for (int writers : WRITERS) {
      List<Double> singles = new ArrayList<>();
      List<Double> groups = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        singles.add(await(single.run(writers, seconds, numbers)).perSecond());
        groups.add(await(grouped.run(writers, seconds, numbers)).perSecond());
      }
      double one = median(singles);
      double many = median(groups);
      table.append("| %d | %.0f | %.0f | %.2f |%n".formatted(writers, one, many, many / one));
    }
    return table.toString();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private String requests(FaultyProxy counter, Load single, Load grouped) throws TimeoutException {
    StringBuilder table =
        new StringBuilder("Stand-in, not CouchDB: HTTP requests per write.\n\n")
            .append("| writers | single PUTs | group commit | writes per request |\n")
            .append("|---:|---:|---:|---:|\n");
    for (int writers : WRITERS) {
      double one = requestsPerWrite(counter, single, writers);
      double many = requestsPerWrite(counter, grouped, writers);
      table.append("| %d | %.3f | %.3f | %.1f |%n".formatted(writers, one, many, 1 / many));
    }
    return table.toString();
  }

  private double requestsPerWrite(FaultyProxy counter, Load load, int writers)
      throws TimeoutException {
    int before = counter.requests().size();
    Measured measured = await(load.run(writers, seconds, numbers));
    return (double) (counter.requests().size() - before) / measured.writes();
  }
}
