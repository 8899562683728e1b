package dev.salus.app.store;

import dev.salus.app.vertx.FilelessVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Something that a command does with stores, and what it says meanwhile. */
final class StoreTask {

  private static final long CLOSE_SECONDS = 60;

  private final PrintWriter out;

  StoreTask(PrintWriter out) {
    this.out = out;
  }

  /** What it comes to, however long that takes; or its failure thrown. */
  <T> T run(Function<Vertx, Future<T>> task) throws Exception {
    Vertx vertx = FilelessVertx.start();
    try {
      return task.apply(vertx).await();
    } finally {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Any thread. */
  void say(String line) {
    out.println("salus: " + line);
    out.flush();
  }
}
