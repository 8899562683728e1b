import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { x25519 } from "@noble/curves/ed25519.js";
import { type Bytes, concat, copy } from "../encoding/bytes.js";
import { CryptoFailure } from "./failure.js";
import type { RandomSource } from "./random.js";

/** Length of a public key: ML-KEM-768 (1 184) ‖ X25519 (32). */
export const KEM_PUBLIC_BYTES = 1216;

/** Length of an encapsulation: ML-KEM-768 (1 088) ‖ X25519 (32). */
export const ENC_BYTES = 1120;

const ML_KEM_BYTES = 1184;
const ML_KEM_COEFFICIENT_BYTES = 1152;
const ML_KEM_MODULUS = 3329;
const ENCAPSULATION_RANDOMNESS_BYTES = 64;
const KEM = new XWing();
const SUITE = new CipherSuite({ kem: KEM, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Any private key does: every one is a multiple of the cofactor once it is clamped. */
const SOME_PRIVATE_KEY = new Uint8Array(32).fill(1);

/** The X-Wing public key of a seed of 32 bytes (draft-connolly-cfrg-xwing-kem). */
export async function kemPublicKey(seed: Uint8Array): Promise<Bytes> {
  const pair = await KEM.generateKeyPairDerand(copy(seed));
  return new Uint8Array(await KEM.serializePublicKey(pair.publicKey));
}

/**
 * `Seal` of protocol §0: HPKE (RFC 9180) base mode, single shot, X-Wing (0x647a) + HKDF-SHA256 +
 * AES-256-GCM; `enc (1120) ‖ ct`. It does not say who sealed: everybody who has the public key can.
 *
 * @param publicKey 1 216 bytes
 * @param random gives the 64 bytes of the encapsulation, new ones for each
 * @throws CryptoFailure of kind `PUBLIC_KEY` if nothing can be sealed to that key
 */
export async function seal(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  random: RandomSource,
): Promise<Bytes> {
  if (!canBeSealedTo(publicKey)) {
    throw new CryptoFailure("PUBLIC_KEY");
  }
  const sender = await SUITE.createSenderContext({
    recipientPublicKey: await KEM.deserializePublicKey(copy(publicKey).buffer),
    info: copy(info),
    ekm: random(ENCAPSULATION_RANDOMNESS_BYTES).buffer,
  });
  const ciphertext = await sender.seal(copy(plaintext), copy(aad));
  return concat(new Uint8Array(sender.enc), new Uint8Array(ciphertext));
}

/**
 * What was sealed to the public key of a seed.
 *
 * @param seed 32 bytes
 * @throws CryptoFailure of kind `OPEN` if it was sealed to another key, with other info or
 *   additional data, or was changed
 */
export async function openSeal(
  seed: Uint8Array,
  sealed: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
): Promise<Bytes> {
  try {
    const recipient = await SUITE.createRecipientContext({
      recipientKey: await KEM.importKey("raw", copy(seed).buffer, false),
      enc: copy(sealed.subarray(0, ENC_BYTES)),
      info: copy(info),
    });
    return new Uint8Array(await recipient.open(copy(sealed.subarray(ENC_BYTES)), copy(aad)));
  } catch {
    throw new CryptoFailure("OPEN");
  }
}

/**
 * Whether something can be sealed to a key (protocol §2): its ML-KEM key passes the modulus check of
 * FIPS 203 (§7.2), and its X25519 key is no point of small order, with which no agreement is secret.
 *
 * @param publicKey of another length nothing can be sealed to
 */
export function canBeSealedTo(publicKey: Uint8Array): boolean {
  return (
    publicKey.length === KEM_PUBLIC_BYTES &&
    coefficientsAreReduced(publicKey.subarray(0, ML_KEM_COEFFICIENT_BYTES)) &&
    agrees(publicKey.subarray(ML_KEM_BYTES))
  );
}

/** FIPS 203, ByteDecode₁₂: three bytes hold two coefficients, each below the modulus. */
function coefficientsAreReduced(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i += 3) {
    const [low = 0, middle = 0, high = 0] = bytes.subarray(i, i + 3);
    if ((low | ((middle & 0x0f) << 8)) >= ML_KEM_MODULUS) {
      return false;
    }
    if (((middle >> 4) | (high << 4)) >= ML_KEM_MODULUS) {
      return false;
    }
  }
  return true;
}

function agrees(publicKey: Uint8Array): boolean {
  try {
    x25519.getSharedSecret(SOME_PRIVATE_KEY, publicKey);
    return true;
  } catch {
    return false;
  }
}
