import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import type { Bytes } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { SIGNATURE_BYTES, SIGN_PUBLIC_BYTES, signatureHolds } from "../primitives/ed25519.js";
import { sha256 } from "../primitives/hash.js";
import { KEM_PUBLIC_BYTES, canBeSealedTo } from "../primitives/seal.js";
import type { FieldReader } from "./fields.js";

/** What a keyId stands for, bytes. */
export const KEY_ID_BYTES = 32;

/**
 * How much later than its retirement a card may have signed, milliseconds (protocol §2): clocks
 * differ.
 */
export const RETIREMENT_TOLERANCE_MS = 5 * 60 * 1000;

/** The public half of a data owner's key, signed by itself (protocol §2). */
export interface KeyCard {
  readonly owner: string;
  readonly keyId: string;
  readonly kem: string;
  readonly sign: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly signature: string;
  readonly endorsements: readonly Endorsement[];
  readonly retired?: Retirement;
}

/** That another card of the same owner vouches for this one. */
export interface Endorsement {
  /** keyId of the card that vouches. */
  readonly by: string;
  readonly signature: string;
}

/** That a card signs nothing any more. */
export interface Retirement {
  /** Milliseconds since the epoch; what is dated later does not count. */
  readonly at: number;
  /** keyId of the card that says so, this one or another. */
  readonly by: string;
  /** keyId of the card that takes its place. */
  readonly successor?: string;
  readonly signature: string;
}

/** The keyId of raw public keys. */
export function keyIdOf(kem: Uint8Array, sign: Uint8Array): string {
  return toBase64Url(sha256(pae("salus/v1/key-id", kem, sign)));
}

/** What a card's own signature is over. */
export function cardBytes(card: Pick<KeyCard, "owner" | "keyId" | "createdAt">): Bytes {
  return pae("salus/v1/key-card", card.owner, card.keyId, card.createdAt);
}

/** What an endorsement of a card is over. */
export function endorsementBytes(owner: string, keyId: string): Bytes {
  return pae("salus/v1/key-endorsement", owner, keyId);
}

/** What a retirement of a card is over. */
export function retirementBytes(
  owner: string,
  keyId: string,
  retired: Omit<Retirement, "signature">,
): Bytes {
  const { by, at, successor } = retired;
  return pae("salus/v1/key-retired", owner, keyId, by, at, successor ?? "");
}

/** Whether a signature is this card's over a message; takes about a millisecond. */
export function cardVerifies(card: KeyCard, message: Uint8Array, signature: string): boolean {
  const publicKey = fromBase64Url(card.sign, "sign");
  return signatureHolds(publicKey, message, fromBase64Url(signature, "signature"));
}

/** Whether something can be sealed to the card. */
export function cardCanBeSealedTo(card: KeyCard): boolean {
  return canBeSealedTo(fromBase64Url(card.kem, "kem"));
}

/** Whether a card, retired or not, may have signed what is dated so (protocol §2). */
export function mayHaveSignedAt(card: KeyCard, date: number): boolean {
  return card.retired === undefined || date - RETIREMENT_TOLERANCE_MS <= card.retired.at;
}

/** Reads the wire form; signatures are not checked. */
export function readCard(fields: FieldReader): KeyCard {
  const card: KeyCard = {
    owner: fields.uuid("owner"),
    keyId: fields.base64("keyId", KEY_ID_BYTES),
    kem: fields.base64("kem", KEM_PUBLIC_BYTES),
    sign: fields.base64("sign", SIGN_PUBLIC_BYTES),
    createdAt: fields.integer("createdAt"),
    signature: fields.base64("signature", SIGNATURE_BYTES),
    endorsements: fields.optionalObjects("endorsements", readEndorsement),
    ...(fields.has("retired") ? { retired: fields.object("retired", readRetirement) } : {}),
  };
  const derived = keyIdOf(fromBase64Url(card.kem, "kem"), fromBase64Url(card.sign, "sign"));
  if (card.keyId !== derived) {
    throw fields.violation("DERIVED", "keyId", "must be the hash of kem and sign");
  }
  return card;
}

/** Reads the wire form of an endorsement. */
export function readEndorsement(fields: FieldReader): Endorsement {
  return {
    by: fields.base64("by", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}

/** Reads the wire form of a retirement. */
export function readRetirement(fields: FieldReader): Retirement {
  return {
    at: fields.integer("at"),
    by: fields.base64("by", KEY_ID_BYTES),
    ...(fields.has("successor") ? { successor: fields.base64("successor", KEY_ID_BYTES) } : {}),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}
