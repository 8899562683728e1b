import { platformRandom } from "../../src/primitives/random.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { exportRing } from "../../src/keys/keyringjson.js";
import type { Argon2Costs } from "../../src/keys/argon2.js";

export const OWNER = "11111111-1111-4111-8111-111111111111";
export const OTHER = "22222222-2222-4222-8222-222222222222";

/** The least that a key file may cost: tests are many. */
export const CHEAP: Argon2Costs = { memoryKiB: 8_192, passes: 1, lanes: 1 };

/** A ring with one new key. */
export async function newRing(owner = OWNER, now = 1_700_000_000_000): Promise<KeyRing> {
  const key = await OwnerKey.generate(owner, now, platformRandom);
  return new KeyRing(owner, [{ key, signedUpTo: 0 }]);
}

/** What a ring has, to compare. */
export function contents(ring: KeyRing | undefined): unknown {
  return ring === undefined ? undefined : (JSON.parse(JSON.stringify(exportRing(ring))) as unknown);
}
