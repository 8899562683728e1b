import { fingerprintOf } from "../crypto/fingerprint.js";
import { NoUsableKey, UntrustedKey } from "../error/client.js";
import type { KeyCard } from "../wire/card.js";

/** A key that a human is asked about. */
export interface KeyPrompt {
  readonly dataOwner: string;
  readonly keyId: string;
  /** What that person's own device shows for it, twelve groups of five digits. */
  readonly fingerprint: string;
  /** Of the keys of that data owner that are trusted already. */
  readonly knownFingerprints: readonly string[];
}

/**
 * The valid cards of a data owner, told apart by whether they are trusted. Only retirements that
 * count (protocol §2) are left on them.
 */
export class TrustedCards {
  /**
   * @param trusted cards that are trusted, retired ones too
   * @param unknown valid cards that nothing known vouches for
   * @param pinned keyIds that were trusted before, listed now or not
   * @param replaced whether first use takes none of them, since not all that live hang on the oldest
   * @param epoch the `trustEpoch` of the key ring that this was decided at
   */
  constructor(
    readonly owner: string,
    readonly trusted: readonly KeyCard[],
    readonly unknown: readonly KeyCard[],
    readonly pinned: ReadonlySet<string> = new Set(),
    readonly replaced = false,
    readonly epoch = -1,
  ) {}

  /** The same, decided at that epoch. */
  at(epoch: number): TrustedCards {
    const { owner, trusted, unknown, pinned, replaced } = this;
    return new TrustedCards(owner, trusted, unknown, pinned, replaced, epoch);
  }

  /** The same, of which first use takes none. */
  asReplaced(): TrustedCards {
    const { owner, trusted, unknown, pinned, epoch } = this;
    return new TrustedCards(owner, trusted, unknown, pinned, true, epoch);
  }

  /** The trusted cards that are not retired: those that may be sealed to. */
  live(): readonly KeyCard[] {
    return this.trusted.filter((card) => card.retired === undefined);
  }

  /** Whether the card of this keyId is trusted and not retired. */
  isLive(keyId: string): boolean {
    return this.live().some((card) => card.keyId === keyId);
  }

  /**
   * Itself, if there is a card to seal to.
   *
   * @throws NoUsableKey if the owner has no card
   * @throws UntrustedKey if it has none that is trusted
   */
  requireLive(): this {
    if (this.live().length > 0) {
      return this;
    }
    const newest = this.unknown
      .filter((card) => card.retired === undefined)
      .reduce<KeyCard | undefined>((one, other) => (isNewer(other, one) ? other : one), undefined);
    if (newest === undefined) {
      throw new NoUsableKey(this.owner);
    }
    throw this.untrusted(newest.keyId);
  }

  /** The trusted card of this keyId. */
  card(keyId: string): KeyCard | undefined {
    return this.trusted.find((card) => card.keyId === keyId);
  }

  /** The valid card of this keyId, trusted or not. */
  valid(keyId: string): KeyCard | undefined {
    return this.card(keyId) ?? this.unknown.find((card) => card.keyId === keyId);
  }

  /** That a card is not trusted, with the fingerprints to compare. */
  untrusted(keyId: string): UntrustedKey {
    const replaced = this.replaced
      ? this.unknown.map((card) => fingerprintOf(this.owner, card.keyId)).sort()
      : [];
    const fingerprint = fingerprintOf(this.owner, keyId);
    return new UntrustedKey(this.owner, keyId, fingerprint, this.knownFingerprints(), replaced);
  }

  /** What to show a human about a card, listed now or not. */
  prompt(keyId: string): KeyPrompt {
    return {
      dataOwner: this.owner,
      keyId,
      fingerprint: fingerprintOf(this.owner, keyId),
      knownFingerprints: this.knownFingerprints(),
    };
  }

  /** Of all cards that are trusted, also of those that the server does not list any more. */
  private knownFingerprints(): readonly string[] {
    const known = new Set([...this.pinned, ...this.trusted.map((card) => card.keyId)]);
    return [...known].map((keyId) => fingerprintOf(this.owner, keyId)).sort();
  }
}

/** By creation, then keyId. */
function isNewer(card: KeyCard, than: KeyCard | undefined): boolean {
  return (
    than === undefined ||
    card.createdAt > than.createdAt ||
    (card.createdAt === than.createdAt && card.keyId > than.keyId)
  );
}
