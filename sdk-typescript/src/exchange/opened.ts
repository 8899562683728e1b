import type { ExchangeKey } from "../crypto/exchangekey.js";
import type { Secret } from "../primitives/secret.js";
import { TrustChanged } from "../trust/trustchanged.js";

/** An exchange record that was verified and opened (protocol §3). */
export interface OpenedExchange {
  readonly delegator: string;
  readonly delegate: string;
  readonly key: ExchangeKey;
  /** Whether nothing was decided since about the cards that it was believed, or sealed, by. */
  readonly isCurrent: () => boolean;
}

/** Whether an exchange is between these two, in this direction. */
export function isBetween(exchange: OpenedExchange, from: string, to: string): boolean {
  return exchange.delegator === from && exchange.delegate === to;
}

/**
 * What wraps something new: to be asked for at the moment of wrapping.
 *
 * @throws TrustChanged if whom the ring trusts has changed since the exchange was looked up
 */
export function wrapKeyOf(exchange: OpenedExchange): Secret {
  requireCurrent(exchange);
  return exchange.key.wrapKey;
}

/** The same for what was wrapped under it a moment ago. */
export function requireCurrent(exchange: OpenedExchange): void {
  if (!exchange.isCurrent()) {
    throw new TrustChanged();
  }
}
