import { fingerprintOf } from "../crypto/fingerprint.js";
import { OwnerKey } from "../crypto/ownerkey.js";
import { KeyNotReplaced } from "../error/keys.js";
import { Conflict } from "../error/server.js";
import type { ExchangeEntries } from "../exchange/entries.js";
import type { EntriesAdded, Progress } from "../exchange/entryadder.js";
import type { RandomSource } from "../primitives/random.js";
import type { OwnCards } from "../trust/owncards.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { KeyCard } from "../wire/card.js";

/** How far ahead of its clock the server lets anything be dated, milliseconds. */
const TOLERANCE_MS = 5 * 60 * 1000;

/** What a rotation did. */
export interface RotatedKey {
  /** Of the new key. */
  readonly keyId: string;
  /** Of the new key; who trusted the old one trusts it without being asked. */
  readonly fingerprint: string;
  /** The exchange records that were looked at. */
  readonly entries: EntriesAdded;
  /**
   * Milliseconds since the epoch: recovery keys, hand-overs and notary sets that were made before
   * restore the old key alone. Make them again.
   */
  readonly recoveryStaleBefore: number;
  /**
   * KeyIds of own cards that the old key's word alone speaks for; the new one does not. Whoever had
   * the old key may have made them: let each in that is a device of yours, and retire the others.
   */
  readonly notVouchedFor: readonly string[];
}

/**
 * Replaces this device's key by a new one (protocol §2), step by step. After each step everything is
 * readable, and a later call goes on from there, also in another process: the old key stays in the
 * ring, and a rotation is unfinished as long as it is not retired.
 */
export class KeyRotation {
  constructor(
    private readonly keys: OwnerKeys,
    private readonly own: OwnCards,
    private readonly entries: ExchangeEntries,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {}

  /** Whether a rotation was begun and not finished. */
  async isUnfinished(): Promise<boolean> {
    const cards = await this.own.listed();
    return (
      this.keys.ring.waiting() !== undefined ||
      this.#outgoing(cards).length > 0 ||
      this.#isRotating(cards)
    );
  }

  /** Of a ring without a live key only the ring itself knows that its new key is not done yet. */
  #isRotating(cards: TrustedCards): boolean {
    const current = this.keys.ring.current().keyId;
    return cards.isLive(current) && this.keys.ring.rotating() === current;
  }

  /** Begins a rotation, or goes on with one. */
  async run(progress: Progress): Promise<RotatedKey> {
    if (!(await this.isUnfinished())) {
      // signs nothing yet: the current one stays the old one
      this.keys.ring.addWaiting(await this.#newKey());
    }
    const fresh = await this.#publish();
    const cards = await this.own.listed();
    this.#requireInPlace(fresh, cards);
    const notVouchedFor = await this.#vouchForOthers(cards);
    const entries = await this.#openRecords(fresh, progress);
    await this.#retireOld(fresh);
    const current = this.keys.ring.current();
    return {
      keyId: current.keyId,
      fingerprint: fingerprintOf(current.owner, current.keyId),
      entries,
      recoveryStaleBefore: current.createdAt,
      notVouchedFor,
    };
  }

  /** The newest key signs, also if the clock was set back. */
  #newKey(): Promise<OwnerKey> {
    const { ring } = this.keys;
    const newest = Math.max(...ring.keys().map((key) => key.createdAt));
    return OwnerKey.generate(ring.owner, Math.max(this.now(), newest + 1), this.random);
  }

