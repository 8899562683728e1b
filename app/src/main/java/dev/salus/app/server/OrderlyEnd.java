package dev.salus.app.server;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a server's process, once, by whoever comes first: a signal, or the shutdown hook. */
final class OrderlyEnd {

  private static final long STOP_SECONDS = 20;

  private final Observers observers;
  private @Nullable SalusServer server;
  private @Nullable Boolean inTime;

  OrderlyEnd(Observers observers) {
    this.observers = observers;
  }

  /** What is to be ended too. */
  synchronized void of(SalusServer started) {
    server = started;
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
      if (server != null) {
        server.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      }
      observers.close();
      observers.vertx().close().await(STOP_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      System.err.println("salus: it did not stop in time");
      return false;
    }
  }
}
