package dev.salus.sdk.sharing;

import dev.salus.api.Conflict;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.trust.CardDirectory;
import java.util.function.BooleanSupplier;

/**
 * An exchange record that was verified and opened (protocol §3).
 *
 * @param delegator who made it
 * @param delegate whom it is for
 * @param createdAt milliseconds since the epoch
 * @param key the exchange key
 * @param current whether nothing was decided since about the cards that it was believed, or sealed,
 *     by
 */
public record OpenedExchange(
    String delegator, String delegate, long createdAt, ExchangeKey key, BooleanSupplier current) {

  /** One that stays current, as no decision concerns it. */
  public OpenedExchange(String delegator, String delegate, long createdAt, ExchangeKey key) {
    this(delegator, delegate, createdAt, key, () -> true);
  }

  /** Whether it is between these two, in this direction. */
  public boolean isBetween(String from, String to) {
    return delegator.equals(from) && delegate.equals(to);
  }

  /** Whether it may still be used as what it was looked up for. */
  public boolean isCurrent() {
    return current.getAsBoolean();
  }

  /**
   * What wraps something new: to be asked for at the moment of wrapping.
   *
   * @throws Conflict if whom this ring trusts has changed since it was looked up
   */
  public Secret wrapKey() {
    requireCurrent();
    return key.wrapKey();
  }

  /**
   * The same for what was wrapped under it a moment ago.
   *
   * @throws Conflict if whom this ring trusts has changed since it was looked up
   */
  public void requireCurrent() {
    if (!isCurrent()) {
      throw CardDirectory.trustChanged();
    }
  }
}
