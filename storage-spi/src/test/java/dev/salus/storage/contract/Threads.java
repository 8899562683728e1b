package dev.salus.storage.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Real threads that begin at the same moment. */
final class Threads {

  private static final int PATIENCE_SECONDS = 120;

  private Threads() {}

  /** What each did, in the order of their numbers; fails if one does. */
  static <T> List<T> race(int threads, IntFunction<T> step) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> running =
          pool.invokeAll(
              IntStream.range(0, threads).mapToObj(i -> racer(start, step, i)).toList(),
              PATIENCE_SECONDS,
              TimeUnit.SECONDS);
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (Exception e) {
      throw new AssertionError("a thread failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> Callable<T> racer(CyclicBarrier start, IntFunction<T> step, int number) {
    return () -> {
      start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return step.apply(number);
    };
  }
}
