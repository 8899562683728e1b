package dev.salus.sdk.change;

import dev.salus.api.ChangeFilter;
import dev.salus.api.InternalFault;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.transport.EventStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Changes of entities that the caller has access to, told as they happen, until it is closed. It
 * connects again by itself, each time after a longer pause up to half a minute, and tells the
 * listener then that changes may have been missed. Thread-safe.
 */
public final class Subscription {

  private static final long FIRST_PAUSE_MS = 250;
  private static final long LAST_PAUSE_MS = 30_000;

  /** A connection that lasted this long was no failed attempt. */
  private static final long STEADY_MS = 30_000;

  private final Client client;
  private final ChangeFilter filter;
  private final ChangeListener listener;
  private final Promise<Void> ended = Promise.promise();
  private @Nullable EventStream stream;
  private @Nullable Long timer;
  private long connectedAt;
  private int attempts;

  private Subscription(Client client, ChangeFilter filter, ChangeListener listener) {
    this.client = client;
    this.filter = filter;
    this.listener = listener;
  }

  /** Completes once every change after that is told; fails if it cannot be had. */
  static Future<Subscription> open(Client client, ChangeFilter filter, ChangeListener listener) {
    Subscription subscription = new Subscription(client, filter, listener);
    return subscription.connect().map(connected -> subscription);
  }

  /** Ends it: nothing is told any more. Idempotent, never fails. */
  public Future<Void> close() {
    EventStream open = end();
    return open == null ? Future.succeededFuture() : open.close();
  }

  private synchronized @Nullable EventStream end() {
    ended.tryComplete();
    if (timer != null) {
      client.vertx().cancelTimer(timer);
    }
    return stream;
  }

  /**
   * Succeeds once it or the connection is closed. Fails with what makes it useless to go on: {@link
   * Unauthenticated} if the user can no longer log in, {@link InternalFault} if the server tells
   * what is no event.
   */
  public Future<Void> ended() {
    return ended.future();
  }

  private Future<Void> connect() {
    return client.server().subscribe(filter, this::onEvent).compose(this::connected);
  }

  private Future<Void> connected(EventStream opened) {
    synchronized (this) {
      stream = opened;
      connectedAt = client.settings().clock().millis();
    }
    if (ended.future().isComplete()) {
      return opened.close();
    }
    opened.ended().onComplete(closed -> ended.tryComplete(), this::interrupted);
    return Future.succeededFuture();
  }

  private void onEvent(JsonObject json) {
    if (ended.future().isComplete()) {
      return;
    }
    EntityEvent event;
    try {
      event = EntityEvent.read(json);
      if (!filter.types().contains(event.type())) {
        throw new InternalFault("the server told of what was not asked for");
      }
    } catch (InternalFault malformed) {
      giveUp(malformed);
      return;
    }
    listener.changed(event);
  }

  private void giveUp(Throwable why) {
    ended.tryFail(why);
    close();
  }

  private void interrupted(Throwable why) {
    if (!(why instanceof Unauthenticated || isPassing(why))) {
      giveUp(why);
      return;
    }
    synchronized (this) {
      if (client.settings().clock().millis() - connectedAt > STEADY_MS) {
        attempts = 0;
      }
    }
    connectLater();
  }

  private static boolean isPassing(Throwable why) {
    return why instanceof Unavailable || why instanceof TooManyRequests;
  }

  private synchronized void connectLater() {
    if (!ended.future().isComplete()) {
      long pause = Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempts, 7));
      long jitter = client.settings().random().nextLong(pause / 4);
      attempts++;
      timer = client.vertx().setTimer(pause + jitter, now -> connectAgain());
    }
  }

  private void connectAgain() {
    connect().onComplete(connected -> tellMissed(), this::refused);
  }

  private void tellMissed() {
    if (!ended.future().isComplete()) {
      listener.missed();
    }
  }

  private void refused(Throwable why) {
    if (isPassing(why)) {
      connectLater();
    } else {
      giveUp(why);
    }
  }
}
