import { readFileSync } from "node:fs";
import type { Bytes } from "../../src/encoding/bytes.js";

/** The folder of the vectors that every implementation shares. */
const FOLDER = new URL("../../../docs/test-vectors/", import.meta.url);

/** A vector file as the type that the test says it has. */
export function vectors<T>(name: string): T {
  return JSON.parse(vectorText(name)) as T;
}

/** A vector file as text. */
export function vectorText(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

/** Lower-case hexadecimal of bytes. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of hexadecimal. */
export function unhex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}

/** A random source that gives these bytes once, and no others. */
export function once(...pieces: readonly Uint8Array[]): (length: number) => Bytes {
  const left = [...pieces];
  return (length) => {
    const next = left.shift();
    if (next?.length !== length) {
      throw new Error(`${length} random bytes were not foreseen`);
    }
    return Uint8Array.from(next);
  };
}
