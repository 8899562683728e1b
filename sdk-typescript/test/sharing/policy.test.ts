import { beforeEach, describe, expect, it } from "vitest";
import { Conflict, RefusedPolicy } from "../../src/index.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { ALICE, BOB, CAROL, member, newKey } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

let server: ScriptedServer;
let of: () => KeyRing;

beforeEach(async () => {
  server = new ScriptedServer();
  const key = await newKey(ALICE);
  of = () => new KeyRing(ALICE, [{ key, signedUpTo: 0 }]);
});

describe("t21 a policy of which the server has two texts of one version", () => {
  it("is confirmed as the text that was shown, and as no other", async () => {
    const texts: object[] = [];
    for (const delegate of [BOB, CAROL]) {
      server.policy = {};
      const device = await member(server, ALICE, { ring: of() });
      await device.automaticSharing.change((all) => ({ ...all, all: [delegate] }));
      texts.push(server.policy);
    }
    const [looked, swapped] = texts as [object, object];
    const fresh = await member(server, ALICE, { ring: of() });
    const { userApi } = fresh.api;
    server.policy = looked;
    const shown = await userApi.getAutomaticSharing();
    expect(shown).toMatchObject({ version: 1, delegates: { all: [BOB] } });

    server.policy = swapped;

    await expect(userApi.confirmAutomaticSharing(shown)).rejects.toThrow(Conflict);
    await expect(fresh.automaticSharing.current()).rejects.toThrow(RefusedPolicy);
    server.policy = looked;
    expect(await userApi.confirmAutomaticSharing(shown)).toEqual(shown);
    expect(fresh.ring.policy.hash).toBe(shown.hash);
    server.policy = swapped;
    await expect(userApi.getAutomaticSharing()).rejects.toMatchObject({ reason: "FORKED" });
  });
});
