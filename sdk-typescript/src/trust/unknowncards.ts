import type { KeyRing } from "../keys/keyring.js";
import { type CardList, takenOnFirstUse } from "./firstuse.js";
import { HOW, pinsOf } from "./pins.js";
import type { TrustPolicy } from "./policy.js";
import type { TrustedCards } from "./trustedcards.js";

/** For how long nobody is asked again about a key that was refused, milliseconds. */
const REFUSED_MS = 60_000;

/** What the policy says of cards that nothing known vouches for (protocol §10). */
export class UnknownCards {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #refused = new Map<string, number>();

  constructor(
    private readonly keyRing: KeyRing,
    private readonly policy: TrustPolicy,
    private readonly own: () => number,
    private readonly now: () => number,
  ) {}

  /**
   * The cards; what is taken is pinned, so that they are to be decided on again. Others' cards only:
   * for those of the ring's owner there is no policy.
   */
  async accept(listed: CardList, cards: TrustedCards): Promise<TrustedCards> {
    if (cards.unknown.length === 0 || cards.owner === this.keyRing.owner) {
      return cards;
    }
    if (this.policy.kind === "verifyWith") {
      await this.#askAll(this.policy.ask, cards);
      return cards;
    }
    if (this.policy.kind === "onlyConfirmed" || this.#isKnown(cards.owner)) {
      return cards;
    }
    const taken = takenOnFirstUse(listed, this.now());
    if (taken === undefined) {
      return cards.asReplaced();
    }
    this.keyRing.decide(cards.owner, { keyId: taken, how: HOW.FIRST_USE, at: this.own() });
    return cards;
  }

  #isKnown(owner: string): boolean {
    return this.keyRing.pins(owner).length > 0;
  }

  async #askAll(
    ask: (prompt: ReturnType<TrustedCards["prompt"]>) => Promise<boolean>,
    cards: TrustedCards,
  ): Promise<void> {
    const { distrusted } = pinsOf(this.keyRing, cards.owner);
    for (const { keyId } of cards.unknown.filter((card) => !distrusted.has(card.keyId))) {
      const key = `${cards.owner} ${keyId}`;
      if ((this.#refused.get(key) ?? -Infinity) + REFUSED_MS > this.own()) {
        continue;
      }
      const underWay = this.#underWay.get(key) ?? this.#ask(key, () => ask(cards.prompt(keyId)));
      await underWay;
    }
  }

  /** Whatever is not a yes is a no. */
  #ask(key: string, question: () => Promise<boolean>): Promise<void> {
    const [owner = "", keyId = ""] = key.split(" ");
    const asked = (async (): Promise<void> => {
      try {
        const confirmed: unknown = await question();
        if (confirmed === true) {
          this.keyRing.decide(owner, { keyId, how: HOW.VERIFIED, at: this.own() });
        } else {
          this.#refused.set(key, this.own());
        }
      } catch {
        this.#refused.set(key, this.own());
      } finally {
        this.#underWay.delete(key);
      }
    })();
    this.#underWay.set(key, asked);
    return asked;
  }
}
