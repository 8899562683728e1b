import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, utf8 } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { parseWire } from "../json/wire.js";
import { openBox, sealBox } from "../primitives/box.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { RandomSource } from "../primitives/random.js";
import type { Secret } from "../primitives/secret.js";
import type { KeyRing } from "./keyring.js";
import { importSeen } from "./keyringjson.js";
import type { SeenEntity } from "./seenentities.js";

/**
 * A line about these entities as the ring remembers them now. It begins with an end, so that it does not
 * go on in one that a crash has cut.
 */
export async function noteOf(
  ring: KeyRing,
  entityIds: readonly string[],
  key: Secret,
  salt: string,
  random: RandomSource,
): Promise<Bytes> {
  const seen = entityIds.flatMap((entityId) => {
    const known = ring.seen(entityId);
    return known === undefined ? [] : [[entityId, known] as const];
  });
  const json = utf8(JSON.stringify({ seen: Object.fromEntries(seen) }));
  const box = await sealBox(key.reveal(), json, aadOf(ring, salt), random);
  return utf8(`\n${toBase64Url(box)}`);
}

function aadOf(ring: KeyRing, salt: string): Bytes {
  return pae("salus/v1/key-file-seen", ring.owner, fromBase64Url(salt, "salt"));
}

/**
 * Adds to a ring what lines beside its key file say that is newer of entities (protocol §9.1): each is a
 * box under the key of that file. One that does not open was cut by a crash, or an earlier file has left
 * it: it says nothing.
 *
 * @param salt of the file, base64url
 */
export async function readNotes(
  ring: KeyRing,
  lines: Uint8Array,
  key: Secret,
  salt: string,
): Promise<void> {
  const aad = aadOf(ring, salt);
  for (const line of new TextDecoder().decode(lines).split("\n")) {
    for (const [entityId, seen] of Object.entries(await seenOf(line, key, aad))) {
      ring.recordSeen(entityId, seen);
    }
  }
}

async function seenOf(
  line: string,
  key: Secret,
  aad: Uint8Array,
): Promise<Readonly<Record<string, SeenEntity>>> {
  try {
    const seen = await openBox(key.reveal(), fromBase64Url(line.trim(), "seen"), aad);
    return importSeen(parseWire(seen));
  } catch (failure) {
    if (failure instanceof CryptoFailure || failure instanceof ProtocolViolation) {
      return {};
    }
    throw failure;
  }
}
