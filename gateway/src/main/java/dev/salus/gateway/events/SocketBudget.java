package dev.salus.gateway.events;

import dev.salus.api.TooManyRequests;
import dev.salus.api.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many event sockets are open. Thread-safe. */
final class SocketBudget implements Shareable {

  private static final String SHARED = "dev.salus.gateway.sockets";
  private static final long RETRY_AFTER_MS = 30_000;

  private final EventLimits limits;
  private final Map<String, Integer> ofUser = new HashMap<>();
  private int open;

  SocketBudget(EventLimits limits) {
    this.limits = limits;
  }

  /** The one that all gateways on a {@link Vertx} share; the first one's limits count. */
  static SocketBudget of(Vertx vertx, EventLimits limits) {
    return vertx
        .sharedData()
        .<String, SocketBudget>getLocalMap(SHARED)
        .computeIfAbsent("events", name -> new SocketBudget(limits));
  }

  /** The place of one socket. */
  final class Place {
    private final String user;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Place(String user) {
      this.user = user;
    }

    /** Frees it; idempotent. */
    void giveBack() {
      if (taken.compareAndSet(true, false)) {
        freed(user);
      }
    }
  }

  /**
   * A place for one more socket of a user.
   *
   * @throws TooManyRequests if the user has all that it may have
   * @throws Unavailable if there are no more for anybody
   */
  synchronized Place take(String user) {
    if (ofUser.getOrDefault(user, 0) >= limits.socketsOfUser()) {
      throw new TooManyRequests(
          "this user listens " + limits.socketsOfUser() + " times already", RETRY_AFTER_MS);
    }
    if (open >= limits.sockets()) {
      throw new Unavailable("too many listen already", RETRY_AFTER_MS);
    }
    open++;
    ofUser.merge(user, 1, Integer::sum);
    return new Place(user);
  }

  /** How many are open. */
  synchronized int open() {
    return open;
  }

  private synchronized void freed(String user) {
    open--;
    ofUser.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
  }
}
