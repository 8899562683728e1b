package dev.salus.storage.couchdb;

import dev.salus.storage.Change;
import dev.salus.storage.couchdb.form.Sequences;
import dev.salus.storage.couchdb.http.FeedConnection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The work of a subscription. It remembers the sequence of what it delivered last and asks for a
 * line when the handler is done with the one before; if the connection ends, another goes on from
 * there.
 *
 * <p>The handler runs on the subscriber's context, everything else on the io context.
 */
final class ChangeFeed {

  private static final long FIRST_DELAY_MS = 50;
  private static final long LONGEST_DELAY_MS = 5_000;

  private final Vertx vertx;
  private final Context io;
  private final Context subscriber;
  private final Handler<Change> handler;
  private final Function<String, Future<FeedConnection>> open;
  private final Handler<ChangeFeed> onClose;

  private String position;
  private @Nullable FeedConnection connection;
  private boolean isDelivering;
  private long delayMs = FIRST_DELAY_MS;
  private volatile boolean closed;

  /**
   * @param open connects to the feed after a sequence
   * @param onClose is told once it is closed
   */
  ChangeFeed(
      Vertx vertx,
      Context io,
      Context subscriber,
      String position,
      Handler<Change> handler,
      Function<String, Future<FeedConnection>> open,
      Handler<ChangeFeed> onClose) {
    this.vertx = vertx;
    this.io = io;
    this.subscriber = subscriber;
    this.position = position;
    this.handler = handler;
    this.open = open;
    this.onClose = onClose;
  }

  /** Connects, and connects again for as long as it takes. */
  void connect() {
    if (!closed) {
      open.apply(position).onSuccess(this::connected).onFailure(failure -> connectLater());
    }
  }

  private void connectLater() {
    long wait = delayMs;
    delayMs = Math.min(LONGEST_DELAY_MS, 2 * delayMs);
    vertx.setTimer(wait, timer -> connect());
  }

  private void connected(FeedConnection opened) {
    if (closed) {
      opened.close();
      return;
    }
    connection = opened;
    opened.listen(line -> onLine(opened, line), () -> ended(opened));
    opened.askForOne();
  }

  private void ended(FeedConnection which) {
    if (connection == which) {
      connection = null;
      which.close();
      if (!isDelivering) {
        connectLater();
      }
    }
  }

  private void onLine(FeedConnection from, Buffer line) {
    if (connection != from) {
      return;
    }
    delayMs = FIRST_DELAY_MS;
    if (line.length() == 0) {
      from.askForOne();
      return;
    }
    try {
      onRow(from, new JsonObject(line));
    } catch (DecodeException cutShort) {
      ended(from);
    }
  }

  private void onRow(FeedConnection from, JsonObject row) {
    Change change = Sequences.change(row).orElse(null);
    if (change == null) {
      from.askForOne();
      return;
    }
    isDelivering = true;
    subscriber.runOnContext(turn -> deliver(change));
  }

  private void deliver(Change change) {
    if (closed) {
      return;
    }
    // First what comes next, so that a handler that throws ends its own turn only.
    subscriber.runOnContext(after -> io.runOnContext(turn -> delivered(change)));
    handler.handle(change);
  }

  private void delivered(Change change) {
    isDelivering = false;
    position = change.sequence();
    FeedConnection current = connection;
    if (current != null) {
      current.askForOne();
    } else {
      connectLater();
    }
  }

  /** Completes in a turn of the subscriber's context, hence after a delivery that is running. */
  Future<Void> close() {
    closed = true;
    io.runOnContext(turn -> disconnect());
    Promise<Void> promise = Promise.promise();
    subscriber.runOnContext(turn -> promise.complete());
    return promise.future();
  }

  private void disconnect() {
    onClose.handle(this);
    FeedConnection current = connection;
    connection = null;
    if (current != null) {
      current.close();
    }
  }
}
