import type { RandomSource } from "../crypto/random.js";

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text is a UUID in the one form that the protocol takes. */
export function isUuid(text: string): boolean {
  return FORM.test(text);
}

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

/** The 16 bytes that the digits of a UUID are. */
export function uuidBytes(uuid: string): Uint8Array<ArrayBuffer> {
  const digits = uuid.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** The UUID that these 16 bytes are, whatever its version. */
export function uuidOf(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function withVersion(bytes: Uint8Array, version: number): string {
  const id = Uint8Array.from(bytes);
  id[6] = ((id[6] ?? 0) & 0x0f) | (version << 4);
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(id);
}
