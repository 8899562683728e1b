package dev.salus.app.server;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether a process does nothing any more but collect garbage that is none: for {@link #SPAN} at
 * least {@link #COLLECTING} of the time went to collections, and after the last one the heap was
 * fuller than {@link #FULL}. Both, since a machine that is busy lengthens pauses, and a heap may be
 * full for a moment. Not thread-safe.
 */
final class GarbageWatch {

  /** For how long it has to go on. */
  static final Duration SPAN = Duration.ofSeconds(10);

  /** The part of the time that goes to collections then. */
  static final double COLLECTING = 0.98;

  /** The part of the heap that is in use even after a collection. */
  static final double FULL = 0.95;

  /** Looks back over more than the span if asked each second. */
  private static final int LOOKS = 16;

  private final LongSupplier collectionMillis;
  private final LongSupplier usedAfterCollection;
  private final long heap;
  private final long[] at = new long[LOOKS];
  private final long[] collected = new long[LOOKS];
  private int looks;

  /**
   * @param collectionMillis how long collections have taken in all, ms
   * @param usedAfterCollection what of the heap was in use after the last one, bytes
   * @param heap the most that the heap may have, bytes
   */
  GarbageWatch(LongSupplier collectionMillis, LongSupplier usedAfterCollection, long heap) {
    this.collectionMillis = collectionMillis;
    this.usedAfterCollection = usedAfterCollection;
    this.heap = heap;
  }

  /** Watches this process. */
  static GarbageWatch ofThisProcess() {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    return new GarbageWatch(
        () -> collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum(),
        () -> pools.stream().mapToLong(GarbageWatch::usedAfterCollection).sum(),
        Runtime.getRuntime().maxMemory());
  }

  private static long usedAfterCollection(MemoryPoolMXBean pool) {
    MemoryUsage usage = pool.getCollectionUsage();
    return usage == null ? 0 : usage.getUsed();
  }

  /**
   * Looks once more; to be called about each second.
   *
   * @param now {@link System#nanoTime}
   */
  boolean isHopeless(long now) {
    long millis = collectionMillis.getAsLong();
    boolean hopeless = collectsOnly(now, millis) && usedAfterCollection.getAsLong() > FULL * heap;
    at[looks % LOOKS] = now;
    collected[looks % LOOKS] = millis;
    looks++;
    return hopeless;
  }

  /** Since the latest look that is as long ago as the span. */
  private boolean collectsOnly(long now, long millis) {
    for (int i = looks - 1; i >= Math.max(0, looks - LOOKS); i--) {
      long nanos = now - at[i % LOOKS];
      if (nanos >= SPAN.toNanos()) {
        return (millis - collected[i % LOOKS]) * 1e6 >= COLLECTING * nanos;
      }
    }
    return false;
  }
}
