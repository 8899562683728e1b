import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, utf8 } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { parseWire } from "../json/wire.js";
import { openBox, sealBox } from "../primitives/box.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { RandomSource } from "../primitives/random.js";
import type { Secret } from "../primitives/secret.js";
import { FieldReader } from "../wire/fields.js";
import { type Argon2Costs, deriveKey, SALT_BYTES } from "./argon2.js";
import type { KeyRing } from "./keyring.js";
import { exportRing, importRing } from "./keyringjson.js";

const FORM = 1;
const KDF = "argon2id";

/** No file is larger (protocol §9.1), bytes. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;

/** What a key's derivation from a passphrase depends on. */
export interface KeyDerivation {
  readonly costs: Argon2Costs;
  /** Base64url of 16 bytes. */
  readonly salt: string;
}

/** What a key file says (protocol §9.1): a key ring in a box, and how its key is derived. */
export interface KeyFile extends KeyDerivation {
  /** The data owner's id. */
  readonly owner: string;
  /** Base64url. */
  readonly box: string;
}

/**
 * What the bytes of a file say.
 *
 * @throws ProtocolViolation if they are not a key file's
 */
export function parseKeyFile(bytes: Uint8Array): KeyFile {
  const reader = new FieldReader(parseWire(bytes));
  if (reader.integer("v") !== FORM) {
    throw new ProtocolViolation("VALUE", "v", "must be 1");
  }
  const owner = reader.uuid("owner");
  if (reader.text("kdf") !== KDF) {
    throw new ProtocolViolation("VALUE", "kdf", "must be argon2id");
  }
  const costs = {
    memoryKiB: reader.integer("m"),
    passes: reader.integer("t"),
    lanes: reader.integer("p"),
  };
  const file = {
    owner,
    costs,
    salt: reader.base64("salt", SALT_BYTES),
    box: reader.base64AtLeast("box", 1),
  };
  reader.end();
  return file;
}

/** The bytes of a file that has a ring in a box with a fresh nonce. */
export async function sealKeyFile(
  ring: KeyRing,
  key: Secret,
  derivation: KeyDerivation,
  random: RandomSource,
): Promise<Bytes> {
  const plaintext = utf8(JSON.stringify(exportRing(ring)));
  try {
    const box = await sealBox(key.reveal(), plaintext, aad(ring.owner, derivation), random);
    return keyFileBytes({ ...derivation, owner: ring.owner, box: toBase64Url(box) });
  } finally {
    plaintext.fill(0);
  }
}

/** The bytes of a file. */
export function keyFileBytes(file: KeyFile): Bytes {
  const { memoryKiB: m, passes: t, lanes: p } = file.costs;
  const { owner, salt, box } = file;
  return utf8(JSON.stringify({ v: FORM, owner, kdf: KDF, m, t, p, salt, box }));
}

/** The key that follows from a passphrase. Takes as long as the costs say. */
export function deriveFileKey(passphrase: Secret, derivation: KeyDerivation): Promise<Secret> {
  return deriveKey(passphrase, fromBase64Url(derivation.salt, "salt"), derivation.costs);
}

/**
 * The ring in a file's box.
 *
 * @throws CryptoFailure if it does not open under this key, or is another owner's
 * @throws ProtocolViolation if something else than a ring is inside
 */
export async function openKeyFile(file: KeyFile, key: Secret): Promise<KeyRing> {
  const box = fromBase64Url(file.box, "box");
  const plaintext = await openBox(key.reveal(), box, aad(file.owner, file));
  try {
    const ring = await importRing(parseWire(plaintext));
    if (ring.owner !== file.owner) {
      ring.wipe();
      throw new CryptoFailure("CONTENT");
    }
    return ring;
  } finally {
    plaintext.fill(0);
  }
}

function aad(owner: string, { costs, salt }: KeyDerivation): Bytes {
  const { memoryKiB, passes, lanes } = costs;
  const raw = fromBase64Url(salt, "salt");
  return pae("salus/v1/key-file", owner, memoryKiB, passes, lanes, raw);
}
