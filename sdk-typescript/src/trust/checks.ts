import { cardBytes, cardVerifies, endorsementBytes, type KeyCard } from "../wire/card.js";
import { type Retirement, retirementBytes } from "../wire/card.js";

/** The signatures on a list of cards, each checked once at most. */
export class CardSignatureChecks {
  readonly #known = new Map<string, boolean>();
  #made = 0;

  /** How many signatures were checked. */
  get made(): number {
    return this.#made;
  }

  /** Whether the card's signature over itself holds. */
  card(card: KeyCard): boolean {
    const key = `card ${card.keyId} ${card.owner} ${card.createdAt} ${card.signature}`;
    return this.#once(key, () => cardVerifies(card, cardBytes(card), card.signature));
  }

  /** Whether one of the card's endorsements is by that card, and holds. */
  endorsement(card: KeyCard, by: KeyCard): boolean {
    const message = endorsementBytes(card.owner, card.keyId);
    return card.endorsements
      .filter((each) => each.by === by.keyId)
      .some(({ signature }) =>
        this.#once(`endorsement ${card.keyId} ${by.keyId} ${signature}`, () =>
          cardVerifies(by, message, signature),
        ),
      );
  }

  /** Whether a retirement of a card is by that card, and holds. */
  retirement(end: Retirement, card: KeyCard, by: KeyCard): boolean {
    const message = retirementBytes(card.owner, card.keyId, end);
    const key = `retirement ${card.keyId} ${end.by} ${end.at} ${end.successor ?? ""} ${end.signature}`;
    return this.#once(key, () => cardVerifies(by, message, end.signature));
  }

  #once(what: string, check: () => boolean): boolean {
    const before = this.#known.get(what);
    if (before !== undefined) {
      return before;
    }
    this.#made++;
    const holds = check();
    this.#known.set(what, holds);
    return holds;
  }
}
