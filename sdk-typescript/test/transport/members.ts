import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import { DeviceApi } from "../../src/device/deviceapi.js";
import { type KeyedParts, keyedParts } from "../../src/keyedparts.js";
import { KeyRing } from "../../src/keys/keyring.js";
import type { KeyRingSaver } from "../../src/keys/saver.js";
import { SalusApi } from "../../src/salusapi.js";
import { ServerApi } from "../../src/transport/serverapi.js";
import { ServerClock } from "../../src/transport/serverclock.js";
import { trustOnFirstUse, type TrustPolicy } from "../../src/trust/policy.js";
import type { ScriptedServer } from "./scriptedserver.js";

/** Who is there in tests. */
export const ALICE = "11111111-1111-4111-8111-111111111111";
export const BOB = "22222222-2222-4222-8222-222222222222";
export const CAROL = "33333333-3333-4333-8333-333333333333";
export const DORA = "44444444-4444-4444-8444-444444444444";

/** A connection of a data owner whose ring nobody keeps. */
export interface Member extends KeyedParts {
  readonly ring: KeyRing;
  readonly api: SalusApi;
  readonly devices: DeviceApi;
}

/** A new key of somebody. */
export function newKey(owner: string, createdAt = Date.now()): Promise<OwnerKey> {
  return OwnerKey.generate(owner, createdAt, platformRandom);
}

/** Somebody with this ring, or one new key; publishes what is missing. */
export async function member(
  server: ScriptedServer,
  owner: string,
  { ring, trust = trustOnFirstUse() }: { ring?: KeyRing; trust?: TrustPolicy } = {},
): Promise<Member> {
  const keys = ring ?? new KeyRing(owner, [{ key: await newKey(owner), signedUpTo: 0 }]);
  const kept = {
    save: () => Promise.resolve(),
    saveSeen: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const api = new ServerApi(server.as(owner));
  const clock = new ServerClock(Date.now);
  const parts = keyedParts(api, keys, kept, trust, new Set(), clock, platformRandom);
  await parts.ownCards.publishMissing();
  const { ownCards, entries, now, random } = parts;
  return {
    ...parts,
    ring: keys,
    api: SalusApi.of(api, parts, kept as unknown as KeyRingSaver),
    devices: new DeviceApi(parts.keys, ownCards, entries, now, random),
  };
}

/** A human compares the key that the other one signs with. */
export async function compare(who: Member, other: Member): Promise<void> {
  const { owner } = other.ring;
  await who.cards.decisions.confirmKey(owner, other.ring.current().keyId);
}
