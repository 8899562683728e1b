package dev.salus.sdk.change;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.api.event.EventPosition;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.transport.EventStream;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Changes of entities that the caller has access to, told as they happen, until it is closed. It
 * connects again by itself, each time after a longer pause up to half a minute, and goes on from
 * where it was told; if the server cannot, the listener is told that changes may have been missed.
 * Thread-safe.
 */
public final class Subscription {

  private static final String POSITION = "position";

  private final BiFunction<String, Handler<JsonObject>, Future<EventStream>> connect;
  private final Set<EntityType> types;
  private final ChangeListener listener;
  private final Pauses pauses;
  private final Promise<Void> ended = Promise.promise();
  private final ToldRevisions lately = new ToldRevisions();
  private @Nullable EventStream stream;
  private volatile @Nullable String position;

  /**
   * @param connect asks the server to tell this handler of what changed since a position
   * @param types what it is to tell of, and nothing else
   */
  Subscription(
      BiFunction<String, Handler<JsonObject>, Future<EventStream>> connect,
      Set<EntityType> types,
      ChangeListener listener,
      Pauses pauses) {
    this.connect = connect;
    this.types = types;
    this.listener = listener;
    this.pauses = pauses;
  }

  /** Completes once every change after that is told; fails if it cannot be had. */
  Future<Subscription> open() {
    return connect().map(connected -> this);
  }

  /** Ends it: nothing is told any more. Idempotent, never fails. */
  public Future<Void> close() {
    EventStream open = end();
    return open == null ? Future.succeededFuture() : open.close();
  }

  private synchronized @Nullable EventStream end() {
    ended.tryComplete();
    pauses.cancel();
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
    String from = position;
    return connect
        .apply(from == null ? EventPosition.NOW : from, this::onEvent)
        .compose(this::connected);
  }

  private Future<Void> connected(EventStream opened) {
    synchronized (this) {
      stream = opened;
      pauses.connected();
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
    if (json.size() == 1 && json.getValue(POSITION) instanceof String told) {
      position = told;
      return;
    }
    EntityEvent event;
    try {
      event = EntityEvent.read(json);
      if (!types.contains(event.type())) {
        throw new InternalFault("the server told of what was not asked for");
      }
    } catch (InternalFault malformed) {
      giveUp(malformed);
      return;
    }
    if (lately.isNews(event)) {
      listener.changed(event);
    }
  }

  private void giveUp(Throwable why) {
    ended.tryFail(why);
    close();
  }

  private void interrupted(Throwable why) {
    if (!(why instanceof Unauthenticated || isPassing(why) || isOfPosition(why))) {
      giveUp(why);
      return;
    }
    synchronized (this) {
      pauses.interrupted();
    }
    connectLater();
  }

  /** Whether it is no use to ask for what changed since the position, which is forgotten then. */
  private boolean isOfPosition(Throwable why) {
    boolean known = position != null;
    if (known && why instanceof Invalid) {
      position = null;
      return true;
    }
    return false;
  }

  private static boolean isPassing(Throwable why) {
    return why instanceof Unavailable || why instanceof TooManyRequests;
  }

  private synchronized void connectLater() {
    if (!ended.future().isComplete()) {
      pauses.then(this::connectAgain);
    }
  }

  private void connectAgain() {
    boolean goesOn = position != null;
    connect().onComplete(connected -> tellMissedUnless(goesOn), this::refused);
  }

  private void tellMissedUnless(boolean goesOn) {
    if (!goesOn && !ended.future().isComplete()) {
      listener.missed();
    }
  }

  private void refused(Throwable why) {
    if (isPassing(why) || isOfPosition(why)) {
      connectLater();
    } else {
      giveUp(why);
    }
  }
}
