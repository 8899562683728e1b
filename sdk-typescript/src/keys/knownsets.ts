/** A notary set that a ring's owner has accepted to serve (protocol §9.4), as it was then. */
export interface ServedSet {
  /** The data owner whose keys it restores. */
  readonly owner: string;
  /** KeyId of the owner's card, whose fingerprint was compared. */
  readonly signedBy: string;
  /** Base64url of `H(signed bytes)` of the set. */
  readonly hash: string;
}

/** A set that a ring signed for its owner. */
export interface OwnSet {
  readonly setId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Base64url of `H(signed bytes)`. */
  readonly hash: string;
}

/**
 * The notary sets that a ring knows (protocol §9.4): those that its owner has accepted to serve, and
 * the one that was signed with the ring last.
 */
export class KnownSets {
  readonly #served = new Map<string, ServedSet>();
  #newest: OwnSet | undefined;

  /** @param changed is told after each change */
  constructor(private readonly changed: () => void) {}

  /** A set that the owner has accepted to serve, as it was then. */
  served(setId: string): ServedSet | undefined {
    return this.#served.get(setId);
  }

  /** All that the owner serves, by set id. */
  allServed(): ReadonlyMap<string, ServedSet> {
    return new Map(this.#served);
  }

  /** Remembers a set that the owner has accepted to serve; what is accepted stays as it is. */
  serve(setId: string, set: ServedSet): void {
    if (!this.#served.has(setId)) {
      this.#served.set(setId, set);
      this.changed();
    }
  }

  /** The set of the owner's that was signed with this ring last. */
  get newest(): OwnSet | undefined {
    return this.#newest;
  }

  /**
   * Remembers a set of the owner's that is about to be sent. It takes the place of the one before
   * whatever the two are dated: a server that sets the client's clock has a say in dates.
   */
  sign(set: OwnSet): void {
    this.#newest = set;
    this.changed();
  }

  /** Adds what another ring of the same owner knows; of two own sets, the one that is dated later stays. */
  takeOver(other: KnownSets): void {
    other.allServed().forEach((set, setId) => {
      this.serve(setId, set);
    });
    if (other.newest !== undefined && other.newest.createdAt > (this.#newest?.createdAt ?? -1)) {
      this.sign(other.newest);
    }
  }
}
