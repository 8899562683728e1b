package dev.salus.benchmarks.stage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Writers that each write one document after the other until the time is over. */
public final class Load {

  private final LongFunction<Future<?>> write;

  /**
   * @param write writes the document of a number that no other write has
   */
  public Load(LongFunction<Future<?>> write) {
    this.write = write;
  }

  /**
   * What was measured.
   *
   * @param writes acknowledged writes
   * @param seconds from the first write's beginning to the last one's acknowledgement
   */
  public record Measured(long writes, double seconds) {
    /** Acknowledged writes a second. */
    public double perSecond() {
      return writes / seconds;
    }
  }

  /** Runs the load; fails as soon as a write does. */
  public Future<Measured> run(int writers, double seconds, AtomicLong numbers) {
    AtomicLong acknowledged = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      running.add(new Writer(end, numbers, acknowledged).start());
    }
    return Future.all(running)
        .map(done -> new Measured(acknowledged.get(), (System.nanoTime() - begin) / 1e9));
  }

  /** A promise instead of a chain of futures, which would be as deep as there are writes. */
  private final class Writer {
    private final long end;
    private final AtomicLong numbers;
    private final AtomicLong acknowledged;
    private final Promise<Void> ended = Promise.promise();

    Writer(long end, AtomicLong numbers, AtomicLong acknowledged) {
      this.end = end;
      this.numbers = numbers;
      this.acknowledged = acknowledged;
    }

    Future<Void> start() {
      writeNext();
      return ended.future();
    }

    private void writeNext() {
      if (System.nanoTime() >= end) {
        ended.complete();
      } else {
        write.apply(numbers.incrementAndGet()).onSuccess(this::written).onFailure(ended::tryFail);
      }
    }

    private void written(Object ignored) {
      acknowledged.incrementAndGet();
      writeNext();
    }
  }
}
