/** A version of a policy that a ring signed, with `H(signed bytes)` in base64url. */
export interface SignedPolicy {
  readonly version: number;
  readonly hash: string;
}

/** A notary set that a ring signed for its owner, with `H(signed bytes)` in base64url. */
export interface OwnSet {
  readonly setId: string;
  readonly createdAt: number;
  readonly hash: string;
}

/**
 * What a ring signed, and keeps before it is sent (protocol §7, §9): the last version of the policy
 * of automatic sharing and the newest notary set, which may have arrived or not; and which key is to
 * take the place of the others. Only ever moves on.
 */
export class SentRecords {
  readonly #changed: () => void;
  #policy: SignedPolicy | undefined;
  #ownSet: OwnSet | undefined;
  #rotating: string | undefined;

  /** Calls this after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The last version of the policy that was signed. */
  get policy(): SignedPolicy | undefined {
    return this.#policy;
  }

  /** The newest notary set of the owner's that was signed with this ring. */
  get ownSet(): OwnSet | undefined {
    return this.#ownSet;
  }

  /** The keyId of the key that is to take the place of the others. */
  get rotating(): string | undefined {
    return this.#rotating;
  }

  /**
   * The version of the policy to sign next: no two texts of one version are signed with a ring.
   *
   * @param seen the highest that was seen
   */
  nextPolicyVersion(seen: number): number {
    return Math.max(seen, this.#policy?.version ?? 0) + 1;
  }

  /** Remembers a policy that is about to be sent; an earlier one changes nothing. */
  signPolicy(signed: SignedPolicy): void {
    if (signed.version > (this.#policy?.version ?? 0)) {
      this.#policy = signed;
      this.#changed();
    }
  }

  /** Remembers a notary set that is about to be sent; an older one changes nothing. */
  signSet(set: OwnSet): void {
    if (this.#ownSet === undefined || set.createdAt > this.#ownSet.createdAt) {
      this.#ownSet = set;
      this.#changed();
    }
  }

  /** Says which key is to take the place of the others; undefined once it has. */
  rotate(keyId: string | undefined): void {
    if (keyId !== this.#rotating) {
      this.#rotating = keyId;
      this.#changed();
    }
  }

  /** Adds what another ring of the same owner signed. */
  takeOver(other: SentRecords): void {
    if (other.policy !== undefined) {
      this.signPolicy(other.policy);
    }
    if (other.ownSet !== undefined) {
      this.signSet(other.ownSet);
    }
  }
}
