import { beforeEach, describe, expect, it } from "vitest";
import { fingerprintOf } from "../../src/crypto/fingerprint.js";
import type { KeyCard } from "../../src/wire/card.js";
import { ALICE, BOB, member, type Member, newKey } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

let server: ScriptedServer;
let alice: Member;
let planted: KeyCard;
let real: KeyCard;

/** Alice has met the planted card of Bob first; the real one is listed beside it by now. */
beforeEach(async () => {
  server = new ScriptedServer();
  alice = await member(server, ALICE);
  [planted, real] = (await Promise.all([newKey(BOB), newKey(BOB)])).map((key) => key.card) as [
    KeyCard,
    KeyCard,
  ];
  server.publish(planted);
  expect(await live()).toEqual([planted.keyId]);
  server.publish(real);
  alice.cards.forgetLists();
});

async function live(): Promise<readonly string[]> {
  return (await alice.cards.cards(BOB)).live().map((card) => card.keyId);
}

describe("t02 what was compared is what is trusted, and what first use had taken waits", () => {
  it.each<readonly [string, () => Promise<unknown>]>([
    ["verify", () => alice.api.dataOwnerApi.verify(BOB, fingerprintOf(BOB, real.keyId))],
    ["confirmKey", () => alice.api.dataOwnerApi.confirmKey(BOB, real.keyId)],
    ["accept", () => alice.cards.decisions.accept(BOB, fingerprintOf(BOB, real.keyId))],
    [
      "a proof",
      () => {
        alice.cards.decisions.prove(real, alice.cards.decisions.known(BOB));
        return Promise.resolve();
      },
    ],
  ])("by %s", async (_, decide) => {
    const before = await alice.exchanges.forWrapping(BOB);

    await decide();

    expect(await live()).toEqual([real.keyId]);
    const waiting = await alice.api.dataOwnerApi.getUntrustedKeys(BOB);
    expect(waiting.map((key) => key.keyId)).toEqual([planted.keyId]);
    expect(before.isCurrent()).toBe(false);
    const now = await alice.exchanges.forWrapping(BOB);
    const record = server.exchanges.find((each) => each.id === now.key.exchangeId);
    expect(Object.keys(record?.sealed ?? {})).toContain(real.keyId);
    expect(Object.keys(record?.sealed ?? {})).not.toContain(planted.keyId);
  });

  it("and what first use took is not among the compared ones", async () => {
    const compared = async (): Promise<readonly string[]> =>
      (await alice.api.dataOwnerApi.getComparedKeys(BOB)).map((key) => key.keyId);
    expect(await compared()).toEqual([]);

    await alice.api.dataOwnerApi.confirmKey(BOB, real.keyId);

    expect(await compared()).toEqual([real.keyId]);
  });

  it("and a second one is trusted beside it once a human has compared that, too", async () => {
    await alice.api.dataOwnerApi.confirmKey(BOB, real.keyId);
    await alice.api.dataOwnerApi.confirmKey(BOB, planted.keyId);

    expect(new Set(await live())).toEqual(new Set([real.keyId, planted.keyId]));
  });
});

describe("t19 what the caller calls people is the caller's to say", () => {
  it("by a name that is kept, and may be replaced", async () => {
    await alice.api.dataOwnerApi.giveName(BOB, "Bob of the harbour");
    await alice.api.dataOwnerApi.giveName(BOB, "Bob");

    expect([...alice.api.dataOwnerApi.getGivenNames()]).toEqual([[BOB, "Bob"]]);
  });

  it.each(["", " ", "x".repeat(101), "a\nb"])("and by no %j", async (name) => {
    await expect(alice.api.dataOwnerApi.giveName(BOB, name)).rejects.toMatchObject({
      name: "Invalid",
      field: "name",
    });
    expect([...alice.api.dataOwnerApi.getGivenNames()]).toEqual([]);
  });
});
