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
  private static final long SOON_MS = 1_000;

  /** So many sockets of one user, and of all, are told of the past at a time. */
  static final int REPLAYS_OF_USER = 4;

  static final int REPLAYS = 16;

  /** In the place of one that is not needed. */
  static final Place NO_PLACE = new Place(() -> {});

  private final EventLimits limits;
  private final Map<String, Integer> ofUser = new HashMap<>();
  private final Map<String, Integer> replaysOfUser = new HashMap<>();
  private int open;
  private int replays;

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

  /** The place of one socket, or of one that is told of the past. */
  static final class Place {
    private final Runnable free;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Place(Runnable free) {
      this.free = free;
    }

    /** Frees it; idempotent. */
    void giveBack() {
      if (taken.compareAndSet(true, false)) {
        free.run();
      }
    }
  }

  /**
   * A place for one more socket of a user that is told of the past.
   *
   * @throws TooManyRequests if the user has all that it may have
   * @throws Unavailable if there are no more for anybody
   */
  synchronized Place takeReplay(String user) {
    if (replaysOfUser.getOrDefault(user, 0) >= REPLAYS_OF_USER) {
      throw new TooManyRequests("this user is told of the past already", SOON_MS);
    }
    if (replays >= REPLAYS) {
      throw new Unavailable("too many are told of the past already", SOON_MS);
    }
    replays++;
    replaysOfUser.merge(user, 1, Integer::sum);
    return new Place(() -> freedReplay(user));
  }

  private synchronized void freedReplay(String user) {
    replays--;
    replaysOfUser.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
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
    return new Place(() -> freed(user));
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
