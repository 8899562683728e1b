import { fromBase64Url } from "../encoding/base64url.js";
import type { Bytes } from "../encoding/bytes.js";
import { pae, paeSorted } from "../encoding/pae.js";
import { SIGNATURE_BYTES } from "../primitives/ed25519.js";
import { sha256 } from "../primitives/hash.js";
import { KEY_ID_BYTES } from "./card.js";
import type { FieldReader } from "./fields.js";
import { EMPTY_BOX_BYTES, type Grant, readGrant } from "./grant.js";

/** Length of a link, bytes. */
export const LINK_BYTES = 16;

const ENTITY_TYPES = ["Patient", "DataSample", "HealthcareElement"] as const;

/** The kinds of entity; the names are those on the wire. */
export type EntityType = (typeof ENTITY_TYPES)[number];

/** That a delegate was locked out at a key generation (protocol §8). */
export interface Revocation {
  readonly delegate: string;
  readonly generation: number;
}

/** A public coding, by which a server searches. */
export interface Tag {
  readonly type: string;
  readonly code: string;
  readonly version?: string;
}

/** The signed clear part of an entity (protocol §4); dates are milliseconds since the epoch. */
export interface EntityHeader {
  readonly id: string;
  readonly type: EntityType;
  readonly created: number;
  readonly modified: number;
  readonly author: string;
  readonly modifiedBy: string;
  /** Exchange id of the writer's own WRITE delegation. */
  readonly writtenUnder: string;
  readonly version: number;
  readonly keyGeneration: number;
  readonly keyCommitment: string;
  readonly revoked: readonly Revocation[];
  readonly tags: readonly Tag[];
  readonly links: readonly string[];
  /** keyId of the writer's card; not under the signature. */
  readonly signedBy: string;
}

/** An encrypted entity as it travels and is stored (protocol §4). */
export interface Entity extends EntityHeader {
  readonly content: string;
  readonly signature: string;
  readonly grants: readonly Grant[];
  /** The store's revision; not there before it is stored. */
  readonly rev?: string;
}

/**
 * What an entity's signature is over.
 *
 * @param content the raw boxed content
 */
export function entityBytes(header: EntityHeader, content: Uint8Array): Bytes {
  return pae(
    "salus/v1/entity",
    header.type,
    header.id,
    header.created,
    header.modified,
    header.author,
    header.modifiedBy,
    header.writtenUnder,
    header.version,
    header.keyGeneration,
    header.keyCommitment,
    paeSorted(header.revoked.map((each) => pae(each.delegate, each.generation))),
    paeSorted(header.tags.map((tag) => pae(tag.type, tag.code, tag.version ?? ""))),
    paeSorted(header.links.map((link) => fromBase64Url(link, "links"))),
    sha256(content),
  );
}

/** `H(signature)`, which readers remember of what they have seen. */
export function entitySignatureHash(entity: Pick<Entity, "signature">): Bytes {
  return sha256(fromBase64Url(entity.signature, "signature"));
}

/** Reads the wire form; signatures are not checked. */
export function readEntity(fields: FieldReader): Entity {
  const entity: Entity = {
    id: fields.uuid("id"),
    type: readType(fields),
    created: fields.integer("created"),
    modified: fields.integer("modified"),
    author: fields.uuid("author"),
    modifiedBy: fields.uuid("modifiedBy"),
    writtenUnder: fields.uuid("writtenUnder"),
    version: fields.integer("version"),
    keyGeneration: fields.integer("keyGeneration"),
    keyCommitment: fields.base64("keyCommitment", 32),
    revoked: fields.distinct("revoked", fields.objects("revoked", readRevocation)),
    tags: fields.distinct("tags", fields.objects("tags", readTag)),
    links: fields.base64s("links", LINK_BYTES),
    content: fields.base64AtLeast("content", EMPTY_BOX_BYTES),
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    signature: fields.base64("signature", SIGNATURE_BYTES),
    grants: fields.objects("grants", readGrant),
    ...(fields.has("rev") ? { rev: fields.text("rev") } : {}),
  };
  const exchanges = entity.grants.flatMap((grant) => Object.keys(grant.delegations));
  if (new Set(exchanges).size !== exchanges.length) {
    throw fields.violation("VALUE", "grants", "must not use an exchange for two delegations");
  }
  return entity;
}

function readType(fields: FieldReader): EntityType {
  const name = fields.text("type");
  const type = ENTITY_TYPES.find((each) => each === name);
  if (type === undefined) {
    throw fields.violation("VALUE", "type", `must be one of ${ENTITY_TYPES.join(", ")}`);
  }
  return type;
}

function readRevocation(fields: FieldReader): Revocation {
  return { delegate: fields.uuid("delegate"), generation: fields.integer("generation") };
}

function readTag(fields: FieldReader): Tag {
  return {
    type: readFilled(fields, "type"),
    code: readFilled(fields, "code"),
    ...(fields.has("version") ? { version: readFilled(fields, "version") } : {}),
  };
}

function readFilled(fields: FieldReader, name: string): string {
  const text = fields.text(name);
  if (text === "") {
    throw fields.violation("VALUE", name, "must not be empty");
  }
  return text;
}
