package dev.salus.benchmarks.groupcommit;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Writers that each write one document after the other until the time is over.
 *
 * @param write writes the document of this number, which no other write has
 */
record Load(LongFunction<Future<?>> write) {

  /**
   * What was measured.
   *
   * @param writes acknowledged writes
   * @param seconds from the first write's beginning to the last one's acknowledgement
   */
  record Measured(long writes, double seconds) {
    double perSecond() {
      return writes / seconds;
    }
  }

  /** Runs the load; fails as soon as a write does. */
  Future<Measured> run(int writers, double seconds, AtomicLong numbers) {
    AtomicLong acknowledged = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      running.add(writeUntil(end, numbers, acknowledged));
    }
    return Future.all(running)
        .map(done -> new Measured(acknowledged.get(), (System.nanoTime() - begin) / 1e9));
  }

  private Future<Void> writeUntil(long end, AtomicLong numbers, AtomicLong acknowledged) {
    if (System.nanoTime() >= end) {
      return Future.succeededFuture();
    }
    return write
        .apply(numbers.incrementAndGet())
        .compose(
            written -> {
              acknowledged.incrementAndGet();
              return writeUntil(end, numbers, acknowledged);
            });
  }
}
