import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, utf8 } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { parseWire } from "../json/wire.js";
import { openBox, sealBox } from "../primitives/box.js";
import { CryptoFailure } from "../primitives/failure.js";
import { hkdf } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { Secret } from "../primitives/secret.js";
import { type EntityHeader, LINK_BYTES } from "../wire/entity.js";
import { type FieldReader, readWhole } from "../wire/fields.js";
import { type Grant, grantHash } from "../wire/grant.js";
import { EntityKey } from "./entitykey.js";

/** Where a delegation stands: what its boxes are bound to, so that they open nowhere else. */
export interface DelegationPlace {
  readonly type: string;
  readonly id: string;
  /** The delegation's own exchange, also where another one wraps. */
  readonly exchangeId: string;
  /** `H` of the grant's signature. */
  readonly grantHash: Uint8Array;
}

/** What `wrapped` holds: the entity key, and the entity's version as it was wrapped. */
export interface WrappedKey {
  readonly key: EntityKey;
  readonly version: number;
}

/** What `link` holds; each may be left out. */
export interface LinkFields {
  /** Id of the patient that a medical entity is about. */
  readonly patient?: string;
  /** A patient's link secret, 16 bytes. */
  readonly secret?: Secret;
}

/** The place of a grant's delegation under an exchange. */
export function placeOf(
  header: Pick<EntityHeader, "type" | "id">,
  exchangeId: string,
  grant: Pick<Grant, "signature">,
): DelegationPlace {
  return { type: header.type, id: header.id, exchangeId, grantHash: grantHash(grant) };
}

/**
 * The base64url `wrapped` of a delegation (protocol §5).
 *
 * @param version the entity's version now
 * @param wrapKey of the exchange that it is wrapped under
 */
export function wrapKey(
  key: EntityKey,
  version: number,
  wrapKey: Secret,
  place: DelegationPlace,
  random: RandomSource,
): Promise<string> {
  const { generation } = key;
  const json = { key: key.secret.revealBase64Url(), generation, version };
  return sealJson(json, wrapKey, wrapAad(place, generation), random);
}

/**
 * What a delegation's `wrapped` holds. The key's commitment is not looked at.
 *
 * @param keyGeneration the entity's
 * @throws CryptoFailure of kind `OPEN` if it does not open, `CONTENT` if something else is inside,
 *   or a key of another generation
 */
export async function unwrapKey(
  wrapped: string,
  wrapKey: Secret,
  place: DelegationPlace,
  keyGeneration: number,
): Promise<WrappedKey> {
  const opened = await openJson(wrapped, wrapKey, wrapAad(place, keyGeneration), readWrapped);
  if (opened.key.generation !== keyGeneration) {
    throw new CryptoFailure("CONTENT");
  }
  return opened;
}

/**
 * The base64url `link` of a delegation (protocol §5).
 *
 * @param wrapKey of the delegation's own exchange
 */
export function wrapLink(
  link: LinkFields,
  wrapKey: Secret,
  place: DelegationPlace,
  random: RandomSource,
): Promise<string> {
  const json = {
    ...(link.patient === undefined ? {} : { patient: link.patient }),
    ...(link.secret === undefined ? {} : { secret: link.secret.revealBase64Url() }),
  };
  return sealJson(json, wrapKey, linkAad(place), random);
}

/**
 * What a delegation's `link` holds.
 *
 * @param wrapKey of the delegation's own exchange
 * @throws CryptoFailure of kind `OPEN` if it does not open, `CONTENT` if something else is inside
 */
export function unwrapLink(
  link: string,
  wrapKey: Secret,
  place: DelegationPlace,
): Promise<LinkFields> {
  return openJson(link, wrapKey, linkAad(place), readLink);
}

/** The base64url link that all entities of one type about one patient carry (protocol §6). */
export function linkOf(secret: Secret, type: string): string {
  return toBase64Url(hkdf(secret.reveal(), pae("salus/v1/link", type), LINK_BYTES));
}

function wrapAad(place: DelegationPlace, keyGeneration: number): Bytes {
  const { type, id, exchangeId } = place;
  return pae("salus/v1/wrap", type, id, exchangeId, keyGeneration, place.grantHash);
}

function linkAad(place: DelegationPlace): Bytes {
  return pae("salus/v1/wrap-link", place.type, place.id, place.exchangeId, place.grantHash);
}

async function sealJson(
  json: object,
  key: Secret,
  aad: Bytes,
  random: RandomSource,
): Promise<string> {
  return toBase64Url(await sealBox(key.reveal(), utf8(JSON.stringify(json)), aad, random));
}

async function openJson<T>(
  box: string,
  key: Secret,
  aad: Bytes,
  read: (fields: FieldReader) => T,
): Promise<T> {
  const plaintext = await openBox(key.reveal(), fromBase64Url(box, "box"), aad);
  try {
    return readWhole(parseWire(plaintext), read);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      throw new CryptoFailure("CONTENT");
    }
    throw failure;
  }
}

function readWrapped(fields: FieldReader): WrappedKey {
  const secret = Secret.taking(fromBase64Url(fields.base64("key", 32), "key"));
  return {
    key: new EntityKey(fields.integer("generation"), secret),
    version: fields.integer("version"),
  };
}

function readLink(fields: FieldReader): LinkFields {
  const patient = fields.optionalUuid("patient");
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(fields.has("secret")
      ? { secret: Secret.taking(fromBase64Url(fields.base64("secret", LINK_BYTES), "secret")) }
      : {}),
  };
}
