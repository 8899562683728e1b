package dev.salus.gateway.observation;

import dev.salus.api.ErrorCode;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each call, without anything about who calls or what for. Called on the way of every
 * request, on any event loop: it must neither block nor throw.
 */
public interface CallObserver {

  /** Hears nothing. */
  CallObserver NONE = new CallObserver() {};

  /**
   * An operation is answered; heard before the answer goes out.
   *
   * @param outcome null if it succeeded
   * @param nanos from the request's head to its answer
   */
  default void answered(Operation operation, @Nullable ErrorCode outcome, long nanos) {}

  /**
   * A service has answered the gateway, with whatever.
   *
   * @param nanos from the question to the answer
   */
  default void served(ServiceName service, long nanos) {}

  /** What is no operation was refused, such as a path that does not exist. */
  default void refused(ErrorCode why) {}
}
