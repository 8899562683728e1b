import { concat } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { isUuid } from "../encoding/uuid.js";
import { sha256 } from "../primitives/hash.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { requireBase64 } from "../wire/fields.js";

const GROUPS = 12;
const BYTES_PER_GROUP = 5;
const MODULUS = 100_000n;
const LONGEST = 200;
const BETWEEN_GROUPS = /[\s\u00a0\u202f-]+/g;

/** The fingerprint of a key, for people to compare: twelve groups of five digits (protocol §2). */
export function fingerprintOf(owner: string, keyId: string): string {
  const both = concat(
    sha256(pae("salus/v1/fingerprint", owner, keyId)),
    sha256(pae("salus/v1/fingerprint-2", owner, keyId)),
  );
  const groups = Array.from({ length: GROUPS }, (_, i) => {
    const bytes = both.subarray(i * BYTES_PER_GROUP, (i + 1) * BYTES_PER_GROUP);
    const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return String(number % MODULUS).padStart(5, "0");
  });
  return groups.join(" ");
}

/** The text of the QR code for a key. */
export function qrCodeOf(owner: string, keyId: string): string {
  return `salus:v1:${owner}:${keyId}`;
}

/**
 * Whether a text can be what a person brought along of some key: its digits, with any blanks, line
 * breaks or hyphens between, or the text of its QR code.
 */
export function isFingerprintText(text: string): boolean {
  return (
    text.length <= LONGEST &&
    (/^[0-9]{60}$/.test(text.replace(BETWEEN_GROUPS, "")) || isQrCode(text.trim()))
  );
}

/** Whether what a person brought along is of that key. */
export function fingerprintMatches(text: string, owner: string, keyId: string): boolean {
  const digits = fingerprintOf(owner, keyId).replace(BETWEEN_GROUPS, "");
  return text.replace(BETWEEN_GROUPS, "") === digits || text.trim() === qrCodeOf(owner, keyId);
}

function isQrCode(text: string): boolean {
  const [salus, version, owner = "", keyId = "", more] = text.split(":");
  try {
    requireBase64(keyId, KEY_ID_BYTES, KEY_ID_BYTES, "keyId");
  } catch {
    return false;
  }
  return salus === "salus" && version === "v1" && isUuid(owner) && more === undefined;
}
