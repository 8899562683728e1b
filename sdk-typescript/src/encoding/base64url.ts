import type { Bytes } from "./bytes.js";
import { ProtocolViolation } from "./violation.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) {
  VALUES[ALPHABET.charCodeAt(i)] = i;
}

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  const text: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text.push(ALPHABET.charAt(group >> 18), ALPHABET.charAt((group >> 12) & 63));
    if (left > 1) {
      text.push(ALPHABET.charAt((group >> 6) & 63));
    }
    if (left > 2) {
      text.push(ALPHABET.charAt(group & 63));
    }
  }
  return text.join("");
}

/**
 * The bytes of base64url that encodes to itself again (protocol §0).
 *
 * @param field the field that it stands in, for the message
 * @throws ProtocolViolation of kind `BASE64URL` if it is padded, has other signs, or bits left over
 */
export function fromBase64Url(text: string, field: string): Bytes {
  const rest = text.length % 4;
  if (rest === 1) {
    throw malformed(field);
  }
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? -1;
    if (value < 0) {
      throw malformed(field);
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) {
    throw malformed(field);
  }
  return bytes;
}

function malformed(field: string): ProtocolViolation {
  return new ProtocolViolation("BASE64URL", field, "must be base64url without padding");
}
