import type { OwnerKey } from "../crypto/ownerkey.js";

/**
 * The keys of a ring: which of them signs, and up to what date each has signed, which its retirement
 * must not be dated before (protocol §2).
 */
export class SigningKeys {
  readonly #keys: OwnerKey[] = [];
  readonly #waiting = new Set<string>();
  readonly #signedUpTo = new Map<string, number>();
  #rotating: string | undefined;

  all(): readonly OwnerKey[] {
    return [...this.#keys];
  }

  find(keyId: string): OwnerKey | undefined {
    return this.#keys.find((key) => key.keyId === keyId);
  }

  /** Whether it was not there yet. */
  add(key: OwnerKey): boolean {
    const added = this.find(key.keyId) === undefined;
    if (added) {
      this.#keys.push(key);
    }
    return added;
  }

  /** The same for a key that signs nothing until it is {@link activate activated}. */
  addWaiting(key: OwnerKey): boolean {
    const added = this.add(key);
    if (added) {
      this.#waiting.add(key.keyId);
      this.#rotating = key.keyId;
    }
    return added;
  }

  /** The keyId of the key that is to take the place of the others; undefined once it has. */
  get rotating(): string | undefined {
    return this.#rotating;
  }

  /** Whether that is new. */
  setRotating(keyId: string | undefined): boolean {
    const isChange = this.#rotating !== keyId;
    this.#rotating = keyId;
    return isChange;
  }

  activate(keyId: string): void {
    this.#waiting.delete(keyId);
  }

  waiting(): OwnerKey | undefined {
    return this.#keys.find((key) => this.#waiting.has(key.keyId));
  }

  /**
   * The newest that signs and is not retired, by creation; of several as new, the last that was
   * added. If all are retired, the newest of them, whose signatures the server refuses.
   */
  current(isRetired: (keyId: string) => boolean): OwnerKey {
    const signing = this.#keys.filter((key) => !this.#waiting.has(key.keyId));
    const live = signing.filter((key) => !isRetired(key.keyId));
    const current = newest(live) ?? newest(signing) ?? this.#keys[0];
    if (current === undefined) {
      throw new Error("a key ring has a key");
    }
    return current;
  }

  /** Whether that is later than all that this key had signed. */
  signs(keyId: string, date: number): boolean {
    const later = date > this.signedUpTo(keyId);
    if (later) {
      this.#signedUpTo.set(keyId, date);
    }
    return later;
  }

  /** The latest date that a key has signed; 0 for none. */
  signedUpTo(keyId: string): number {
    return this.#signedUpTo.get(keyId) ?? 0;
  }

  wipe(): void {
    this.#keys.forEach((key) => {
      key.wipe();
    });
  }
}

function newest(keys: readonly OwnerKey[]): OwnerKey | undefined {
  return keys.reduce<OwnerKey | undefined>(
    (one, next) => (one === undefined || next.createdAt >= one.createdAt ? next : one),
    undefined,
  );
}
