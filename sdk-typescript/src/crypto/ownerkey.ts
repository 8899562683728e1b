import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import type { Bytes } from "../encoding/bytes.js";
import { signMessage, signPublicKey } from "../primitives/ed25519.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { RandomSource } from "../primitives/random.js";
import { kemPublicKey, openSeal } from "../primitives/seal.js";
import { Secret } from "../primitives/secret.js";
import {
  cardBytes,
  type Endorsement,
  endorsementBytes,
  type KeyCard,
  keyIdOf,
  type Retirement,
  retirementBytes,
} from "../wire/card.js";

/** Length of each of the two seeds, bytes. */
export const SEED_BYTES = 32;

/**
 * A key of a data owner: two seeds and the card that follows from them (protocol §2). It signs, and
 * opens what was sealed to its card.
 */
export class OwnerKey {
  private constructor(
    readonly kemSeed: Secret,
    readonly signSeed: Secret,
    /** The card, signed by itself, without endorsements and retirement. */
    readonly card: KeyCard,
  ) {}

  /**
   * A new key.
   *
   * @param owner the data owner's id
   * @param now milliseconds since the epoch
   */
  static generate(owner: string, now: number, random: RandomSource): Promise<OwnerKey> {
    const kemSeed = Secret.taking(random(SEED_BYTES));
    return OwnerKey.of(owner, kemSeed, Secret.taking(random(SEED_BYTES)), now);
  }

  /**
   * The key of these seeds.
   *
   * @param createdAt milliseconds since the epoch
   * @throws RangeError if a seed has not 32 bytes
   */
  static async of(
    owner: string,
    kemSeed: Secret,
    signSeed: Secret,
    createdAt: number,
  ): Promise<OwnerKey> {
    if (kemSeed.length !== SEED_BYTES || signSeed.length !== SEED_BYTES) {
      throw new RangeError("a seed has 32 bytes");
    }
    const kem = await kemPublicKey(kemSeed.reveal());
    const sign = signPublicKey(signSeed.reveal());
    const keyId = keyIdOf(kem, sign);
    const message = cardBytes({ owner, keyId, createdAt });
    return new OwnerKey(kemSeed, signSeed, {
      owner,
      keyId,
      kem: toBase64Url(kem),
      sign: toBase64Url(sign),
      createdAt,
      signature: toBase64Url(signMessage(signSeed.reveal(), message)),
      endorsements: [],
    });
  }

  /** The data owner's id. */
  get owner(): string {
    return this.card.owner;
  }

  /** The keyId of its card. */
  get keyId(): string {
    return this.card.keyId;
  }

  /** Milliseconds since the epoch. */
  get createdAt(): number {
    return this.card.createdAt;
  }

  /** The base64url of its signature over a message; the same for the same message. */
  sign(message: Uint8Array): string {
    return toBase64Url(signMessage(this.signSeed.reveal(), message));
  }

  /**
   * What was sealed to its card.
   *
   * @param sealed base64url of `enc ‖ ct`
   * @throws CryptoFailure of kind `OPEN` if it was sealed to another key, with other info or
   *   additional data, or was changed
   */
  open(sealed: string, info: Uint8Array, aad: Uint8Array): Promise<Bytes> {
    return openSeal(this.kemSeed.reveal(), fromBase64Url(sealed, "sealed"), info, aad);
  }

  /** Vouches for another card of the same owner. */
  endorse(other: KeyCard): Endorsement {
    this.requireSameOwner(other);
    return { by: this.keyId, signature: this.sign(endorsementBytes(this.owner, other.keyId)) };
  }

  /**
   * Says that a card of the same owner, this one or another, signs nothing any more.
   *
   * @param at milliseconds since the epoch; what is dated later does not count
   * @param successor keyId of the card that takes its place
   */
  retire(retired: KeyCard, at: number, successor?: string): Retirement {
    this.requireSameOwner(retired);
    const said = { at, by: this.keyId, ...(successor === undefined ? {} : { successor }) };
    return { ...said, signature: this.sign(retirementBytes(this.owner, retired.keyId, said)) };
  }

  /** Overwrites both seeds; it signs and opens nothing after. */
  wipe(): void {
    this.kemSeed.wipe();
    this.signSeed.wipe();
  }

  private requireSameOwner(card: KeyCard): void {
    if (card.owner !== this.owner) {
      throw new RangeError("a card of another owner");
    }
  }
}

/** A failure of kind `CONTENT` unless that many bytes are there. */
export function requireLength(bytes: Bytes, length: number): Bytes {
  if (bytes.length !== length) {
    throw new CryptoFailure("CONTENT");
  }
  return bytes;
}
