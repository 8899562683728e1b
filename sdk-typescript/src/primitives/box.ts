import { type Bytes, concat, copy } from "../encoding/bytes.js";
import { CryptoFailure } from "./failure.js";
import type { RandomSource } from "./random.js";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `Box` of protocol §0: AES-256-GCM (NIST SP 800-38D) with a fresh random nonce,
 * `nonce (12) ‖ ciphertext ‖ tag (16)`.
 *
 * It does *not* commit to the key: who knows two keys can make a box that opens under both, so keys
 * are checked against their commitment first (protocol §4).
 *
 * @param key 32 bytes
 * @param aad additional data: not in the box, needed to open it
 */
export async function sealBox(
  key: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: RandomSource,
): Promise<Bytes> {
  const nonce = random(NONCE_BYTES);
  const imported = await importKey(key, "encrypt");
  const ciphertext = await globalThis.crypto.subtle.encrypt(
    parameters(nonce, aad),
    imported,
    copy(plaintext),
  );
  return concat(nonce, new Uint8Array(ciphertext));
}

/**
 * The plaintext of a box.
 *
 * @param key 32 bytes
 * @throws CryptoFailure of kind `OPEN` if key, box or additional data is not the one used
 */
export async function openBox(key: Uint8Array, box: Uint8Array, aad: Uint8Array): Promise<Bytes> {
  if (box.length < NONCE_BYTES + TAG_BYTES) {
    throw new CryptoFailure("OPEN");
  }
  const imported = await importKey(key, "decrypt");
  const nonce = copy(box.subarray(0, NONCE_BYTES));
  try {
    const plaintext = await globalThis.crypto.subtle.decrypt(
      parameters(nonce, aad),
      imported,
      copy(box.subarray(NONCE_BYTES)),
    );
    return new Uint8Array(plaintext);
  } catch {
    throw new CryptoFailure("OPEN");
  }
}

function importKey(key: Uint8Array, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  if (key.length !== KEY_BYTES) {
    throw new RangeError("a key of AES-256 has 32 bytes");
  }
  return globalThis.crypto.subtle.importKey("raw", copy(key), "AES-GCM", false, [usage]);
}

function parameters(nonce: Bytes, aad: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: nonce, additionalData: copy(aad), tagLength: 8 * TAG_BYTES };
}
