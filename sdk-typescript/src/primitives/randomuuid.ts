import { uuidOf } from "../encoding/uuid.js";
import type { RandomSource } from "./random.js";

/** A random id: UUID version 4 (RFC 9562). */
export function randomUuid(random: RandomSource): string {
  return withVersion(random(16), 4);
}

/**
 * An id that orders by time: UUID version 7 (RFC 9562), which entities have.
 *
 * @param now milliseconds since the epoch
 */
export function timeOrderedUuid(now: number, random: RandomSource): string {
  const bytes = random(16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint32(0, Math.floor(now / 0x1_0000));
  view.setUint16(4, now % 0x1_0000);
  return withVersion(bytes, 7);
}

function withVersion(bytes: Uint8Array, version: number): string {
  const id = Uint8Array.from(bytes);
  id[6] = ((id[6] ?? 0) & 0x0f) | (version << 4);
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(id);
}
