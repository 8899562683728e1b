package dev.salus.gateway;

import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How much memory bodies take at a time, from their first byte to the answer. What a body costs is
 * more than its bytes: they are held as they came, as characters while they are read, as texts, and
 * as what is made of those; and each value is an object with what holds it, made twice on its way
 * over the bus.
 *
 * <p>Whoever sends slowly, or not at all, holds what has come. So where there is no room, one that
 * still arrives is cut off: the largest of those that come slower than {@link
 * #LEAST_BYTES_A_SECOND}; and for what is small, if there are none, the largest of whoever has most
 * of them, a data owner or a stranger's address. What is large waits for others that come fast: two
 * that do not fit together would only ever cut each other off. Thread-safe.
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

  /** Who sends slower than this, after the first {@link #HEAD_START}, makes room for others. */
  static final int LEAST_BYTES_A_SECOND = 16 * 1024;

  /** The time of a body that does not count. */
  static final Duration HEAD_START = Duration.ofSeconds(2);

  /** Small is what takes this part of all. */
  static final int SMALL_PART = 64;

  private static final String SHARED = "dev.salus.gateway";
  private static final long RETRY_AFTER_MS = 1_000;

  private final long limit;
  private final LongSupplier nanoTime;
  private final AtomicLong held = new AtomicLong();
  private final Map<Share, Runnable> arriving = new ConcurrentHashMap<>();

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  BodyBudget(long limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** The one that all gateways on a {@link Vertx} share; the first one's limit counts. */
  static BodyBudget of(Vertx vertx, long limit) {
    return vertx
        .sharedData()
        .<String, BodyBudget>getLocalMap(SHARED)
        .computeIfAbsent("bodies", name -> new BodyBudget(limit, System::nanoTime));
  }

  /** How many bytes a body can have if it is alone and has no values. */
  long mostBytes() {
    return limit / MEMORY_PER_BYTE;
  }

  /** How much all bodies hold now. */
  long held() {
    return held.get();
  }

  /** What one request holds; given back once. */
  final class Share {
    private final AtomicLong taken = new AtomicLong();
    private volatile String who = "";
    private volatile long since;
    private volatile boolean wasCutOff;

    /**
     * From here on it may be cut off for others, until it has {@link #arrived}.
     *
     * @param from who sends it: a data owner, or a stranger's address
     * @param cutOff ends it at once; called on any thread, at most once
     */
    void arrives(String from, Runnable cutOff) {
      who = from;
      since = nanoTime.getAsLong();
      arriving.put(this, cutOff);
    }

    /** It is all there, or nothing more is taken of it. */
    void arrived() {
      arriving.remove(this);
    }

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
      if (wasCutOff || !(reserve(memory) || makeRoom(this, memory))) {
        throw full();
      }
      taken.addAndGet(memory);
    }

    /** Whether it has not brought what it should have by now. */
    private boolean isSlow(long now) {
      long nanos = now - since - HEAD_START.toNanos();
      long due = TimeUnit.NANOSECONDS.toMillis(nanos) * LEAST_BYTES_A_SECOND / 1_000;
      return nanos > 0 && taken.get() < due * MEMORY_PER_BYTE;
    }

    private void cutOff() {
      Runnable end = arriving.remove(this);
      if (end != null) {
        wasCutOff = true;
        giveBack();
        end.run();
      }
    }

    /** Gives everything back; idempotent. */
    void giveBack() {
      held.addAndGet(-taken.getAndSet(0));
    }
  }

  Share share() {
    return new Share();
  }

  /** What a body fails with for which there is no room. */
  static Unavailable full() {
    return new Unavailable("too many bodies are being read", RETRY_AFTER_MS);
  }

  private boolean reserve(long memory) {
    if (held.addAndGet(memory) <= limit) {
      return true;
    }
    held.addAndGet(-memory);
    return false;
  }

  private synchronized boolean makeRoom(Share asking, long memory) {
    long wanted = asking.taken.get() + memory;
    while (!reserve(memory)) {
      Optional<Share> loser = largestOfSlow(asking);
      if (loser.isEmpty() && wanted <= limit / SMALL_PART) {
        loser = largestOfMost(asking, wanted);
      }
      if (loser.isEmpty()) {
        return false;
      }
      loser.get().cutOff();
    }
    return true;
  }

  private Optional<Share> largestOfSlow(Share asking) {
    long now = nanoTime.getAsLong();
    return largest(share -> share != asking && share.isSlow(now));
  }

  private Optional<Share> largestOfMost(Share asking, long wanted) {
    Map<String, Long> ofEach = new HashMap<>();
    arriving.keySet().forEach(share -> ofEach.merge(share.who, share.taken.get(), Long::sum));
    return ofEach.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .flatMap(most -> largest(share -> share != asking && share.who.equals(most.getKey())))
        .filter(share -> share.taken.get() > wanted);
  }

  private Optional<Share> largest(Predicate<Share> which) {
    return arriving.keySet().stream()
        .filter(which)
        .max(Comparator.comparingLong(share -> share.taken.get()));
  }
}
