package dev.salus.gateway.observation;

import org.jspecify.annotations.Nullable;

/**
 * Who is told of the calls that the gateway answers.
 *
 * @param calls hears of each call
 * @param audit where it is kept who did what; null for nowhere
 */
public record Observation(CallObserver calls, @Nullable AuditTrail audit) {

  /** Nobody. */
  public static final Observation NONE = new Observation(CallObserver.NONE, null);
}
