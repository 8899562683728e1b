package dev.salus.storage.couchdb;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * A quarter of what a bulk took, at most 10 ms. Without it, writers that write again as soon as
 * they are answered come in two halves by turns, and each bulk has half of them.
 *
 * @param vertx whose timer is used, on the io context
 */
record ShortPause(Vertx vertx) implements GroupCommit.Pause {

  private static final int FRACTION = 4;
  private static final long LONGEST_MS = 10;

  @Override
  public void then(long elapsedNanos, Runnable next) {
    long ms = Math.min(LONGEST_MS, TimeUnit.NANOSECONDS.toMillis(elapsedNanos) / FRACTION);
    if (ms == 0) {
      next.run();
    } else {
      vertx.setTimer(ms, timer -> next.run());
    }
  }
}
