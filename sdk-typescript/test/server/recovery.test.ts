import { beforeAll, describe, expect, it } from "vitest";
import type { AccessBackRequest } from "../../src/recovery/accessbackapi.js";
import { RecoveryKey } from "../../src/recovery/recoverykey.js";
import { account, type Account, Member } from "./member.js";
import { theServer } from "./server.js";

const process = theServer();
let anna: Account;
let bert: Member;

beforeAll(async () => {
  bert = await Member.connect(process, await account(process));
});

async function somebody(): Promise<Account> {
  return account(process);
}

describe("a recovery key", () => {
  it("s43 opens everything on a new machine, and a wrong one nothing", async () => {
    anna = await somebody();
    const before = await Member.connect(process, anna);
    const exchange = await before.shareWith(bert);
    const paper = (await before.recovery.makeRecoveryKey()).reveal();
    const after = await Member.connect(process, anna);
    expect(await after.opens(exchange)).toBe(false);
    const wrong = RecoveryKey.generate((length) => new Uint8Array(length).fill(9));
    await expect(after.recovery.restore(wrong)).rejects.toMatchObject({ reason: "UNKNOWN" });
    await after.recovery.restore(RecoveryKey.parse(paper));
    expect(await after.opens(exchange)).toBe(true);
    expect(after.saved).toBeGreaterThan(0);
    // who trusted the old key trusts the new one, which it vouches for
    expect((await bert.cards.refreshed(anna.owner)).live()).toHaveLength(2);
  });

  it("is listed with whether it has the newest key, and deleted", async () => {
    const member = await Member.connect(process, await somebody());
    const key = await member.recovery.makeRecoveryKey();
    expect(await member.recovery.list()).toMatchObject([
      { recoveryId: key.id, once: false, current: true },
    ]);
    await member.devices.rotate();
    expect(await member.recovery.list()).toMatchObject([{ current: false }]);
    await member.recovery.delete(key.id);
    expect(await member.recovery.list()).toEqual([]);
    await expect(member.recovery.restore(key)).rejects.toMatchObject({ reason: "UNKNOWN" });
  });

  it("s46 hands over once, and refuses a life of nothing", async () => {
    const member = await Member.connect(process, await somebody());
    const key = await member.recovery.makeHandOver();
    expect(await member.recovery.list()).toMatchObject([{ once: true }]);
    await member.recovery.restore(key);
    await expect(member.recovery.restore(key)).rejects.toMatchObject({ reason: "UNKNOWN" });
    await expect(member.recovery.makeHandOver(999)).rejects.toMatchObject({ field: "life" });
  });

  it("of somebody else opens nothing", async () => {
    const key = await bert.recovery.makeRecoveryKey();
    const member = await Member.connect(process, await somebody());
    await expect(member.recovery.restore(key)).rejects.toMatchObject({ reason: "UNKNOWN" });
    const before = member.ring.keys().length;
    member.meddle((request, call) =>
      request.path.startsWith("/recovery/") ? bert.server.get(request.path) : call(),
    );
    await expect(member.recovery.restore(key)).rejects.toMatchObject({ reason: "BROKEN" });
    expect(member.ring.keys()).toHaveLength(before);
  });
});

describe("access given back", () => {
  it("s41 opens what the two ever shared, in either direction, and nothing else", async () => {
    anna = await somebody();
    const third = await Member.connect(process, await somebody());
    const before = await Member.connect(process, anna);
    await bert.compare(before);
    const [given, got] = [await before.shareWith(bert), await bert.shareWith(before)];
    const elsewhere = await before.shareWith(third);
    const after = await Member.connect(process, anna);
    const [asked] = await after.accessBack.ask(bert.owner);
    const pending = await bert.accessBack.pendingRequests();
    expect(pending).toEqual([asked]);
    const request = pending.find((each) => each.dataOwner === anna.owner);
    if (request === undefined) {
      throw new Error("bert was not asked");
    }
    await expect(bert.accessBack.giveBack(request, bert.fingerprint)).rejects.toMatchObject({
      name: "FingerprintMismatch",
    });
    expect(bert.cards.isConfirmed(anna.owner, request.newKeyId)).toBe(false);
    expect(await bert.accessBack.giveBack(request, after.fingerprint)).toMatchObject({ added: 2 });
    expect(await bert.accessBack.pendingRequests()).toEqual([]);
    await expect(after.accessBack.accept(bert.owner, after.fingerprint)).rejects.toMatchObject({
      name: "FingerprintMismatch",
    });
    const taken = await after.accessBack.accept(bert.owner, bert.fingerprint);
    expect(taken).toEqual({ records: 2, lostKeys: new Set([before.ring.current().keyId]) });
    expect(await after.opens(given)).toBe(true);
    expect(await after.opens(got)).toBe(true);
    expect(await after.opens(elsewhere)).toBe(false);
    await after.devices.retire(before.ring.current().keyId);
    expect((await after.devices.cards()).map((card) => card.state)).toEqual([
      "LOST",
      "THIS_DEVICE",
    ]);
    expect(await after.opens(given)).toBe(true);
  });

  it("t27 passes on nothing that first use had taken", async () => {
    anna = await somebody();
    const before = await Member.connect(process, anna);
    const [given, got] = [await before.shareWith(bert), await bert.shareWith(before)];
    const after = await Member.connect(process, anna);
    const [request] = await after.accessBack.ask(bert.owner);
    if (request === undefined) {
      throw new Error("nobody was asked");
    }
    // what the old key signed is not believed any more: a human compared the new one alone
    expect(await bert.accessBack.giveBack(request, after.fingerprint)).toMatchObject({
      added: 1,
      closed: 1,
    });
    expect(await after.accessBack.accept(bert.owner, bert.fingerprint)).toMatchObject({
      records: 1,
      lostKeys: new Set(),
    });
    expect(await after.opens(got)).toBe(true);
    expect(await after.opens(given)).toBe(false);
  });

  /** Anna lost all keys and asks somebody who has compared the old one, with two records. */
  async function asked(): Promise<{ helper: Member; after: Member; request: AccessBackRequest }> {
    anna = await somebody();
    const before = await Member.connect(process, anna);
    const helper = await Member.connect(process, await somebody());
    await helper.compare(before);
    await before.shareWith(helper);
    await helper.shareWith(before);
    const after = await Member.connect(process, anna);
    const [request] = await after.accessBack.ask(helper.owner);
    if (request === undefined) {
      throw new Error("nobody was asked");
    }
    return { helper, after, request };
  }

  it("t28 ends with a decision that is taken between two records", async () => {
    const { helper, after, request } = await asked();
    let sent = 0;
    helper.meddle(async (call, answered) => {
      const answer = await answered();
      if (call.path.includes("/sealed/") && sent++ === 0) {
        helper.cards.decisions.distrust(anna.owner, request.newKeyId);
      }
      return answer;
    });
    await expect(helper.accessBack.giveBack(request, after.fingerprint)).rejects.toMatchObject({
      name: "UntrustedKey",
    });
    expect(sent).toBe(1);
  });

  it("t28 sends nothing that was sealed to a card while that was distrusted", async () => {
    const { helper, after, request } = await asked();
    let sent = 0;
    helper.meddle((call, answered) => {
      sent += call.path.includes("/sealed/") ? 1 : 0;
      return answered();
    });
    helper.onRandom = () => {
      helper.cards.decisions.distrust(anna.owner, request.newKeyId);
    };
    await expect(helper.accessBack.giveBack(request, after.fingerprint)).rejects.toMatchObject({
      name: "UntrustedKey",
    });
    expect(sent).toBe(0);
  });
});
