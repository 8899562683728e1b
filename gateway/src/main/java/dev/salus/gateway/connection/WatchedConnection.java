package dev.salus.gateway.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * A connection and what is waited for on it: the next request's head, the end of those that are
 * under way, or nothing, if it is a WebSocket. Times are those of one clock like {@link
 * System#nanoTime}. For one event loop only.
 */
final class WatchedConnection {

  private final ConnectionFlow flow;

  /** One, unless requests come before those before them are answered; a few then. */
  private final List<UnderWay> requests = new ArrayList<>(1);

  private long headUntil;
  private boolean socket;

  private record UnderWay(Object request, long until) {}

  /**
   * @param headUntil when the first request's head has to be there
   */
  WatchedConnection(ConnectionFlow flow, long headUntil) {
    this.flow = flow;
    this.headUntil = headUntil;
  }

  ConnectionFlow flow() {
    return flow;
  }

  /**
   * A request's head has come; until then its answer has to be taken.
   *
   * @param request what is the same of a request whoever has wrapped it
   */
  void requested(Object request, long until) {
    if (requests.isEmpty()) {
      flow.headCame();
    }
    requests.add(new UnderWay(request, until));
  }

  /** It is over; the next head, if none is under way, has to be there until then. */
  void over(Object request, long nextHeadUntil) {
    if (!requests.removeIf(each -> request.equals(each.request())) || !requests.isEmpty()) {
      return;
    }
    headUntil = nextHeadUntil;
    flow.awaitHead();
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
        : requests.stream().anyMatch(each -> each.until() - now < 0);
  }
}
