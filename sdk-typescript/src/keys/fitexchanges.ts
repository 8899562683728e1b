/**
 * An exchange that this ring made and may wrap something new under (protocol §3), as long as nothing
 * that is decided about the cards of either party has changed since.
 */
export interface FitExchange {
  /** Of the exchange. */
  readonly id: string;
  /** KeyIds that it was sealed to, all of them trusted and live then. */
  readonly sealedTo: ReadonlySet<string>;
  /** Base64url of a hash over the keyIds of both parties' cards that were retired then. */
  readonly ended: string;
}

/** Of one delegate; more than one only if several connections made one at once. */
const MOST = 4;

/** The exchanges that may wrap something new, by delegate. */
export class FitExchanges {
  readonly #fit = new Map<string, readonly FitExchange[]>();

  /** Those for a delegate, the newest first. */
  of(delegate: string): readonly FitExchange[] {
    return this.#fit.get(delegate) ?? [];
  }

  all(): ReadonlyMap<string, readonly FitExchange[]> {
    return new Map(this.#fit);
  }

  /** The newest of a delegate. */
  add(delegate: string, exchange: FitExchange): void {
    this.#fit.set(delegate, [exchange, ...this.of(delegate)].slice(0, MOST));
  }

  /** None of these is fit any more. */
  forget(delegate: string): void {
    this.#fit.delete(delegate);
  }

  forgetAll(): void {
    this.#fit.clear();
  }
}
