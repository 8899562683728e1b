import { fromBase64Url } from "../encoding/base64url.js";
import type { Bytes } from "../encoding/bytes.js";
import { pae, paeSorted } from "../encoding/pae.js";
import { SIGNATURE_BYTES } from "../primitives/ed25519.js";
import { sha256 } from "../primitives/hash.js";
import { KEY_ID_BYTES } from "./card.js";
import { type FieldReader, requireUuid } from "./fields.js";

/** An empty box: nonce and tag, bytes. */
export const EMPTY_BOX_BYTES = 12 + 16;

export const MAX_PARENTS = 32;

/** What a delegation allows: READ to open and pass on READ, WRITE also to change and pass on WRITE. */
export type Permission = "READ" | "WRITE";

/** One signed act of giving access (protocol §5). */
export interface Grant {
  readonly by: string;
  /** keyId of the giver's card. */
  readonly signedBy: string;
  /** Milliseconds since the epoch. */
  readonly grantedAt: number;
  /** The entity's key generation when it was given. */
  readonly generation: number;
  /** Exchange ids of the delegations that it hangs on; none for the author's. */
  readonly parents: readonly string[];
  /** By exchange id. */
  readonly delegations: Readonly<Record<string, Delegation>>;
  /** Digests of delegations that were removed; left out if there are none. */
  readonly gone?: readonly string[];
  readonly signature: string;
}

/** That somebody has access. */
export interface Delegation {
  readonly delegate: string;
  readonly permission: Permission;
  readonly wrapped?: string;
  readonly wrapExchange?: string;
  readonly link?: string;
}

/** The entity that a grant is of. */
export interface GrantPlace {
  readonly type: string;
  readonly id: string;
  readonly author: string;
}

/** Whether one permission allows everything that the other does. */
export function covers(one: Permission, other: Permission): boolean {
  return one === "WRITE" || other === "READ";
}

/** The digest of a delegation. */
export function delegationDigest(
  exchangeId: string,
  delegation: Pick<Delegation, "delegate" | "permission">,
): Bytes {
  const { delegate, permission } = delegation;
  return sha256(pae("salus/v1/delegation", exchangeId, delegate, permission));
}

/** What a grant's signature is over. */
export function grantBytes(place: GrantPlace, grant: Omit<Grant, "signature" | "signedBy">): Bytes {
  const digests = Object.entries(grant.delegations).map(([id, given]) =>
    delegationDigest(id, given),
  );
  const gone = (grant.gone ?? []).map((digest) => fromBase64Url(digest, "gone"));
  return pae(
    "salus/v1/grant",
    place.type,
    place.id,
    place.author,
    grant.by,
    grant.grantedAt,
    grant.generation,
    paeSorted(grant.parents),
    paeSorted([...digests, ...gone]),
  );
}

/** `H(signature)`, which the boxes of its delegations are bound to. */
export function grantHash(grant: Pick<Grant, "signature">): Bytes {
  return sha256(fromBase64Url(grant.signature, "signature"));
}

/** Reads the wire form; the signature is not checked. */
export function readGrant(fields: FieldReader): Grant {
  const grant: Grant = {
    by: fields.uuid("by"),
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    grantedAt: fields.integer("grantedAt"),
    generation: fields.integer("generation"),
    parents: fields.uuids("parents"),
    delegations: fields.map("delegations", readDelegation),
    ...(fields.has("gone") ? { gone: fields.base64s("gone", 32) } : {}),
    signature: fields.base64("signature", SIGNATURE_BYTES),
  };
  if (grant.parents.length > MAX_PARENTS) {
    throw fields.violation("VALUE", "parents", `must be at most ${MAX_PARENTS}`);
  }
  for (const exchangeId of Object.keys(grant.delegations)) {
    requireUuid(exchangeId, fields.path("delegations"));
  }
  return grant;
}

function readDelegation(fields: FieldReader): Delegation {
  const wrapExchange = fields.optionalUuid("wrapExchange");
  const delegation: Delegation = {
    delegate: fields.uuid("delegate"),
    permission: readPermission(fields),
    ...(fields.has("wrapped") ? { wrapped: fields.base64AtLeast("wrapped", EMPTY_BOX_BYTES) } : {}),
    ...(wrapExchange === undefined ? {} : { wrapExchange }),
    ...(fields.has("link") ? { link: fields.base64AtLeast("link", EMPTY_BOX_BYTES) } : {}),
  };
  if (wrapExchange !== undefined && delegation.wrapped === undefined) {
    throw fields.violation("VALUE", "wrapExchange", "goes with wrapped");
  }
  return delegation;
}

function readPermission(fields: FieldReader): Permission {
  const name = fields.text("permission");
  if (name !== "READ" && name !== "WRITE") {
    throw fields.violation("VALUE", "permission", "must be READ or WRITE");
  }
  return name;
}
