package dev.salus.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies are held at a time. Thread-safe. */
final class BodyBudget implements Shareable {

  private static final String SHARED = "dev.salus.gateway";

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  BodyBudget(long limit) {
    this.limit = limit;
  }

  /** The one that all gateways on a {@link Vertx} share; the first one's limit counts. */
  static BodyBudget of(Vertx vertx, long limit) {
    return vertx
        .sharedData()
        .<String, BodyBudget>getLocalMap(SHARED)
        .computeIfAbsent("bodies", name -> new BodyBudget(limit));
  }

  /** What one request holds; given back once. */
  final class Share {
    private final AtomicLong taken = new AtomicLong();

    /** Takes some more bytes; false if they do not fit. */
    boolean take(int bytes) {
      if (held.addAndGet(bytes) > limit) {
        held.addAndGet(-bytes);
        return false;
      }
      taken.addAndGet(bytes);
      return true;
    }

    /** Gives everything back; idempotent. */
    void giveBack() {
      held.addAndGet(-taken.getAndSet(0));
    }
  }

  Share share() {
    return new Share();
  }
}
