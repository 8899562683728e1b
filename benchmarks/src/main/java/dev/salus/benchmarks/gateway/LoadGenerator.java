package dev.salus.benchmarks.gateway;

import static dev.salus.benchmarks.stage.Stage.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A client on an event loop of its own. Its methods block. */
final class LoadGenerator implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final double NANOS = 1e9;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client = vertx.createNetClient();
  private final Context context = vertx.getOrCreateContext();
  private final ProcessorTime processor = new ProcessorTime(clientThread());

  private long clientThread() {
    Promise<Long> id = Promise.promise();
    context.runOnContext(run -> id.complete(Thread.currentThread().getId()));
    return await(id.future());
  }

  /** One request; its answer. */
  WireClient.Answer ask(int port, Buffer request) {
    return with(port, 1, clients -> once(clients.get(0), request));
  }

  private static Future<WireClient.Answer> once(WireClient client, Buffer request) {
    Promise<WireClient.Answer> answered = Promise.promise();
    client.send(request, answered::complete);
    return answered.future();
  }

  /**
   * Each connection asks again as soon as it is answered: how much the target answers at most.
   *
   * @param seconds after which nothing more is asked, unless there are no requests left before
   */
  Throughput saturate(Target target, int connections, double seconds) {
    return with(
        target.port(),
        connections,
        clients -> {
          long processorBefore = processor.othersNanos();
          return new ClosedLoop(clients, target.requests(), (long) (seconds * NANOS))
              .run()
              .map(run -> run.throughput(processor.othersNanos() - processorBefore));
        });
  }

  /**
   * Requests come at their times, whether those before were answered or not, and wait for a free
   * connection if there is none; what they wait counts.
   *
   * @param rate requests a second
   */
  Latency offer(Target target, int connections, double rate, double seconds) {
    return with(
        target.port(),
        connections,
        clients -> new OpenLoop(vertx, clients, target.requests(), rate, seconds).run());
  }

  private <T> T with(int port, int connections, Function<List<WireClient>, Future<T>> load) {
    Promise<T> done = Promise.promise();
    context.runOnContext(run -> connect(port, connections).compose(load).onComplete(done));
    return await(done.future());
  }

  private Future<List<WireClient>> connect(int port, int connections) {
    List<Future<WireClient>> connecting =
        IntStream.range(0, connections)
            .mapToObj(number -> client.connect(port, LOOPBACK).map(WireClient::new))
            .toList();
    return Future.all(connecting)
        .map(all -> new ArrayList<>(connecting.stream().map(Future::result).toList()));
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