  /**
   * Keeps the new key, publishes it together with the old one's word for it, and signs with it. The
   * word of a key that is retired counts nowhere: the new card is unknown then.
   *
   * @returns the keyId of the new key; the ring may sign with another one again as soon as it hears
   *   that somebody has retired it
   */
  async #publish(): Promise<string> {
    const { ring } = this.keys;
    const fresh = ring.waiting();
    if (fresh === undefined) {
      return ring.current().keyId;
    }
    await this.keys.save();
    const current = ring.current();
    await this.own.publish(fresh, ring.isRetired(current.keyId) ? undefined : current);
    ring.activate(fresh.keyId);
    return fresh.keyId;
  }

  /**
   * That the new key is live, current, and vouched for if there was one to do so: the thief of the old
   * one can log in and retire it.
   */
  #requireInPlace(fresh: string, cards: TrustedCards): void {
    const { ring } = this.keys;
    const inUse = ring.current().keyId === fresh && cards.isLive(fresh);
    const endorsements = cards.card(fresh)?.endorsements ?? [];
    const vouchedFor =
      this.#outgoing(cards).length === 0 ||
      endorsements.some((each) => ring.key(each.by) !== undefined);
    if (!inUse || !vouchedFor) {
      throw new KeyNotReplaced(fingerprintOf(ring.owner, fresh), fresh);
    }
  }

  /**
   * The new key vouches for what the old one vouched for, which does so no more once it is retired;
   * and for the old one, for those who will know the new one alone. Not for a card that another one
   * retired: somebody else may have its key, and a server can hide a retirement. Nor for one that the
   * old key's word alone speaks for: whoever got hold of that key can have made it.
   *
   * @returns the keyIds of the latter
   */
  async #vouchForOthers(cards: TrustedCards): Promise<readonly string[]> {
    const current = this.keys.ring.current().keyId;
    const left: string[] = [];
    for (const card of cards.trusted) {
      const known = card.keyId === current || card.endorsements.some((each) => each.by === current);
      if (known || !isOwnUntilItsEnd(card)) {
        continue;
      }
      if (this.#isConfirmed(card)) {
        await this.own.endorse(card);
      } else {
        left.push(card.keyId);
      }
    }
    return left;
  }

  #isConfirmed(card: KeyCard): boolean {
    return (
      this.keys.ring.key(card.keyId) !== undefined ||
      this.keys.cards.isConfirmed(card.owner, card.keyId)
    );
  }

  /** A record that cannot be opened to the new key may be what its retirement looks like. */
  async #openRecords(fresh: string, progress: Progress): Promise<EntriesAdded> {
    const { ring } = this.keys;
    const current = ring.current();
    try {
      const epoch = ring.trustEpoch(ring.owner);
      const knew = await this.keys.cards.knownWithout(ring.owner, current.keyId);
      return await this.entries.addToAll({ card: current.card, knew, epoch }, progress);
    } catch (failure) {
      this.#requireInPlace(fresh, await this.own.listed());
      throw failure;
    }
  }

  /** Once all that the old key signed has arrived. */
  async #retireOld(fresh: string): Promise<void> {
    await this.keys.ring.writes.settled();
    const before = await this.own.listed();
    this.#requireInPlace(fresh, before);
    for (const key of this.#outgoing(before)) {
      await this.#retire(key);
    }
    const after = await this.own.listed();
    await this.keys.save();
    this.#requireInPlace(fresh, after);
    if (this.#outgoing(after).length > 0) {
      // it would stay in use unseen
      throw new Conflict("another key of this ring is in use: rotate again");
    }
    this.keys.ring.rotated();
    await this.keys.save();
  }

  async #retire(old: OwnerKey): Promise<void> {
    const { ring } = this.keys;
    const now = this.now();
    const at = Math.min(Math.max(now, ring.signedUpTo(old.keyId)), now + TOLERANCE_MS);
    await this.own.retire(old.card, old, at, ring.current().keyId);
  }

  /** The keys of the ring that the current one takes the place of, and that still count. */
  #outgoing(cards: TrustedCards): readonly OwnerKey[] {
    const current = this.keys.ring.current().keyId;
    return this.keys.ring.keys().filter((key) => key.keyId !== current && cards.isLive(key.keyId));
  }
}

function isOwnUntilItsEnd(card: KeyCard): boolean {
  const end = card.retired;
  return end === undefined || (end.by === card.keyId && end.signature !== "");
}
