import type { KeyRing } from "../keys/keyring.js";
import type { ServerApi } from "../transport/serverapi.js";
import { type KeyCard, mayHaveSignedAt, RETIREMENT_TOLERANCE_MS } from "../wire/card.js";
import { listCards } from "./cardlists.js";
import { decideTrust, heirOf } from "./cardtrust.js";
import { KeyDecisions } from "./decisions.js";
import type { CardList } from "./firstuse.js";
import { comparisonOf, HOW, type Pins, pinsBeyondFirstUse, pinsOf, withoutPin } from "./pins.js";
import type { TrustPolicy } from "./policy.js";
import type { TrustedCards } from "./trustedcards.js";
import { UnknownCards } from "./unknowncards.js";

/** How long a list is remembered, milliseconds. */
const REMEMBERED_MS = 60_000;

const MOST_REMEMBERED = 10_000;

interface Listed {
  readonly list: CardList;
  readonly cards: TrustedCards;
}

interface Remembered {
  readonly until: number;
  readonly listed: Promise<Listed>;
  /** What it brought, once it did. */
  result?: Listed;
}

/**
 * The key cards of data owners as the key ring's owner trusts them (protocol §10). What the policy
 * takes is pinned in the ring, and which of the ring's own keys are retired. Lists are remembered for
 * a minute; whom they make trusted is decided anew after each decision.
 */
export class CardDirectory {
  /** What was decided about keys by more than a policy. */
  readonly decisions: KeyDecisions;
  readonly #unknownCards: UnknownCards;
  readonly #remembered = new Map<string, Remembered>();
  readonly #queued = new Map<string, Promise<TrustedCards>>();

  constructor(
    private readonly server: ServerApi,
    private readonly keyRing: KeyRing,
    policy: TrustPolicy,
    /** Dates what the ring decides, and says how old a list is: no server may do either. */
    private readonly own: () => number,
    /** Says which cards are dated ahead. */
    private readonly now: () => number = own,
  ) {
    this.#unknownCards = new UnknownCards(keyRing, policy, own, now);
    this.decisions = new KeyDecisions(
      {
        withoutAsking: (owner) => this.withoutAsking(owner),
        isPinned: (owner, keyId) => this.isPinned(owner, keyId),
        changed: (owner) => this.#remembered.delete(owner),
      },
      keyRing,
      own,
    );
  }

  /** Forgets all lists, as something was published. */
  forgetLists(): void {
    this.#remembered.clear();
  }

  /** The cards of a data owner, at most a minute old, as they are trusted now. */
  async cards(owner: string): Promise<TrustedCards> {
    const before = this.#fresh(owner);
    if (before === undefined || isUseless(before)) {
      return this.refreshed(owner);
    }
    const { list, cards } = await before.listed;
    if (this.isCurrent(cards)) {
      return cards;
    }
    const anew = this.#remember(owner, this.#decided(list));
    return (await anew).cards;
  }

  /**
   * Whether nothing was decided about these cards since they were looked up. What is sealed or
   * believed by others is to be done again.
   */
  isCurrent(cards: TrustedCards): boolean {
    return cards.epoch === this.epochOf(cards.owner);
  }

  /** The `trustEpoch` of a data owner's cards in the key ring, by which it is decided about them. */
  epochOf(owner: string): number {
    return this.keyRing.trustEpoch(owner);
  }

