import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, utf8 } from "../encoding/bytes.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { RecoveryRefused } from "../error/keys.js";
import { TooLarge } from "../error/server.js";
import { parseWire } from "../json/wire.js";
import type { KeyRing } from "../keys/keyring.js";
import { exportRing, importRing, type KeyRingJson } from "../keys/keyringjson.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { RandomSource } from "../primitives/random.js";
import type { RecoveryKey } from "./recoverykey.js";
import { compress, decompress } from "./zlib.js";

/** No ring is larger; a box that says otherwise is not looked at any further. */
const LONGEST_JSON = 64 * 1024 * 1024;

/** The longest plaintext of a recovery blob, bytes: 5 767 168 with nonce and tag (protocol §9.2). */
export const LONGEST_SNAPSHOT = 5_767_168 - 28;

const BRACE = 0x7b;

/**
 * A key ring as it is now, boxed under a recovery key (protocol §9.2): its JSON, or if that is too long
 * for a blob, zlib of it. Of a ring that is too large for one even then, the entities that were not
 * used for the longest time are left out: of those the restored ring remembers nothing.
 *
 * @param longest of a plaintext, bytes
 * @returns base64url
 */
export async function sealSnapshot(
  ring: KeyRing,
  key: RecoveryKey,
  random: RandomSource,
  longest = LONGEST_SNAPSHOT,
): Promise<string> {
  const snapshot = await fitting(exportRing(ring), longest);
  try {
    return toBase64Url(await key.seal(snapshot, ring.owner, random));
  } finally {
    snapshot.fill(0);
  }
}

async function fitting(ring: KeyRingJson, longest: number): Promise<Bytes> {
  const json = utf8(JSON.stringify(ring));
  if (json.length <= longest) {
    return json;
  }
  const compressed = await compress(json);
  json.fill(0);
  return compressed.length <= longest ? compressed : fitting(withoutOlderHalf(ring), longest);
}

function withoutOlderHalf(ring: KeyRingJson): KeyRingJson {
  const seen = Object.entries(ring.seen);
  if (seen.length === 0) {
    throw new TooLarge("the key ring knows too many data owners to be kept in one piece");
  }
  return { ...ring, seen: Object.fromEntries(seen.slice(Math.ceil(seen.length / 2))) };
}

/**
 * The ring in a box.
 *
 * @param box base64url, as the server answered it
 * @throws RecoveryRefused for `BROKEN` if it does not open with this key, or is not a ring of this
 *   data owner
 */
export async function openSnapshot(box: string, owner: string, key: RecoveryKey): Promise<KeyRing> {
  try {
    const snapshot = await key.open(fromBase64Url(box, "box"), owner);
    const ring = await ringOf(snapshot);
    if (ring.owner === owner) {
      return ring;
    }
    ring.wipe();
  } catch (failure) {
    if (!isBroken(failure)) {
      throw failure;
    }
  }
  throw new RecoveryRefused("BROKEN");
}

/** Overwrites the snapshot. JSON begins with a brace, zlib never does. */
async function ringOf(snapshot: Bytes): Promise<KeyRing> {
  const json = snapshot[0] === BRACE ? snapshot : await decompress(snapshot, LONGEST_JSON);
  try {
    return await importRing(parseWire(json));
  } finally {
    json.fill(0);
    snapshot.fill(0);
  }
}

function isBroken(failure: unknown): boolean {
  return (
    failure instanceof CryptoFailure ||
    failure instanceof ProtocolViolation ||
    // of what is not compressed
    failure instanceof RangeError
  );
}
