package dev.salus.gateway.connection;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * How much waits on all connections together: bytes of requests that came before earlier ones were
 * answered, and whatever was written and is not taken yet. If it is too much, those are cut off
 * that hold most for longest, by bytes times time; in the first moments of a flood, whoever adds to
 * it and holds more than an equal part, or who holds most. Thread-safe.
 */
final class Backlog implements Shareable {

  private static final String SHARED = "dev.salus.gateway.connection";

  /** Who has kept it waiting for less is cut off only if that is so of all. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long limit;
  private final LongSupplier nanoTime;
  private final AtomicLong waiting = new AtomicLong();
  private final Set<Share> shares = ConcurrentHashMap.newKeySet();

  Backlog(long limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** The one that all gateways on a {@link Vertx} share; the first one's limit counts. */
  static Backlog of(Vertx vertx, long limit, LongSupplier nanoTime) {
    return vertx
        .sharedData()
        .<String, Backlog>getLocalMap(SHARED)
        .computeIfAbsent("backlog", name -> new Backlog(limit, nanoTime));
  }

  /** What waits on one connection. */
  final class Share {
    private final Runnable cutOff;
    private long bytes;
    private long since;
    private boolean ended;

    private Share(Runnable cutOff) {
      this.cutOff = cutOff;
    }

    /** This much more waits. It may be cut off, or others for it, until all that waits fits. */
    void add(long more) {
      if (grow(more)) {
        relieve(0, () -> heaviest().or(() -> hasMoreThanItsPart() ? Optional.of(this) : largest()));
      }
    }

    private synchronized boolean hasMoreThanItsPart() {
      return !ended && bytes > limit / shares.size();
    }

    private synchronized boolean grow(long more) {
      if (ended) {
        return false;
      }
      if (bytes == 0) {
        since = nanoTime.getAsLong();
      }
      bytes += more;
      return waiting.addAndGet(more) > limit;
    }

    /** This much of it does not wait any more. */
    synchronized void remove(long less) {
      if (!ended) {
        bytes -= less;
        waiting.addAndGet(-less);
      }
    }

    /** Nothing waits any more; idempotent. */
    synchronized void end() {
      if (!ended) {
        ended = true;
        waiting.addAndGet(-bytes);
        shares.remove(this);
      }
    }

    private synchronized long bytes() {
      return ended ? 0 : bytes;
    }

    private synchronized double weight(long now) {
      long age = now - since;
      return ended || age < PATIENCE_NANOS ? 0 : (double) bytes * age;
    }
  }

  /**
   * The share of a connection.
   *
   * @param cutOff ends the connection at once; called on any thread
   */
  Share share(Runnable cutOff) {
    Share share = new Share(cutOff);
    shares.add(share);
    return share;
  }

  /** How many connections have a share. */
  int connections() {
    return shares.size();
  }

  /** How many bytes wait now. */
  long waiting() {
    return waiting.get();
  }

  /** Whether so much more fits, if need be after others were cut off. */
  boolean makeRoom(long bytes) {
    relieve(bytes, this::heaviest);
    return waiting.get() + bytes <= limit;
  }

  private void relieve(long wanted, Supplier<Optional<Share>> next) {
    while (waiting.get() + wanted > limit) {
      Optional<Share> loser = next.get();
      if (loser.isEmpty()) {
        return;
      }
      loser.get().end();
      loser.get().cutOff.run();
    }
  }

  private Optional<Share> heaviest() {
    long now = nanoTime.getAsLong();
    return most(share -> share.weight(now));
  }

  private Optional<Share> largest() {
    return most(Share::bytes);
  }

  private Optional<Share> most(ToDoubleFunction<Share> measure) {
    return shares.stream()
        .map(share -> new Weighed(share, measure.applyAsDouble(share)))
        .filter(weighed -> weighed.weight() > 0)
        .max(Comparator.comparingDouble(Weighed::weight))
        .map(Weighed::share);
  }

  private record Weighed(Share share, double weight) {}
}
