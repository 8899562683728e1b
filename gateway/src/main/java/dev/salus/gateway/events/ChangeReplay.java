package dev.salus.gateway.events;

import dev.salus.api.EntityService;
import dev.salus.api.Invalid;
import dev.salus.api.event.ChangeFilter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Tells a socket what changed since a position, a page after the other as it reads them, and then
 * what has happened meanwhile. For one event loop only.
 */
final class ChangeReplay {

  /** So many pages, of a hundred changes each; whoever missed more reads again what matters. */
  static final int MOST_PAGES = 200;

  private final EntityService entities;
  private final EventSocket socket;
  private final ChangeFilter filter;

  ChangeReplay(EntityService entities, EventSocket socket, ChangeFilter filter) {
    this.entities = entities;
    this.socket = socket;
    this.filter = filter;
  }

  /** Completes once it is over; never fails. */
  Future<Void> run(String since) {
    return page(since, MOST_PAGES)
        .onFailure(failure -> socket.close(reason(failure)))
        .otherwiseEmpty();
  }

  /** What cannot be said later either is gone. */
  private static SocketClosing reason(Throwable failure) {
    return failure instanceof Invalid ? SocketClosing.GONE : SocketClosing.LATER;
  }

  private Future<Void> page(String since, int left) {
    if (socket.isClosing()) {
      return Future.succeededFuture();
    }
    if (left == 0) {
      socket.close(SocketClosing.GONE);
      return Future.succeededFuture();
    }
    return entities
        .changesSince(socket.caller(), filter.after(since).toQuery())
        .compose(page -> socket.drained().map(page))
        .compose(page -> told(page, left));
  }

  private Future<Void> told(JsonObject page, int left) {
    page.getJsonArray("events").stream().map(JsonObject.class::cast).forEach(socket::tellOfThePast);
    if (!page.getBoolean("more")) {
      socket.goLive();
      return Future.succeededFuture();
    }
    String next = page.getString("next");
    socket.tellPosition(next);
    return page(next, left - 1);
  }
}
