import { type Bytes, compareBytes, concat, utf8 } from "./bytes.js";

/** What enters a {@link pae}: raw bytes, a text as its UTF-8, an integer in decimal. */
export type PaePart = Uint8Array | string | number;

/**
 * `PAE(p1, …, pn)` of protocol §0: the number of parts, then each part with its length before it,
 * numbers as eight bytes, the lowest first.
 *
 * @throws RangeError for a number that is no integer from 0 to 2⁵³−1
 */
export function pae(...parts: readonly PaePart[]): Bytes {
  const encoded = parts.map(partBytes);
  return concat(
    lengthBytes(encoded.length),
    ...encoded.flatMap((part) => [lengthBytes(part.length), part]),
  );
}

/** The {@link pae} of parts in the order of their unsigned bytes (protocol §0, *sorted*). */
export function paeSorted(parts: readonly PaePart[]): Bytes {
  return pae(...parts.map(partBytes).sort(compareBytes));
}

function partBytes(part: PaePart): Uint8Array {
  if (typeof part === "string") {
    return utf8(part);
  }
  if (typeof part === "number") {
    if (!Number.isSafeInteger(part) || part < 0) {
      throw new RangeError("an integer of the protocol is from 0 to 2^53-1");
    }
    return utf8(String(part));
  }
  return part;
}

function lengthBytes(length: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  return bytes;
}