  /**
   * The cards of a data owner as the server lists them now. A call that is under way is waited for,
   * and then one more serves all that came in the meantime.
   */
  async refreshed(owner: string): Promise<TrustedCards> {
    const queued = this.#queued.get(owner);
    if (queued !== undefined) {
      return queued;
    }
    const underWay = this.#fresh(owner);
    if (underWay === undefined || underWay.result !== undefined) {
      return this.#load(owner);
    }
    const next = underWay.listed
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        this.#queued.delete(owner);
        return this.#load(owner);
      });
    this.#queued.set(owner, next);
    return next;
  }

  /**
   * The cards of an owner of which these have signed something; asks the server again if one of them
   * is not among those that are remembered.
   */
  async cardsWith(owner: string, ...keyIds: readonly string[]): Promise<TrustedCards> {
    const before = this.#fresh(owner);
    if (before === undefined || isUseless(before)) {
      return this.refreshed(owner);
    }
    const cards = await this.cards(owner);
    const all = keyIds.every((keyId) => cards.card(keyId) !== undefined);
    return all ? cards : this.refreshed(owner);
  }

  /**
   * The cards of an owner, all of whose trusted ones go back to one that was confirmed or proven:
   * first use is not enough. Fails with `UntrustedKey` or `NoUsableKey`.
   */
  async requireConfirmed(owner: string): Promise<TrustedCards> {
    const cards = (await this.confirmed(owner)).requireLive();
    for (const keyId of pinsOf(this.keyRing, owner).trusted) {
      if (cards.card(keyId) === undefined) {
        throw cards.untrusted(keyId);
      }
    }
    return cards;
  }

  /**
   * The cards of an owner as far as they go back to one that was confirmed or proven, or to an own
   * key; as the server lists them now. No policy is asked.
   */
  confirmed(owner: string): Promise<TrustedCards> {
    return this.#decidedBy(owner, () => pinsBeyondFirstUse(this.keyRing, owner));
  }

  /** The cards of an owner by what was decided before, as the server lists them now. */
  withoutAsking(owner: string): Promise<TrustedCards> {
    return this.#decidedBy(owner, () => pinsOf(this.keyRing, owner));
  }

  /**
   * Why an owner's cards are trusted also without this one, and without what it vouches for, by
   * keyId: never for first use alone. To say so to others (protocol §9.3).
   */
  async knownWithout(owner: string, keyId: string): Promise<ReadonlyMap<string, string>> {
    const pins = (): Pins => withoutPin(pinsBeyondFirstUse(this.keyRing, owner), keyId);
    const cards = await this.#decidedBy(owner, pins);
    const decided = this.keyRing.pins(owner);
    const reasons = cards.trusted
      .filter((card) => card.keyId !== keyId)
      .map((card): [string, string] => {
        const vouched = this.keyRing.key(card.keyId) === undefined ? HOW.ENDORSED : HOW.OWN;
        return [card.keyId, comparisonOf(decided, card.keyId) ?? vouched];
      });
    return new Map(reasons);
  }

  /** Whether a card is trusted now, by what was decided about it or by what is remembered. */
  isPinned(owner: string, keyId: string): boolean {
    if (pinsOf(this.keyRing, owner).trusted.has(keyId)) {
      return true;
    }
    const cards = this.#fresh(owner)?.result?.cards;
    return cards !== undefined && this.isCurrent(cards) && cards.card(keyId) !== undefined;
  }

  /**
   * Whether nothing that is known now says that a card was retired before it may have signed something of
   * this date (protocol §2). The server is not asked.
   */
  mayHaveSigned(owner: string, keyId: string, date: number): boolean {
    const end = pinsOf(this.keyRing, owner).ended.get(keyId);
    const cards = this.#fresh(owner)?.result?.cards;
    const card = cards !== undefined && this.isCurrent(cards) ? cards.card(keyId) : undefined;
    return (
      (end === undefined || date - RETIREMENT_TOLERANCE_MS <= end) &&
      (card === undefined || mayHaveSignedAt(card, date))
    );
  }

  /** Whether a human compared the fingerprint of this very card, and did not distrust it since. */
  isConfirmed(owner: string, keyId: string): boolean {
    return pinsOf(this.keyRing, owner).compared.has(keyId);
  }

  /** Whether it is an own card, whose key is lost, that is trusted only because others attested it. */
  isAttested(owner: string, keyId: string): boolean {
    return pinsOf(this.keyRing, owner).attested.has(keyId);
  }

  /** Again if something was decided meanwhile. */
  async #decidedBy(owner: string, pins: () => Pins): Promise<TrustedCards> {
    const list = await listCards(this.server, owner);
    const epoch = this.keyRing.trustEpoch(owner);
    return decideTrust(owner, list.cards, pins(), this.now()).at(epoch);
  }

  #fresh(owner: string): Remembered | undefined {
    const remembered = this.#remembered.get(owner);
    return remembered !== undefined && remembered.until > this.own() ? remembered : undefined;
  }

  async #load(owner: string): Promise<TrustedCards> {
    const loading = listCards(this.server, owner).then((list) => this.#decided(list));
    return (await this.#remember(owner, loading)).cards;
  }

  #remember(owner: string, listed: Promise<Listed>): Promise<Listed> {
    const remembered: Remembered = { until: this.own() + REMEMBERED_MS, listed };
    this.#remembered.delete(owner);
    this.#remembered.set(owner, remembered);
    listed.then(
      (result) => {
        remembered.result = result;
      },
      () => {
        if (this.#remembered.get(owner) === remembered) {
          this.#remembered.delete(owner);
        }
      },
    );
    if (this.#remembered.size > MOST_REMEMBERED) {
      this.#remembered.delete(this.#remembered.keys().next().value ?? "");
    }
    return listed;
  }

  /** A human may be asked meanwhile, and others may decide: until nothing has changed. */
  async #decided(list: CardList): Promise<Listed> {
    for (;;) {
      const epoch = this.keyRing.trustEpoch(list.owner);
      const pins = pinsOf(this.keyRing, list.owner);
      const decided = decideTrust(list.owner, list.cards, pins, this.now()).at(epoch);
      const cards = await this.#unknownCards.accept(list, decided);
      if (list.owner === this.keyRing.owner) {
        cards.trusted.forEach((card) => {
          this.#pinRetired(card, cards);
        });
      }
      if (this.isCurrent(cards)) {
        return { list, cards };
      }
    }
  }

  /**
   * Only retirements that count are left on a trusted card: a key of the ring signs no more. What
   * took its place is remembered, since a retired key vouches for nobody afterwards.
   */
  #pinRetired(card: KeyCard, cards: TrustedCards): void {
    const end = card.retired;
    const { keyRing, decisions } = this;
    if (
      end !== undefined &&
      keyRing.key(card.keyId) !== undefined &&
      !keyRing.isRetired(card.keyId)
    ) {
      const heir = heirOf(card.keyId, end);
      if (heir !== undefined && cards.card(heir) !== undefined) {
        decisions.succeeds(heir);
      }
      decisions.retired(card.keyId, end.at);
    }
  }
}

/** What is remembered helps nobody, so that the server is asked again each time. */
function isUseless(before: Remembered): boolean {
  return before.result?.cards.live().length === 0;
}
