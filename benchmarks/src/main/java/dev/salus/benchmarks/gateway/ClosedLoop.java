package dev.salus.benchmarks.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** As many requests at a time as there are connections. For one event loop only. */
final class ClosedLoop {

  private final List<WireClient> clients;
  private final Supplier<@Nullable Buffer> requests;
  private final long nanos;
  private final Promise<ClosedLoop> ended = Promise.promise();
  private final long begin = System.nanoTime();
  private long good;
  private long others;
  private int running;

  ClosedLoop(List<WireClient> clients, Supplier<@Nullable Buffer> requests, long nanos) {
    this.clients = clients;
    this.requests = requests;
    this.nanos = nanos;
    this.running = clients.size();
  }

  Future<ClosedLoop> run() {
    clients.forEach(this::next);
    return ended.future();
  }

  Throughput throughput(long processorNanos) {
    return new Throughput(good, others, (System.nanoTime() - begin) / 1e9, processorNanos);
  }

  private void next(WireClient client) {
    Buffer request = System.nanoTime() - begin >= nanos ? null : requests.get();
    if (request == null) {
      client.close();
      if (--running == 0) {
        ended.complete(this);
      }
    } else {
      client.send(request, answer -> answered(client, answer));
    }
  }

  private void answered(WireClient client, WireClient.Answer answer) {
    if (answer.isGood()) {
      good++;
    } else {
      others++;
    }
    next(client);
  }
}
