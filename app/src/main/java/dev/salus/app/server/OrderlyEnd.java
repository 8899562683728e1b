package dev.salus.app.server;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a server's process, once, by whoever comes first: a signal, or the shutdown hook. A
 * start that is under way is undone.
 */
final class OrderlyEnd {

  private static final long STOP_SECONDS = 20;

  /** How long a start that is under way is waited for; what takes longer is cut off. */
  private static final long START_SECONDS = 5;

  private final Observers observers;
  private @Nullable Future<SalusServer> starting;
  private @Nullable Boolean inTime;

  OrderlyEnd(Observers observers) {
    this.observers = observers;
  }

  /** What is to be ended too. */
  synchronized void of(Future<SalusServer> server) {
    starting = server;
  }

  /** Lets what is under way end, and closes everything. Returns whether that was done in time. */
  synchronized boolean run() {
    if (inTime == null) {
      inTime = close();
    }
    return inTime;
  }

  private boolean close() {
    try {
      Optional<SalusServer> server = started();
      if (server.isPresent()) {
        server.get().close().await(STOP_SECONDS, TimeUnit.SECONDS);
      }
      observers.close();
      observers.vertx().close().await(STOP_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      System.err.println("salus: it did not stop in time");
      return false;
    }
  }

  /** Empty if it could not start, or has not yet. */
  private Optional<SalusServer> started() {
    try {
      return starting == null
          ? Optional.empty()
          : Optional.of(starting.await(START_SECONDS, TimeUnit.SECONDS));
    } catch (Exception e) {
      return Optional.empty();
    }
  }
}
