package dev.salus.gateway.events;

import dev.salus.api.Caller;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged;
import dev.salus.api.event.EventPosition;
import dev.salus.gateway.token.Admission;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client that is told of changes. What waits for it to read is bounded. For one event loop
 * only.
 */
final class EventSocket {

  /** A position is told again after this time though nothing changed, so that it does not age. */
  private static final long POSITION_FRESH_MS = 3_600_000;

  private final ServerWebSocket socket;
  private final Admission admission;
  private final ChangeFilter filter;
  private final boolean cards;
  private final Clock clock;
  private @Nullable HeldChanges held;
  private @Nullable String position;
  private @Nullable Promise<Void> waitsForRoom;
  private long positionAt;
  private boolean heard = true;
  private boolean closing;
  private boolean gone;

  EventSocket(
      ServerWebSocket socket,
      Admission admission,
      ChangeFilter filter,
      boolean cards,
      Clock clock) {
    this.socket = socket;
    this.admission = admission;
    this.filter = filter;
    this.cards = cards;
    this.clock = clock;
    String since = filter.since();
    this.held = since == null || since.equals(EventPosition.NOW) ? null : new HeldChanges();
  }

  Caller caller() {
    return admission.caller();
  }

  /**
   * Begins to listen to the client.
   *
   * @param onGone is run once, when the connection has ended
   */
  void begin(int queueBytes, Runnable onGone) {
    socket.setWriteQueueMaxSize(queueBytes);
    socket.frameHandler(this::onFrame);
    socket.closeHandler(
        closed -> {
          gone = true;
          if (waitsForRoom != null) {
            waitsForRoom.tryComplete();
          }
          onGone.run();
        });
  }

  /**
   * Tells of a change, if the client may know of it and wants to.
   *
   * @param event the change as the client gets it
   */
  void tell(EntityChanged change, String event) {
    if (!change.isVisibleTo(caller()) || !filter.matches(change)) {
      return;
    }
    if (held == null) {
      send(event);
    } else if (!held.add(change.id(), change.rev(), event)) {
      close(SocketClosing.SLOW);
    }
  }

  /** Tells of a change that happened before. */
  void tellOfThePast(JsonObject event) {
    if (held != null) {
      held.told(event.getString("id"), event.getString("rev"));
    }
    send(event.encode());
  }

  /** Tells what has waited, and from now on what happens as it does. */
  void goLive() {
    if (held != null) {
      List<String> news = held.news();
      held = null;
      news.forEach(this::send);
    }
  }

  /** Tells up to where it was told of changes, if it wants to know and it is not in the past. */
  void tellLivePosition(EventPosition now) {
    boolean moved = position == null || !position.endsWith("~" + now.sequence());
    if (held == null && (moved || now.at() - positionAt >= POSITION_FRESH_MS)) {
      positionAt = now.at();
      tellPosition(now.text());
    }
  }

  /** Tells up to where it was told of changes, if it wants to know. */
  void tellPosition(String text) {
    if (wantsPositions()) {
      position = text;
      send(new JsonObject().put("position", text).encode());
    }
  }

  /** Whether it wants to know up to where it was told. */
  boolean wantsPositions() {
    return filter.since() != null;
  }

  boolean isClosing() {
    return closing || gone;
  }

  /** Completes when there is room for more to be read, also if it has gone. */
  Future<Void> drained() {
    if (isClosing() || !isFull()) {
      return Future.succeededFuture();
    }
    Promise<Void> room = Promise.promise();
    waitsForRoom = room;
    socket.drainHandler(drained -> room.tryComplete());
    return room.future();
  }

  /** Tells a counterpart of a card that nobody vouches for, if it wants to know. */
  void tellOfCards(String event) {
    if (cards) {
      send(event);
    }
  }

  private void send(String event) {
    if (closing) {
      return;
    }
    if (hasExpired()) {
      close(SocketClosing.UNAUTHENTICATED);
    } else if (isFull()) {
      close(SocketClosing.SLOW);
    } else {
      socket.writeTextMessage(event);
    }
  }

  /** Looks after it: closes what has expired or does not answer, and asks for a sign of life. */
  void check() {
    if (closing) {
      return;
    }
    if (hasExpired()) {
      close(SocketClosing.UNAUTHENTICATED);
    } else if (isFull()) {
      close(SocketClosing.SLOW);
    } else if (!heard) {
      close(SocketClosing.SILENT);
    } else {
      heard = false;
      socket.writePing(Buffer.buffer());
    }
  }

  /**
   * Closes it. The client is told behind all that it has not read yet; if it never reads, the idle
   * timeout of its connection ends it.
   */
  void close(SocketClosing why) {
    if (!closing && !gone) {
      closing = true;
      socket.close(why.code(), why.reason());
    }
  }

  private void onFrame(WebSocketFrame frame) {
    heard = true;
    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
      close(SocketClosing.UNEXPECTED);
    } else if (frame.isPing() && (closing || isFull())) {
      // Each ping is answered at once; who does not read the answers makes them pile up until this
      // takes effect or the connection's idle timeout does.
      socket.pause();
      close(SocketClosing.SLOW);
    }
  }

  private boolean hasExpired() {
    return admission.expiresAt() <= clock.millis();
  }

  private boolean isFull() {
    return !socket.isClosed() && socket.writeQueueFull();
  }
}
