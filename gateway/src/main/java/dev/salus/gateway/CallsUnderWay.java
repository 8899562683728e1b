package dev.salus.gateway;

import dev.salus.api.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls are worked on at a time. A server that takes more than it can do answers none of
 * them in time; so what is too much is refused before any work is done for it. Who has less than
 * its part is let in all the same: it does not pay for those who have more. Nobody has more than a
 * half, though there be no other: so there is always room at once for who comes next. A call counts
 * once its body is there, since how long that takes is up to whoever sends it. Thread-safe.
 */
final class CallsUnderWay implements Shareable {

  /** The most calls: about half a second's work of two processors if they write. */
  static final int MOST = 1_000;

  /** The most calls of one data owner, or of one stranger's address. */
  static final int MOST_OF_ONE = MOST / 2;

  private static final String SHARED = "dev.salus.gateway";
  private static final long RETRY_AFTER_MS = 1_000;

  private final int most;
  private final int mostOfOne;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> ofEach = new ConcurrentHashMap<>();

  CallsUnderWay(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** The one that all gateways on a {@link Vertx} share. */
  static CallsUnderWay of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, CallsUnderWay>getLocalMap(SHARED)
        .computeIfAbsent("calls", name -> new CallsUnderWay(MOST, MOST_OF_ONE));
  }

  /**
   * One more call of somebody; each that is let in has to {@link #end}.
   *
   * @throws Unavailable if too many are under way, and this one's part of them is, or if as many of
   *     this one are as may be
   */
  void begin(String who) {
    int own = ofEach.merge(who, 1, Integer::sum);
    boolean isFull = all.incrementAndGet() > most;
    if (own > mostOfOne || (isFull && own > Math.max(1, most / ofEach.size()))) {
      end(who);
      throw full();
    }
  }

  /**
   * Refuses a call that {@link #begin} would refuse now: before its body is read, which is most of
   * what a refusal costs.
   *
   * @throws Unavailable as that does
   */
  void requireRoom(String who) {
    int own = ofEach.getOrDefault(who, 0);
    boolean isFull = all.get() >= most;
    if (own >= mostOfOne || (isFull && own > 0 && own >= Math.max(1, most / ofEach.size()))) {
      throw full();
    }
  }

  private static Unavailable full() {
    return new Unavailable("too many calls are under way", RETRY_AFTER_MS);
  }

  /** A call is over. */
  void end(String who) {
    all.decrementAndGet();
    ofEach.computeIfPresent(who, (name, count) -> count == 1 ? null : count - 1);
  }
}
