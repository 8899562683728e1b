import { OwnerKey, SEED_BYTES } from "../crypto/ownerkey.js";
import { fromBase64Url } from "../encoding/base64url.js";
import { ProtocolViolation } from "../encoding/violation.js";
import type { JsonObject } from "../json/node.js";
import { Secret } from "../primitives/secret.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { FieldReader, requireUuid } from "../wire/fields.js";
import type { FitExchange } from "./fitexchanges.js";
import { readNames } from "./givennames.js";
import { KeyRing } from "./keyring.js";
import type { OwnSet, ServedSet } from "./knownsets.js";
import type { Pin } from "./pin.js";
import { readSeen, type SeenEntity } from "./seenentities.js";
import type { SignedPolicy } from "./seenpolicy.js";
import { readLeased } from "./signingleases.js";

const FORM = 1;
const HASH_BYTES = 32;

/** A map of the JSON form, which is no object with names of its own. */
type Map1<T> = Readonly<Record<string, T>>;

/** The JSON form of a key ring (protocol §9), with all secrets in clear. */
export interface KeyRingJson {
  readonly v: 1;
  readonly owner: string;
  readonly keys: readonly {
    readonly keyId: string;
    readonly kemSeed: string;
    readonly signSeed: string;
    readonly createdAt: number;
    readonly signedUpTo?: number;
  }[];
  readonly pins: Map1<readonly Pin[]>;
  readonly policyVersion: number;
  readonly policyHash?: string;
  readonly policySigned?: SignedPolicy;
  readonly rotating?: string;
  readonly ownSet?: OwnSet;
  readonly seen: Map1<SeenEntity>;
  readonly fit?: Map1<
    readonly { readonly id: string; readonly sealedTo: readonly string[]; readonly ended: string }[]
  >;
  readonly served?: Map1<ServedSet>;
  readonly names?: Map1<string>;
  readonly leased?: Map1<number>;
}

/** The ring as JSON, with all secrets in clear. */
export function exportRing(ring: KeyRing): KeyRingJson {
  const { version: policyVersion, hash: policyHash, signed: policySigned } = ring.policy;
  const ownSet = ring.notarySets.newest;
  const rotating = ring.rotating();
  const fit = ring.allFit();
  const served = ring.notarySets.allServed();
  const names = ring.names.all();
  const leased = ring.leases.all();
  return {
    v: FORM,
    owner: ring.owner,
    keys: ring.keys().map((key) => exportKey(key, ring.signedUpTo(key.keyId))),
    pins: Object.fromEntries(ring.allPins()),
    policyVersion,
    seen: Object.fromEntries(ring.allSeen()),
    ...(policyHash === undefined ? {} : { policyHash }),
    ...(policySigned === undefined ? {} : { policySigned }),
    ...(rotating === undefined ? {} : { rotating }),
    ...(ownSet === undefined ? {} : { ownSet }),
    ...(fit.size === 0 ? {} : { fit: Object.fromEntries([...fit].map(exportFit)) }),
    ...(served.size === 0 ? {} : { served: Object.fromEntries(served) }),
    ...(names.size === 0 ? {} : { names: Object.fromEntries(names) }),
    ...(leased.size === 0 ? {} : { leased: Object.fromEntries(leased) }),
  };
}

function exportKey(key: OwnerKey, signedUpTo: number): KeyRingJson["keys"][number] {
  return {
    keyId: key.keyId,
    kemSeed: key.kemSeed.revealBase64Url(),
    signSeed: key.signSeed.revealBase64Url(),
    createdAt: key.createdAt,
    ...(signedUpTo > 0 ? { signedUpTo } : {}),
  };
}

function exportFit([delegate, known]: readonly [string, readonly FitExchange[]]): [
  string,
  { id: string; sealedTo: string[]; ended: string }[],
] {
  const exported = known.map(({ id, sealedTo, ended }) => ({
    id,
    sealedTo: [...sealedTo].sort(),
    ended,
  }));
  return [delegate, exported];
}

/**
 * The ring that was exported.
 *
 * @param json by the strict rules of the wire (protocol §0)
 * @throws ProtocolViolation if the JSON is not a key ring's; the message has no value of it
 */
export async function importRing(json: JsonObject): Promise<KeyRing> {
  const fields = new FieldReader(json);
  if (fields.integer("v") !== FORM) {
    throw fields.violation("VALUE", "v", "must be 1");
  }
  const owner = fields.uuid("owner");
  const keys = fields.objects("keys", readKey);
  if (keys.length === 0) {
    throw fields.violation("VALUE", "keys", "must have a key");
  }
  fields.distinct("keys", keys, (key) => key.keyId);
  const memory = readMemory(fields);
  const leased = readLeased(fields);
  fields.end();
  const ring = new KeyRing(owner, await Promise.all(keys.map((key, i) => keyOf(owner, key, i))));
  remember(ring, memory);
  ring.leases.takeOver(leased);
  return ring;
}

interface KeyFields {
  readonly keyId: string;
  readonly kemSeed: string;
  readonly signSeed: string;
  readonly createdAt: number;
  readonly signedUpTo: number;
}

function readKey(fields: FieldReader): KeyFields {
  return {
    keyId: fields.base64("keyId", KEY_ID_BYTES),
    kemSeed: fields.base64("kemSeed", SEED_BYTES),
    signSeed: fields.base64("signSeed", SEED_BYTES),
    createdAt: fields.integer("createdAt"),
    signedUpTo: fields.optionalInteger("signedUpTo") ?? 0,
  };
}

