import type { Bytes } from "../encoding/bytes.js";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS = 5;
const LETTER_OR_DIGIT = /^[\p{L}\p{Nd}]$/u;

/**
 * Crockford's base 32: no letter I, L, O or U, so that people can read it out and type it.
 *
 * @param bytes a multiple of 5, which give 8 symbols each
 */
export function toCrockford(bytes: Uint8Array): string {
  const text: string[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= BITS) {
      bits -= BITS;
      text.push(SYMBOLS.charAt((held >> bits) & 0x1f));
    }
  }
  return text.join("");
}

/**
 * The bytes of a text as a person typed it: in any case, O for 0, I and L for 1, and whatever is no
 * letter and no digit anywhere between. Undefined if it has another letter, or not so many bytes.
 */
export function fromCrockford(text: string, length: number): Bytes | undefined {
  const values = Array.from(text).filter(isTyped).map(valueOf);
  if (values.length * BITS !== length * 8 || values.includes(-1)) {
    return undefined;
  }
  const bytes = new Uint8Array(length);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const value of values) {
    held = ((held << BITS) | value) & 0xffff;
    bits += BITS;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

function isTyped(sign: string): boolean {
  return LETTER_OR_DIGIT.test(sign);
}

/** The value of a symbol; -1 for none. */
function valueOf(sign: string): number {
  const upper = /^[a-z]$/.test(sign) ? sign.toUpperCase() : sign;
  switch (upper) {
    case "O":
      return 0;
    case "I":
    case "L":
      return 1;
    default:
      return SYMBOLS.indexOf(upper);
  }
}
