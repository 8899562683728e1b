import { fromBase64Url } from "../encoding/base64url.js";
import type { Bytes } from "../encoding/bytes.js";
import { pae, paeSorted } from "../encoding/pae.js";
import { SIGNATURE_BYTES } from "../primitives/ed25519.js";
import { sha256 } from "../primitives/hash.js";
import { ENC_BYTES } from "../primitives/seal.js";
import { KEY_ID_BYTES } from "./card.js";
import type { FieldReader } from "./fields.js";

/** The most notaries of one set. */
export const MAX_NOTARIES = 32;

/** Length of what a recovery id encodes, bytes. */
export const RECOVERY_ID_BYTES = 16;

/** Length of a share: `x (1) ‖ y (32)`. */
export const SHARE_BYTES = 1 + 32;

/** Length of a sealed share: `enc ‖ share ‖ tag (16)`. */
export const SEALED_SHARE_BYTES = ENC_BYTES + SHARE_BYTES + 16;

/** Who keeps a data owner's recovery key in shares, and how many restore it (protocol §9.4). */
export interface NotarySet {
  readonly setId: string;
  readonly owner: string;
  /** How many shares restore it. */
  readonly k: number;
  /** Data owners who keep one share each: sorted. */
  readonly notaries: readonly string[];
  readonly recoveryId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** For each notary the commitment to its share. */
  readonly commitments: Readonly<Record<string, string>>;
  /** keyId of the owner's card. */
  readonly signedBy: string;
  readonly signature: string;
}

/** A notary's share, sealed to the new card of the one whose it is (protocol §9.4). */
export interface ShareReturn {
  readonly sealed: string;
  /** keyId of the notary's card. */
  readonly by: string;
  readonly signature: string;
}

/** What a notary signs for the owner of a set when it has taken it on (protocol §9.4). */
export interface SetAcceptance {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** keyId of the notary's card. */
  readonly by: string;
  readonly signature: string;
}

/** What the signature of an acceptance is over: the set as it was taken on, and when. */
export function setAcceptanceBytes(set: NotarySet, notary: string, at: number): Bytes {
  const hash = sha256(notarySetBytes(set));
  return pae("salus/v1/notary-accept", set.setId, set.owner, notary, hash, at);
}

/** Reads the wire form; the signature is not checked. */
export function readSetAcceptance(fields: FieldReader): SetAcceptance {
  return {
    at: fields.integer("at"),
    by: fields.base64("by", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}

/** What a set's signature is over. */
export function notarySetBytes(set: Omit<NotarySet, "signedBy" | "signature">): Bytes {
  const commitments = [...set.notaries].sort().map((notary) => set.commitments[notary] ?? "");
  return pae(
    "salus/v1/notary-set",
    set.setId,
    set.owner,
    set.k,
    paeSorted(set.notaries),
    set.recoveryId,
    set.createdAt,
    pae(...commitments),
  );
}

/** What a return's signature is over. */
export function shareReturnBytes(
  place: {
    readonly setId: string;
    readonly requestId: string;
    readonly owner: string;
    readonly notary: string;
    readonly newKeyId: string;
    readonly recoveryId: string;
  },
  sealed: string,
): Bytes {
  return pae(
    "salus/v1/notary-return",
    place.setId,
    place.requestId,
    place.owner,
    place.notary,
    place.newKeyId,
    place.recoveryId,
    sha256(fromBase64Url(sealed, "sealed")),
  );
}

/** Reads the wire form; the signature is not checked. */
export function readNotarySet(fields: FieldReader): NotarySet {
  const setId = fields.uuid("setId");
  const owner = fields.uuid("owner");
  const k = fields.integer("k");
  const notaries = fields.uuids("notaries");
  if (notaries.length === 0 || notaries.length > MAX_NOTARIES) {
    throw fields.violation("VALUE", "notaries", `must be 1 to ${MAX_NOTARIES}`);
  }
  if (notaries.some((notary, i) => notary < (notaries[i - 1] ?? ""))) {
    throw fields.violation("VALUE", "notaries", "must be sorted");
  }
  if (k < 1 || k > notaries.length) {
    throw fields.violation("INTEGER", "k", "must be 1 to the number of notaries");
  }
  const commitments = fields.base64Map("commitments", 32);
  requireOneEach(fields, "commitments", notaries, Object.keys(commitments));
  return {
    setId,
    owner,
    k,
    notaries,
    recoveryId: fields.base64("recoveryId", RECOVERY_ID_BYTES),
    createdAt: fields.integer("createdAt"),
    commitments,
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}

/** Refuses a map that has not exactly one entry for each notary. */
export function requireOneEach(
  fields: FieldReader,
  name: string,
  notaries: readonly string[],
  keys: readonly string[],
): void {
  if (keys.length !== notaries.length || keys.some((key) => !notaries.includes(key))) {
    throw fields.violation("VALUE", name, "must have one entry for each notary");
  }
}

/** Reads the wire form; the signature is not checked. */
export function readShareReturn(fields: FieldReader): ShareReturn {
  return {
    sealed: fields.base64("sealed", SEALED_SHARE_BYTES),
    by: fields.base64("by", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}
