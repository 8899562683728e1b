import { argon2idAsync } from "@noble/hashes/argon2.js";
import { copy } from "../encoding/bytes.js";
import { Secret } from "../primitives/secret.js";

/** What one derivation costs whoever tries a passphrase. */
export interface Argon2Costs {
  /** In KiB. */
  readonly memoryKiB: number;
  /** Passes over that memory. */
  readonly passes: number;
  /** What could be worked on at once. */
  readonly lanes: number;
}

/** 64 MiB and three passes: what a new key file has. */
export const DEFAULT_COSTS: Argon2Costs = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** Bytes of a salt. */
export const SALT_BYTES = 16;

const KEY_BYTES = 32;
const VERSION = 0x13;

/**
 * Whether deriving a key is neither a way to stop this process, nor so cheap that whoever wrote the
 * file cannot have meant to keep a secret (protocol §9.1).
 */
export function areUsualCosts(costs: Argon2Costs): boolean {
  return (
    isWithin(costs.memoryKiB, 8_192, 1_048_576) &&
    isWithin(costs.passes, 1, 10) &&
    isWithin(costs.lanes, 1, 16)
  );
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/**
 * The key of a passphrase: Argon2id, version 0x13 (RFC 9106), 32 bytes (protocol §9.1). At the default
 * costs it takes two to three seconds and 64 MiB, and lets others have their turn meanwhile.
 *
 * WebAssembly (hash-wasm) takes a fifth of that, but runs on no page whose Content-Security-Policy
 * forbids `wasm-unsafe-eval`; and this is done once for each connection.
 */
export async function deriveKey(
  passphrase: Secret,
  salt: Uint8Array,
  costs: Argon2Costs,
): Promise<Secret> {
  const key = await argon2idAsync(passphrase.reveal(), salt, {
    m: costs.memoryKiB,
    t: costs.passes,
    p: costs.lanes,
    dkLen: KEY_BYTES,
    version: VERSION,
  });
  return Secret.taking(copy(key));
}
