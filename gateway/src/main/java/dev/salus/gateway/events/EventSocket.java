package dev.salus.gateway.events;

import dev.salus.api.Caller;
import dev.salus.api.ChangeFilter;
import dev.salus.api.EntityChanged;
import dev.salus.gateway.token.Admission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Clock;

/**
 * One client that is told of changes. What waits for it to read is bounded. For one event loop
 * only.
 */
final class EventSocket {

  private final ServerWebSocket socket;
  private final Admission admission;
  private final ChangeFilter filter;
  private final boolean cards;
  private final Clock clock;
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
          onGone.run();
        });
  }

  /**
   * Tells of a change, if the client may know of it and wants to.
   *
   * @param event the change as the client gets it
   */
  void tell(EntityChanged change, String event) {
    if (change.isVisibleTo(caller()) && filter.matches(change)) {
      send(event);
    }
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
