package dev.salus.gateway.connection;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection and what is waited for on it: the next request's head, the end of those that are
 * under way (HTTP/2 has several at once), or nothing, if it is a WebSocket. Times are those of one
 * clock like {@link System#nanoTime}. For one event loop only.
 */
final class WatchedConnection {

  /**
   * What HTTP/2 may have taken in of bodies that nobody reads yet: its window for a whole
   * connection, which cannot be smaller (RFC 9113 §6.9.2).
   */
  static final int UNREAD_BYTES = 64 * 1024;

  private final ConnectionFlow flow;
  private final boolean multiplexed;
  private final Map<HttpServerRequest, Long> requests = new LinkedHashMap<>();
  private long headUntil;
  private boolean socket;

  /**
   * @param multiplexed whether it is HTTP/2
   * @param headUntil when the first request's head has to be there
   */
  WatchedConnection(ConnectionFlow flow, boolean multiplexed, long headUntil) {
    this.flow = flow;
    this.multiplexed = multiplexed;
    this.headUntil = headUntil;
    if (multiplexed) {
      // It has no heads that wait for their end, and answers to what is no request.
      flow.headCame();
      flow.upgraded();
    }
  }

  ConnectionFlow flow() {
    return flow;
  }

  /** Whether it is HTTP/2. */
  boolean isMultiplexed() {
    return multiplexed;
  }

  /** A request's head has come; until then its answer has to be taken. */
  void requested(HttpServerRequest request, long until) {
    if (requests.isEmpty()) {
      if (multiplexed) {
        flow.share().add(UNREAD_BYTES);
      } else {
        flow.headCame();
      }
    }
    requests.put(request, until);
  }

  /** It is over; the next head, if none is under way, has to be there until then. */
  void over(HttpServerRequest request, long nextHeadUntil) {
    if (requests.remove(request) == null || !requests.isEmpty()) {
      return;
    }
    headUntil = nextHeadUntil;
    if (multiplexed) {
      flow.share().remove(UNREAD_BYTES);
    } else {
      flow.awaitHead();
    }
  }

  /** From now on it is a WebSocket, which has deadlines of its own. */
  void upgraded() {
    requests.clear();
    socket = true;
    flow.upgraded();
  }

  /** Whether nothing but a next request is waited for. */
  boolean isIdle() {
    return requests.isEmpty() && !socket;
  }

  /** Until when the next head has to be there. */
  long headUntil() {
    return headUntil;
  }

  /** Whether something has taken too long. */
  boolean isLate(long now) {
    if (socket) {
      return false;
    }
    return requests.isEmpty()
        ? headUntil - now < 0
        : requests.values().stream().anyMatch(until -> until - now < 0);
  }
}
