package dev.salus.sdk.transport;

import io.vertx.core.Future;

/** Changes that a server tells of, until one side ends it. Thread-safe. */
public interface EventStream {

  /** Ends it: nothing is told any more. Idempotent, never fails. */
  Future<Void> close();

  /**
   * Succeeds once this side has closed it. Fails with why it ended otherwise: {@link
   * dev.salus.api.Unauthenticated} if the access token no longer holds, {@link
   * dev.salus.api.Invalid} if what changed since the position that was named is not known any more,
   * {@link dev.salus.api.TooManyRequests} if the changes were not taken as fast as they came,
   * {@link dev.salus.api.Unavailable} if the connection was lost or the server stops, {@link
   * dev.salus.api.InternalFault} if what was told is malformed.
   */
  Future<Void> ended();
}
