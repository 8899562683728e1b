import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, copy } from "../encoding/bytes.js";

/** Length of a public key, bytes. */
export const SIGN_PUBLIC_BYTES = 32;

/** Length of a signature, bytes. */
export const SIGNATURE_BYTES = 64;

/** The public key of a private one (RFC 8032), 32 bytes. */
export function signPublicKey(seed: Uint8Array): Bytes {
  return copy(ed25519.getPublicKey(seed));
}

/** The signature of a message: plain Ed25519 (RFC 8032); the same for the same message. */
export function signMessage(seed: Uint8Array, message: Uint8Array): Bytes {
  return copy(ed25519.sign(message, seed));
}

/**
 * Whether the signature is this key's over this message, by the strict rules of RFC 8032. Takes
 * about a millisecond.
 *
 * @param publicKey 32 bytes; an invalid point verifies nothing
 * @param signature 64 bytes; of another length verifies nothing
 */
export function signatureHolds(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== SIGN_PUBLIC_BYTES || signature.length !== SIGNATURE_BYTES) {
    return false;
  }
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
