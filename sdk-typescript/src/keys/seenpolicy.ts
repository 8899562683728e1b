/** The highest version of a policy of automatic sharing that a ring has seen, and its text. */
export class SeenPolicy {
  #version = 0;
  #hash: string | undefined;

  /** 0 for none. */
  get version(): number {
    return this.#version;
  }

  /** Base64url of `H(signed bytes)` of that version; undefined for nothing. */
  get hash(): string | undefined {
    return this.#hash;
  }

  /** Whether that version is higher, whose text is not known yet then. */
  raise(version: number): boolean {
    const higher = version > this.#version;
    if (higher) {
      this.#version = version;
      this.#hash = undefined;
    }
    return higher;
  }

  /** Remembers the first text of the highest version; whether that changes anything. */
  text(version: number, hash: string): boolean {
    const isNew = version > 0 && version === this.#version && this.#hash === undefined;
    if (isNew) {
      this.#hash = hash;
    }
    return isNew;
  }

  /** Whether that is no other text of the highest version than the one that was seen. */
  isNoOther(version: number, hash: string): boolean {
    return version !== this.#version || hash === this.#hash;
  }
}
