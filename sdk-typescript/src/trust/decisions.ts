import { fingerprintMatches, fingerprintOf, isFingerprintText } from "../crypto/fingerprint.js";
import { FingerprintMismatch } from "../error/client.js";
import { Invalid, NotFound } from "../error/server.js";
import type { KeyRing } from "../keys/keyring.js";
import type { Pin } from "../keys/pin.js";
import { cardBytes, cardVerifies, type KeyCard } from "../wire/card.js";
import { distrustedAt, HOW, pinsOf } from "./pins.js";
import { TrustChanged } from "./trustchanged.js";
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
    const known = this.known(owner);
    const valid = await this.#valid(owner);
    if (!valid.some((card) => card.keyId === keyId)) {
      throw new NotFound("the data owner has no valid card with that keyId");
    }
    this.trust(owner, keyId, HOW.CONFIRMED, known);
  }

  /**
   * {@link confirmKey} of the card that has this fingerprint, as a person brought it along; answers
   * its keyId. Fails with `FingerprintMismatch` if the owner lists no valid card that has it.
   *
   * @param known what was decided about the owner as the human compared; `Conflict` if the card was
   *   distrusted since, which is the later decision
   */
  async confirm(owner: string, fingerprint: string, known = this.known(owner)): Promise<string> {
    return this.#trustMatching(owner, fingerprint, HOW.CONFIRMED, known);
  }

  /** The same, as access is given back. */
  async accept(owner: string, fingerprint: string): Promise<string> {
    return this.#trustMatching(owner, fingerprint, HOW.ACCEPTED, this.known(owner));
  }

  /**
   * Trusts a card that came with a proof, and of the owner's others only those that it vouches for or
   * that a human has compared. The server is not asked.
   *
   * @param known what was decided about the owner as the proof was asked for
   */
  prove(card: KeyCard, known: readonly Pin[]): void {
    if (!cardVerifies(card, cardBytes(card), card.signature)) {
      throw new Invalid("card", "the card is not signed by its own key");
    }
    this.trust(card.owner, card.keyId, HOW.PROVEN, known);
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
   * @param byEnd keyIds, by the date that they verify up to; of a card under several the first counts
   * @param believed whether those who say so are still believed; `Conflict` if not
   * @returns the keyIds of those that are new
   */
  async attest(
    byEnd: ReadonlyMap<number, ReadonlySet<string>>,
    believed: () => boolean,
  ): Promise<ReadonlySet<string>> {
    const { owner } = this.keyRing;
    const { unknown } = await this.cards.withoutAsking(owner);
    if (!believed()) {
      throw new TrustChanged();
    }
    const { distrusted } = pinsOf(this.keyRing, owner);
    const open = new Set(unknown.map((card) => card.keyId).filter((id) => !distrusted.has(id)));
    const fresh = new Set<string>();
    const at = this.#later(owner);
    for (const [until, keyIds] of byEnd) {
      for (const keyId of keyIds) {
        if (open.has(keyId) && !fresh.has(keyId)) {
          fresh.add(keyId);
          this.keyRing.decide(owner, { keyId, how: HOW.ATTESTED, at, until });
        }
      }
    }
    this.cards.changed(owner);
    return fresh;
  }

  /** What was decided about an owner until now. */
  known(owner: string): readonly Pin[] {
    return [...this.keyRing.pins(owner)];
  }

  /**
   * Trusts a card for this reason; what was distrusted is trusted again, if whoever decides knew of it. A
   * server that holds its answer back does not make the earlier decision the later one.
   */
  trust(owner: string, keyId: string, how: string, known: readonly Pin[]): void {
    const pins = this.keyRing.pins(owner);
    const distrusted = distrustedAt(pins, keyId);
    if (distrusted !== undefined && distrusted !== distrustedAt(known, keyId)) {
      throw new TrustChanged();
    }
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

  async #trustMatching(
    owner: string,
    fingerprint: string,
    how: string,
    known: readonly Pin[],
  ): Promise<string> {
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
    this.trust(owner, card.keyId, how, known);
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
