package dev.salus.gateway;

import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory bodies take at a time, from their first byte to the answer. What a body costs is
 * more than its bytes: they are held as they came, as characters while they are read, as texts, and
 * as what is made of those; and each value is an object with what holds it, made twice on its way
 * over the bus. Thread-safe.
 */
final class BodyBudget implements Shareable {

  /**
   * Memory for each byte of a body. One long text takes 4.3 bytes for each of its own while it is
   * put together.
   */
  static final int MEMORY_PER_BYTE = 5;

  /**
   * Memory for each character of a long text besides, if one of them is not Latin-1: it takes 7.5
   * bytes then.
   */
  static final int MEMORY_PER_WIDE_CHARACTER = 3;

  /**
   * Memory for each value in a body, whatever its text: 80 bytes for an empty object, 190 for one
   * that has one in it, and nearly as much again for the copy on the bus.
   */
  static final int MEMORY_PER_VALUE = 320;

  private static final String SHARED = "dev.salus.gateway";
  private static final long RETRY_AFTER_MS = 1_000;

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

  /** How many bytes a body can have if it is alone and has no values. */
  long mostBytes() {
    return limit / MEMORY_PER_BYTE;
  }

  /** What one request holds; given back once. */
  final class Share {
    private final AtomicLong taken = new AtomicLong();

    /**
     * Takes some more bytes.
     *
     * @throws Unavailable if they do not fit now
     * @throws TooLarge if they never could
     */
    void takeBytes(int bytes) {
      take((long) bytes * MEMORY_PER_BYTE);
    }

    /** Takes one more value; fails in the same way. */
    void takeValue() {
      take(MEMORY_PER_VALUE);
    }

    /** Takes what a long text with other characters than Latin-1 needs besides; fails likewise. */
    void takeWideText(int characters) {
      take((long) characters * MEMORY_PER_WIDE_CHARACTER);
    }

    private void take(long memory) {
      if (taken.get() + memory > limit) {
        throw new TooLarge("the body takes more memory than this server has for one");
      }
      if (held.addAndGet(memory) > limit) {
        held.addAndGet(-memory);
        throw new Unavailable("too many bodies are being read", RETRY_AFTER_MS);
      }
      taken.addAndGet(memory);
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
