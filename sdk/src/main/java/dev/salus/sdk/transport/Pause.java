package dev.salus.sdk.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Lets time pass. */
@FunctionalInterface
interface Pause {

  /** Completes after so many milliseconds; never fails. */
  Future<Void> of(long ms);

  /** By the timers of a Vert.x, at least one millisecond. */
  static Pause on(Vertx vertx) {
    return ms -> vertx.timer(Math.max(1, ms)).mapEmpty();
  }
}
