/** A version of a policy that a ring signed. */
export interface SignedPolicy {
  readonly version: number;
  /** Base64url of `H(signed bytes)`. */
  readonly hash: string;
}

/**
 * What a ring knows of its owner's policy of automatic sharing (protocol §7): the highest version that
 * was seen, with its text, and the last one that this ring signed, which may have arrived or not. Only
 * ever moves on.
 */
export class SeenPolicy {
  #version = 0;
  #hash: string | undefined;
  #signed: SignedPolicy | undefined;

  /** @param changed is told after each change */
  constructor(private readonly changed: () => void) {}

  /** The highest version that was seen; 0 for none. */
  get version(): number {
    return this.#version;
  }

  /** Of the text of that version, base64url of `H(signed bytes)`; undefined for nothing. */
  get hash(): string | undefined {
    return this.#hash;
  }

  /** Remembers a version, whose text is not known yet; one lower than the highest changes nothing. */
  raise(version: number): void {
    if (version > this.#version) {
      this.#version = version;
      this.#hash = undefined;
      this.changed();
    }
  }

  /**
   * Remembers the text of a version. What is lower than the highest changes nothing, nor does another
   * text of it.
   *
   * @returns whether that is no other text of the highest version than the one that was seen
   */
  see(version: number, hash: string): boolean {
    this.raise(version);
    if (version > 0 && version === this.#version && this.#hash === undefined) {
      this.#hash = hash;
      this.changed();
    }
    return version !== this.#version || hash === this.#hash;
  }

  /**
   * The version to sign next: higher than all that was seen or signed, so that no two texts of one
   * version are ever signed with this ring.
   */
  next(): number {
    return Math.max(this.#version, this.#signed?.version ?? 0) + 1;
  }

  /** Remembers what is about to be sent; to be kept before it is. */
  sign(next: SignedPolicy): void {
    if (next.version > (this.#signed?.version ?? 0)) {
      this.#signed = next;
      this.changed();
    }
  }

  /** What was signed last, if that is not known to have been seen since; undefined for nothing. */
  get signed(): SignedPolicy | undefined {
    const signed = this.#signed;
    return signed !== undefined && signed.version > this.#version ? signed : undefined;
  }

  /** Adds what another ring of the same owner knows. */
  takeOver(other: SeenPolicy): void {
    this.raise(other.version);
    if (other.hash !== undefined) {
      this.see(other.version, other.hash);
    }
    if (other.signed !== undefined) {
      this.sign(other.signed);
    }
  }
}