async function keyOf(
  owner: string,
  fields: KeyFields,
  at: number,
): Promise<{ key: OwnerKey; signedUpTo: number }> {
  const key = await OwnerKey.of(
    owner,
    Secret.taking(fromBase64Url(fields.kemSeed, "kemSeed")),
    Secret.taking(fromBase64Url(fields.signSeed, "signSeed")),
    fields.createdAt,
  );
  if (key.keyId !== fields.keyId) {
    throw new ProtocolViolation("DERIVED", `keys[${at}].keyId`, "must be that of the seeds");
  }
  return { key, signedUpTo: fields.signedUpTo };
}

/** All of a ring but its keys. */
interface RingMemory {
  readonly pins: Map1<readonly Pin[]>;
  readonly policyVersion: number;
  readonly policyHash: string | undefined;
  readonly policySigned: SignedPolicy | undefined;
  readonly rotating: string | undefined;
  readonly ownSet: OwnSet | undefined;
  readonly seen: Map1<SeenEntity>;
  readonly fit: Map1<readonly FitExchange[]>;
  readonly served: Map1<ServedSet>;
  readonly names: Map1<string>;
}

function readMemory(fields: FieldReader): RingMemory {
  const pins = listsByUuid(fields, "pins", readPin, (pin) => `${pin.keyId} ${pin.how}`);
  return {
    pins,
    policyVersion: fields.integer("policyVersion"),
    policyHash: fields.has("policyHash") ? fields.base64("policyHash", HASH_BYTES) : undefined,
    policySigned: fields.has("policySigned")
      ? fields.object("policySigned", readSigned)
      : undefined,
    rotating: fields.has("rotating") ? fields.base64("rotating", KEY_ID_BYTES) : undefined,
    ownSet: fields.has("ownSet") ? fields.object("ownSet", readOwnSet) : undefined,
    seen: byUuid(fields, "seen", readSeen),
    fit: fields.has("fit") ? listsByUuid(fields, "fit", readFit, (each) => each.id) : {},
    served: fields.has("served") ? byUuid(fields, "served", readServed) : {},
    names: fields.has("names") ? readNames(fields) : {},
  };
}

function remember(ring: KeyRing, memory: RingMemory): void {
  for (const [dataOwner, pins] of Object.entries(memory.pins)) {
    for (const pin of pins) {
      ring.decide(dataOwner, pin);
    }
  }
  ring.policy.raise(memory.policyVersion);
  if (memory.policyHash !== undefined) {
    ring.policy.see(memory.policyVersion, memory.policyHash);
  }
  if (memory.policySigned !== undefined) {
    ring.policy.sign(memory.policySigned);
  }
  if (memory.rotating !== undefined) {
    ring.importRotating(memory.rotating);
  }
  if (memory.ownSet !== undefined) {
    ring.notarySets.sign(memory.ownSet);
  }
  for (const [entityId, seen] of Object.entries(memory.seen)) {
    ring.recordSeen(entityId, seen);
  }
  for (const [delegate, known] of Object.entries(memory.fit)) {
    for (const exchange of [...known].reverse()) {
      ring.importFit(delegate, exchange);
    }
  }
  for (const [setId, set] of Object.entries(memory.served)) {
    ring.notarySets.serve(setId, set);
  }
  for (const [id, name] of Object.entries(memory.names)) {
    ring.names.give(id, name);
  }
}

function byUuid<T>(fields: FieldReader, name: string, read: (of: FieldReader) => T): Map1<T> {
  const found = fields.map(name, read);
  requireUuids(fields, name, Object.keys(found));
  return found;
}

function listsByUuid<T>(
  fields: FieldReader,
  name: string,
  read: (of: FieldReader) => T,
  key: (element: T) => string,
): Map1<readonly T[]> {
  const json = fields.raw(name);
  const lists = new FieldReader(json, fields.path(name));
  const ids = [...json.members.keys()];
  requireUuids(fields, name, ids);
  return Object.fromEntries(
    ids.map((id) => [id, lists.distinct(id, lists.objects(id, read), key)]),
  );
}

function requireUuids(fields: FieldReader, name: string, ids: readonly string[]): void {
  for (const id of ids) {
    requireUuid(id, fields.path(name));
  }
}

function readPin(fields: FieldReader): Pin {
  const decided = { keyId: fields.base64("keyId", KEY_ID_BYTES), how: fields.text("how") };
  if (decided.how === "") {
    throw fields.violation("VALUE", "how", "must not be empty");
  }
  const pin = { ...decided, at: fields.integer("at") };
  return fields.has("until") ? { ...pin, until: fields.integer("until") } : pin;
}

/**
 * What was seen by entity, as in a note beside a key file (protocol §9.1).
 *
 * @throws ProtocolViolation if it is something else
 */
export function importSeen(json: JsonObject): Map1<SeenEntity> {
  const fields = new FieldReader(json);
  const seen = byUuid(fields, "seen", readSeen);
  fields.end();
  return seen;
}

function readSigned(fields: FieldReader): SignedPolicy {
  return { version: fields.integer("version"), hash: fields.base64("hash", HASH_BYTES) };
}

function readOwnSet(fields: FieldReader): OwnSet {
  return {
    setId: fields.uuid("setId"),
    createdAt: fields.integer("createdAt"),
    hash: fields.base64("hash", HASH_BYTES),
  };
}

function readFit(fields: FieldReader): FitExchange {
  return {
    id: fields.uuid("id"),
    sealedTo: new Set(fields.base64s("sealedTo", KEY_ID_BYTES)),
    ended: fields.base64("ended", HASH_BYTES),
  };
}

function readServed(fields: FieldReader): ServedSet {
  return {
    owner: fields.uuid("owner"),
    signedBy: fields.base64("signedBy", KEY_ID_BYTES),
    hash: fields.base64("hash", HASH_BYTES),
  };
}
