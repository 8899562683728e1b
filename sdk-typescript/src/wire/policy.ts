import type { Bytes } from "../encoding/bytes.js";
import { pae, paeSorted } from "../encoding/pae.js";
import { SIGNATURE_BYTES } from "../primitives/ed25519.js";
import { KEY_ID_BYTES } from "./card.js";
import type { FieldReader } from "./fields.js";

/** With whom a data owner shares what it creates from now on (protocol §7). */
export interface AutoSharePolicy {
  readonly owner: string;
  /** Rises with each change. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  readonly all: readonly string[];
  readonly medicalInformation: readonly string[];
  readonly administrativeInformation: readonly string[];
  /** keyId of the owner's card. */
  readonly signedBy: string;
  readonly signature: string;
}

/** What a policy's signature is over. */
export function policyBytes(policy: Omit<AutoSharePolicy, "signedBy" | "signature">): Bytes {
  return pae(
    "salus/v1/auto-share",
    policy.owner,
    policy.version,
    policy.updatedAt,
    paeSorted(policy.all),
    paeSorted(policy.medicalInformation),
    paeSorted(policy.administrativeInformation),
  );
}

/** Reads the wire form; the signature is not checked. */
export function readPolicy(fields: FieldReader): AutoSharePolicy {
  return {
    owner: fields.uuid("owner"),
    version: fields.integer("version"),
    updatedAt: fields.integer("updatedAt"),
    all: fields.uuids("all"),
    medicalInformation: fields.uuids("medicalInformation"),
    administrativeInformation: fields.uuids("administrativeInformation"),
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
}
