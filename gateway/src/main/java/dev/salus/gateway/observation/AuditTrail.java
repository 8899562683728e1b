package dev.salus.gateway.observation;

import io.vertx.core.Future;

/** Where it is kept who did what. Thread-safe. */
public interface AuditTrail {

  /**
   * Whether a call may begin.
   *
   * @throws dev.salus.api.Unavailable if its end could not be recorded now
   */
  void check();

  /**
   * Records a call that has ended; its answer waits for that.
   *
   * @return completes when the record cannot get lost with this process; fails with {@link
   *     dev.salus.api.Unavailable} if it could not be written yet
   */
  Future<Void> record(AuditedCall call);
}
