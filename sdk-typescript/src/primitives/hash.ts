import { expand, extract } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { type Bytes, copy, utf8 } from "../encoding/bytes.js";

// WebCrypto hashes asynchronously only. What is hashed here is small but for an entity's content, of
// which a megabyte takes some milliseconds: less than what it would cost to make all that signs or
// derives asynchronous.

/** `H` of protocol §0: SHA-256. */
export function sha256(bytes: Uint8Array): Bytes {
  return copy(nobleSha256(bytes));
}

/**
 * `HKDF` of protocol §0: HKDF-SHA-256 (RFC 5869) with an empty salt.
 *
 * @param info a label, or a PAE
 * @param length of what is derived, bytes
 */
export function hkdf(ikm: Uint8Array, info: string | Uint8Array, length: number): Bytes {
  const context = typeof info === "string" ? utf8(info) : info;
  return copy(expand(nobleSha256, extract(nobleSha256, ikm), context, length));
}

/** HMAC-SHA-256 (RFC 2104). */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Bytes {
  return copy(hmac(nobleSha256, key, message));
}
