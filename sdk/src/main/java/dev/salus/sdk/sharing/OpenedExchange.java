package dev.salus.sdk.sharing;

import dev.salus.sdk.crypto.ExchangeKey;

/**
 * An exchange record that was verified and opened (protocol §3).
 *
 * @param delegator who made it
 * @param delegate whom it is for
 * @param createdAt milliseconds since the epoch
 * @param key the exchange key
 */
public record OpenedExchange(String delegator, String delegate, long createdAt, ExchangeKey key) {

  /** Whether it is between these two, in this direction. */
  public boolean isBetween(String from, String to) {
    return delegator.equals(from) && delegate.equals(to);
  }
}
