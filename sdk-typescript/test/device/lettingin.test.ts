import { beforeEach, describe, expect, it } from "vitest";
import { fingerprintOf } from "../../src/crypto/fingerprint.js";
import type { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import { TrustChanged } from "../../src/trust/trustchanged.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { attestationBytes } from "../../src/wire/exchange.js";
import { ALICE, BOB, compare, member, type Member, newKey } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

let server: ScriptedServer;
let bob: Member;
let old: OwnerKey;
let fresh: OwnerKey;

beforeEach(async () => {
  server = new ScriptedServer();
  bob = await member(server, BOB);
  [old, fresh] = await Promise.all([newKey(ALICE, Date.now() - 1_000), newKey(ALICE)]);
  server.publish(old.card, fresh.card);
});

function ringOf(key: OwnerKey): KeyRing {
  return new KeyRing(ALICE, [{ key, signedUpTo: 0 }]);
}

/** Alice with her new key, to which somebody has opened a record, saying that the old one is hers. */
async function attestedBy(by: Member): Promise<Member> {
  await bob.cards.decisions.confirmKey(ALICE, old.keyId);
  await bob.cards.decisions.confirmKey(ALICE, fresh.keyId);
  const exchange = await bob.exchanges.forWrapping(ALICE);
  const [record] = server.exchanges;
  if (record === undefined) throw new Error("it was just made");
  const at = Date.now();
  const knew = [{ keyId: old.keyId, how: "confirmed" }];
  const signer = by.ring.signer(at);
  const message = attestationBytes(record.id, record.commitment, fresh.keyId, { at, knew });
  const attestation = { by: signer.keyId, at, knew, signature: signer.sign(message) };
  const sealed = await exchange.key.sealTo(fresh.card, record, platformRandom);
  server.replace({
    ...record,
    sealed: { [fresh.keyId]: sealed },
    attestations: { [fresh.keyId]: attestation },
  });
  const alice = await member(server, ALICE, { ring: ringOf(fresh) });
  await compare(alice, by);
  return alice;
}

describe("t27 letting a device in", () => {
  it("believes no counterpart of own lost keys, however well it is known", async () => {
    const alice = await attestedBy(bob);

    expect((await alice.entries.takeInFromOwn()).lost).toEqual(new Set());
    expect((await alice.cards.refreshed(ALICE)).card(old.keyId)).toBeUndefined();
    // asked by name that counterpart is believed
    expect((await alice.entries.takeInFrom(BOB)).lost).toEqual(new Set([old.keyId]));
  });

  it("believes another own device, and takes the lost key as a retired one", async () => {
    const laptop = await member(server, ALICE);
    const alice = await attestedBy(laptop);

    expect((await alice.entries.takeInFromOwn()).lost).toEqual(new Set([old.keyId]));
    expect((await alice.cards.refreshed(ALICE)).card(old.keyId)?.retired).toBeDefined();
  });
});

describe("t28 letting a device in while it is distrusted", () => {
  it.each([1, 2, 3])("vouches for it no more, after %i lists", async (lists) => {
    const laptop = await member(server, ALICE, { ring: ringOf(old) });
    await laptop.exchanges.own();
    let left = lists;
    server.hook = ({ method, path }, answer) => {
      if (method === "GET" && path.endsWith("/keys") && --left === 0) {
        laptop.cards.decisions.distrust(ALICE, fresh.keyId);
      }
      return answer();
    };

    const letIn = laptop.devices.letIn(fresh.keyId, fingerprintOf(ALICE, fresh.keyId));

    await expect(letIn).rejects.toThrow(lists === 1 ? TrustChanged : "retired, or not listed");
    expect(server.count("POST", /endorsements$/)).toBe(0);
    expect(server.count("PUT", /sealed/)).toBe(0);
  });
});
