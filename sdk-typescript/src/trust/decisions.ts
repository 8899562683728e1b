import { fingerprintMatches, fingerprintOf, isFingerprintText } from "../crypto/fingerprint.js";
import { FingerprintMismatch } from "../error/client.js";
import { Invalid, NotFound } from "../error/server.js";
import type { KeyRing } from "../keys/keyring.js";
import type { Pin } from "../keys/pin.js";
import { cardBytes, cardVerifies, type KeyCard } from "../wire/card.js";
import { distrustedAt, HOW, pinsOf } from "./pins.js";
import type { TrustedCards } from "./trustedcards.js";

/** What decisions are made of: the cards of an owner, by what was decided before. */
interface Cards {
  /** As the server lists them now. */
  withoutAsking(owner: string): Promise<TrustedCards>;
  /** Whether a card is trusted now. */
  isPinned(owner: string, keyId: string): boolean;
  /** Is told the data owner after each decision. */
  changed(owner: string): void;
}

/** What was decided about keys by more than a policy (protocol §10), kept in the key ring. */
export class KeyDecisions {
  constructor(
    private readonly cards: Cards,
    private readonly keyRing: KeyRing,
    private readonly now: () => number,
  ) {}

  /**
   * Trusts this card from now on, after a human has compared its fingerprint, and of the owner's
   * others only those that it vouches for, or that a human has compared as well. Fails with
   * `NotFound` if the owner lists no valid card of this keyId.
   */
  async confirmKey(owner: string, keyId: string): Promise<void> {
    const valid = await this.#valid(owner);
    if (!valid.some((card) => card.keyId === keyId)) {
      throw new NotFound("the data owner has no valid card with that keyId");
    }
    this.trust(owner, keyId, HOW.CONFIRMED);
  }

  /**
   * {@link confirmKey} of the card that has this fingerprint, as a person brought it along; answers
   * its keyId. Fails with `FingerprintMismatch` if the owner lists no valid card that has it.
   */
  async confirm(owner: string, fingerprint: string): Promise<string> {
    return this.#trustMatching(owner, fingerprint, HOW.CONFIRMED);
  }

  /** The same, as access is given back. */
  async accept(owner: string, fingerprint: string): Promise<string> {
    return this.#trustMatching(owner, fingerprint, HOW.ACCEPTED);
  }

  /**
   * Trusts a card that came with a proof, and of the owner's others only those that it vouches for or
   * that a human has compared. The server is not asked.
   */
  prove(card: KeyCard): void {
    if (!cardVerifies(card, cardBytes(card), card.signature)) {
      throw new Invalid("card", "the card is not signed by its own key");
    }
    this.trust(card.owner, card.keyId, HOW.PROVEN);
  }

  /**
   * Trusts a card no more, whoever vouches for it, nor what it alone vouched for; until a human
   * confirms it again. What it could open, it still opens: the keys in use have to be made anew.
   */
  distrust(owner: string, keyId: string): void {
    if (owner === this.keyRing.owner && this.keyRing.key(keyId) !== undefined) {
      throw new Invalid("keyId", "is this device's own key");
    }
    this.#decide(owner, { keyId, how: HOW.DISTRUSTED, at: this.#later(owner) });
  }

  /**
   * Remembers that an own card was retired, so that the server cannot show it as live again. One
   * that is not trusted, or only because others attested it, stays what it is.
   *
   * @param until the date of its retirement, milliseconds since the epoch
   */
  retired(keyId: string, until: number): void {
    const { owner } = this.keyRing;
    const attested = pinsOf(this.keyRing, owner).attested.has(keyId);
    if (!attested && !this.keyRing.isRetired(keyId) && this.cards.isPinned(owner, keyId)) {
      this.#decide(owner, { keyId, how: HOW.RETIRED, at: this.#later(owner), until });
    }
  }

  /** Remembers that an own card took the place of a key of the ring; one of the ring is known. */
  succeeds(keyId: string): void {
    const { owner } = this.keyRing;
    if (this.keyRing.key(keyId) === undefined) {
      this.keyRing.decide(owner, { keyId, how: HOW.SUCCESSOR, at: this.#later(owner) });
    }
  }

  /**
   * Takes cards of the ring's owner, whose keys are lost, as retired ones that verify what is dated
   * up to then. Those that are not listed as valid, are trusted, or are distrusted stay as they are.
   *
   * @param until milliseconds since the epoch
   * @returns the keyIds of those that are new
   */
  async attest(keyIds: Iterable<string>, until: number): Promise<readonly string[]> {
    const { owner } = this.keyRing;
    const wanted = new Set(keyIds);
    const { unknown } = await this.cards.withoutAsking(owner);
    const { distrusted } = pinsOf(this.keyRing, owner);
    const fresh = unknown
      .map((card) => card.keyId)
      .filter((keyId) => wanted.has(keyId) && !distrusted.has(keyId));
    const at = this.#later(owner);
    for (const keyId of fresh) {
      this.keyRing.decide(owner, { keyId, how: HOW.ATTESTED, at, until });
    }
    this.cards.changed(owner);
    return fresh;
  }

  /** Trusts a card for this reason; what was distrusted is trusted again: who decides knows of it. */
  trust(owner: string, keyId: string, how: string): void {
    const pins = this.keyRing.pins(owner);
    const distrusted = distrustedAt(pins, keyId);
    const says = (pin: Pin): boolean => pin.keyId === keyId && pin.how === how;
    if (distrusted === undefined && pins.some(says)) {
      return;
    }
    if (distrusted !== undefined) {
      this.keyRing.decide(owner, { keyId, how: HOW.REGAINED, at: distrusted });
    }
    this.#decide(owner, { keyId, how, at: this.#later(owner) });
  }

  #decide(owner: string, pin: Pin): void {
    this.keyRing.decide(owner, pin);
    this.cards.changed(owner);
  }

  async #trustMatching(owner: string, fingerprint: string, how: string): Promise<string> {
    if (!isFingerprintText(fingerprint)) {
      const rule = "must be twelve groups of five digits, or the text of a key's QR code";
      throw new Invalid("fingerprint", rule);
    }
    const valid = await this.#valid(owner);
    const card = valid.find((each) => fingerprintMatches(fingerprint, owner, each.keyId));
    if (card === undefined) {
      const listed = valid.map((each) => fingerprintOf(owner, each.keyId));
      throw new FingerprintMismatch(owner, listed);
    }
    this.trust(owner, card.keyId, how);
    return card.keyId;
  }

  async #valid(owner: string): Promise<readonly KeyCard[]> {
    const cards = await this.cards.withoutAsking(owner);
    return [...cards.trusted, ...cards.unknown];
  }

  /** Later than all that was decided about this owner before, also if the clock was set back. */
  #later(owner: string): number {
    const newest = Math.max(0, ...this.keyRing.pins(owner).map((pin) => pin.at));
    return Math.max(this.now(), newest + 1);
  }
}
