package dev.salus.benchmarks.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are due at even times. Time counts from when one was due, not from when it was
 * sent: so a server that stands still is not let off with the few that wait for it (coordinated
 * omission). For one event loop only.
 */
final class OpenLoop {

  private static final int DIGITS = 3;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Vertx vertx;
  private final List<WireClient> clients;
  private final Supplier<@Nullable Buffer> requests;
  private final double nanosBetween;
  private final long count;
  private final Deque<WireClient> free;
  private final Queue<Long> due = new ArrayDeque<>();
  private final Histogram micros = new Histogram(DIGITS);
  private final Promise<Latency> ended = Promise.promise();
  private final long begin = System.nanoTime();
  private long made;
  private long good;
  private long refused;
  private long others;

  OpenLoop(
      Vertx vertx,
      List<WireClient> clients,
      Supplier<@Nullable Buffer> requests,
      double rate,
      double seconds) {
    this.vertx = vertx;
    this.clients = clients;
    this.requests = requests;
    this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / rate;
    this.count = (long) (rate * seconds);
    this.free = new ArrayDeque<>(clients);
  }

  Future<Latency> run() {
    vertx.setPeriodic(1, this::tick);
    return ended.future();
  }

  private void tick(long timer) {
    long now = System.nanoTime() - begin;
    while (made < count && made * nanosBetween <= now) {
      due.add((long) (made * nanosBetween));
      made++;
    }
    sendDue();
    if (made == count) {
      vertx.cancelTimer(timer);
    }
  }

  private void sendDue() {
    while (!due.isEmpty() && !free.isEmpty()) {
      Buffer request = requests.get();
      long at = due.remove();
      if (request == null) {
        throw new IllegalStateException("too few requests were made before");
      }
      WireClient client = free.pop();
      client.send(request, answer -> answered(client, at, answer));
    }
  }

  private void answered(WireClient client, long at, WireClient.Answer answer) {
    if (answer.isGood()) {
      good++;
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin - at));
    } else if (answer.status() == SERVICE_UNAVAILABLE) {
      refused++;
    } else {
      others++;
    }
    free.push(client);
    sendDue();
    if (good + refused + others == count) {
      clients.forEach(WireClient::close);
      ended.complete(new Latency(micros, good, refused, others, (System.nanoTime() - begin) / 1e9));
    }
  }
}
