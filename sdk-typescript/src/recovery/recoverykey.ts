import { toBase64Url } from "../encoding/base64url.js";
import { type Bytes, concat, copy, equalBytes } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { RecoveryRefused } from "../error/keys.js";
import { openBox, sealBox } from "../primitives/box.js";
import { hkdf, sha256 } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { Secret } from "../primitives/secret.js";
import { fromCrockford, toCrockford } from "./crockford.js";

const KEY_BYTES = 32;
const CHECKSUM_BYTES = 3;
const ID_BYTES = 16;
const GROUP = /.{4}(?!$)/g;

/**
 * What opens the copy of a key ring that the server keeps (protocol §9.2): 32 random bytes that a
 * person writes down, or that notaries hold in shares. Whoever has it and can log in is the data
 * owner. The text to write down comes out through {@link reveal} only.
 */
export class RecoveryKey {
  /** The 32 bytes. */
  readonly secret: Secret;
  /** Under which the server keeps the copy: base64url of 16 bytes, says nothing of the key. */
  readonly id: string;

  private constructor(secret: Secret) {
    this.secret = secret;
    this.id = toBase64Url(hkdf(secret.reveal(), "salus/v1/recovery-id", ID_BYTES));
  }

  /** A new random one. */
  static generate(random: RandomSource): RecoveryKey {
    return new RecoveryKey(Secret.taking(random(KEY_BYTES)));
  }

  /** The one with these bytes. Throws `RangeError` if there are not 32. */
  static of(secret: Secret): RecoveryKey {
    if (secret.length !== KEY_BYTES) {
      throw new RangeError("a recovery key has 32 bytes");
    }
    return new RecoveryKey(secret);
  }

  /**
   * Reads one as a person typed it: in any case, with any signs or none between the groups, O for 0
   * and I or L for 1.
   *
   * @throws RecoveryRefused for `MISTYPED` if its checksum is not right
   */
  static parse(typed: string): RecoveryKey {
    const bytes = fromCrockford(typed, KEY_BYTES + CHECKSUM_BYTES);
    const key = bytes?.subarray(0, KEY_BYTES);
    if (
      bytes === undefined ||
      key === undefined ||
      !equalBytes(bytes.subarray(KEY_BYTES), checksum(key))
    ) {
      throw new RecoveryRefused("MISTYPED");
    }
    const recoveryKey = new RecoveryKey(Secret.of(key));
    bytes.fill(0);
    return recoveryKey;
  }

  /** The text to write down: 14 groups of 4 with a hyphen between. */
  reveal(): string {
    const key = this.secret.reveal();
    const whole = concat(key, checksum(key));
    const text = toCrockford(whole).replace(GROUP, "$&-");
    whole.fill(0);
    return text;
  }

  /** Boxes a plaintext for the data owner: `nonce ‖ ciphertext ‖ tag`. */
  async seal(plaintext: Uint8Array, owner: string, random: RandomSource): Promise<Bytes> {
    const key = this.#boxKey();
    try {
      return await sealBox(key, plaintext, this.#aad(owner), random);
    } finally {
      key.fill(0);
    }
  }

  /**
   * The plaintext of a box.
   *
   * @throws CryptoFailure of kind `OPEN` if it was made with another key, for another data owner, or
   *   was changed
   */
  async open(box: Uint8Array, owner: string): Promise<Bytes> {
    const key = this.#boxKey();
    try {
      return await openBox(key, box, this.#aad(owner));
    } finally {
      key.fill(0);
    }
  }

  #boxKey(): Bytes {
    return hkdf(this.secret.reveal(), "salus/v1/recovery-key", KEY_BYTES);
  }

  #aad(owner: string): Bytes {
    return pae("salus/v1/recovery", owner, this.id);
  }

  /** Overwrites the key; it opens nothing after. */
  wipe(): void {
    this.secret.wipe();
  }

  /** Never the key. */
  toString(): string {
    return this.secret.toString();
  }

  /** Never the key. */
  toJSON(): string {
    return this.secret.toJSON();
  }
}

function checksum(key: Uint8Array): Bytes {
  return copy(sha256(pae("salus/v1/recovery-checksum", key)).subarray(0, CHECKSUM_BYTES));
}
