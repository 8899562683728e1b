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

/**
 * How much waits on all connections together: bytes of requests that came before earlier ones were
 * answered, and whatever was written and is not taken yet. If it is too much, those are cut off
 * that hold most for longest, by bytes times time. Thread-safe.
 */
final class Backlog implements Shareable {

  private static final String SHARED = "dev.salus.gateway.connection";

  /** Nobody is cut off who has kept it waiting for less. */
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

    /** This much more waits. It may be cut off, or others for it. */
    void add(long more) {
      if (grow(more)) {
        relieve(0, Optional.of(this));
      }
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
    relieve(bytes, Optional.empty());
    return waiting.get() + bytes <= limit;
  }

  private void relieve(long wanted, Optional<Share> asking) {
    while (waiting.get() + wanted > limit) {
      Optional<Share> heaviest = heaviest().or(() -> asking);
      if (heaviest.isEmpty()) {
        return;
      }
      heaviest.get().end();
      heaviest.get().cutOff.run();
      if (heaviest.equals(asking)) {
        return;
      }
    }
  }

  private Optional<Share> heaviest() {
    long now = nanoTime.getAsLong();
    return shares.stream()
        .map(share -> new Weighed(share, share.weight(now)))
        .filter(weighed -> weighed.weight() > 0)
        .max(Comparator.comparingDouble(Weighed::weight))
        .map(Weighed::share);
  }

  private record Weighed(Share share, double weight) {}
}
