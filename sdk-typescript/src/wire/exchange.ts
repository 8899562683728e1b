import type { Bytes } from "../encoding/bytes.js";
import { pae, paeSorted } from "../encoding/pae.js";
import { SIGNATURE_BYTES } from "../primitives/ed25519.js";
import { ENC_BYTES } from "../primitives/seal.js";
import { KEY_ID_BYTES } from "./card.js";
import { type FieldReader, requireBase64 } from "./fields.js";

/** A sealed exchange key: `enc ‖ X (32) ‖ tag (16)`, bytes. */
export const SEALED_KEY_BYTES = ENC_BYTES + 32 + 16;

const MAX_HOW_CHARS = 32;

/** A secret that a delegator shares with a delegate, sealed to the cards of both (protocol §3). */
export interface ExchangeRecord {
  readonly id: string;
  readonly delegator: string;
  readonly delegate: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly commitment: string;
  /** keyId of the delegator's card. */
  readonly signedBy: string;
  readonly signature: string;
  /** By keyId. */
  readonly sealed: Readonly<Record<string, string>>;
  /** By keyId of the entry, why it was added later (protocol §9.3). */
  readonly attestations?: Readonly<Record<string, Attestation>>;
}

/** Why an entry was added, and whose keys the one who added it knew. */
export interface Attestation {
  /** keyId of the card that says so. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly knew: readonly Known[];
  readonly signature: string;
}

/** A card that somebody trusts, and why. */
export interface Known {
  readonly keyId: string;
  readonly how: string;
}

/** What a record's signature is over. */
export function exchangeBytes(
  record: Pick<ExchangeRecord, "id" | "delegator" | "delegate" | "createdAt" | "commitment">,
): Bytes {
  const { id, delegator, delegate, createdAt, commitment } = record;
  return pae("salus/v1/exchange-record", id, delegator, delegate, createdAt, commitment);
}

/** What an attestation's signature is over. */
export function attestationBytes(
  exchangeId: string,
  commitment: string,
  newKeyId: string,
  attestation: Pick<Attestation, "at" | "knew">,
): Bytes {
  const knew = paeSorted(attestation.knew.map((known) => pae(known.keyId, known.how)));
  return pae("salus/v1/access-back", exchangeId, commitment, newKeyId, attestation.at, knew);
}

/** Reads the wire form; signatures are not checked. */
export function readExchange(fields: FieldReader): ExchangeRecord {
  const record: ExchangeRecord = {
    id: fields.uuid("id"),
    delegator: fields.uuid("delegator"),
    delegate: fields.uuid("delegate"),
    createdAt: fields.integer("createdAt"),
    commitment: fields.base64("commitment", 32),
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
    sealed: fields.base64Map("sealed", SEALED_KEY_BYTES),
    ...(fields.has("attestations")
      ? { attestations: fields.map("attestations", readAttestation) }
      : {}),
  };
  for (const keyId of Object.keys(record.sealed)) {
    requireBase64(keyId, KEY_ID_BYTES, KEY_ID_BYTES, fields.path("sealed"));
  }
  if (
    Object.keys(record.attestations ?? {}).some((keyId) => !Object.hasOwn(record.sealed, keyId))
  ) {
    throw fields.violation("VALUE", "attestations", "must be about entries of sealed");
  }
  return record;
}

/** Reads the wire form of an attestation; its signature is not checked. */
export function readAttestation(fields: FieldReader): Attestation {
  return {
    by: fields.base64("by", KEY_ID_BYTES),
    at: fields.integer("at"),
    knew: fields.distinct("knew", fields.objects("knew", readKnown), (known) => known.keyId),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}

function readKnown(fields: FieldReader): Known {
  const known = { keyId: fields.base64("keyId", KEY_ID_BYTES), how: fields.text("how") };
  if (known.how === "" || known.how.length > MAX_HOW_CHARS) {
    throw fields.violation("VALUE", "how", `must have 1 to ${MAX_HOW_CHARS} characters`);
  }
  return known;
}
