import { beforeAll, describe, expect, it } from "vitest";
import { account, type Account, Member } from "./member.js";
import { theServer } from "./server.js";

const process = theServer();
let bert: Member;

beforeAll(async () => {
  bert = await Member.connect(process, await account(process));
});

async function somebody(): Promise<Account> {
  return account(process);
}

describe("another device", () => {
  it("opens what was there before once each has let the other in", async () => {
    const anna = await somebody();
    const laptop = await Member.connect(process, anna);
    const [given, got] = [await laptop.shareWith(bert), await bert.shareWith(laptop)];
    const phone = await Member.connect(process, anna);
    const written = await phone.shareWith(bert);
    const { keyId } = phone.ring.current();
    expect(await laptop.devices.cards()).toMatchObject([
      { state: "THIS_DEVICE" },
      { keyId, fingerprint: phone.fingerprint, state: "UNTRUSTED" },
    ]);
    await expect(laptop.devices.letIn(keyId, laptop.fingerprint)).rejects.toMatchObject({
      name: "FingerprintMismatch",
    });
    await expect(
      laptop.devices.letIn(laptop.ring.current().keyId, laptop.fingerprint),
    ).rejects.toMatchObject({ field: "keyId" });
    const told: unknown[] = [];
    const added = await laptop.devices.letIn(keyId, phone.fingerprint, (soFar) => told.push(soFar));
    // what the phone shared is open to it already, and to the laptop not yet
    expect(added).toEqual({ added: 2, present: 1, closed: 0 });
    expect(await laptop.opens(written)).toBe(false);
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toEqual(added);
    expect(await phone.opens(given)).toBe(false);
    await phone.devices.letIn(laptop.ring.current().keyId, laptop.fingerprint);
    await laptop.devices.letIn(keyId, phone.fingerprint);
    for (const exchange of [given, got, written]) {
      expect([await laptop.opens(exchange), await phone.opens(exchange)]).toEqual([true, true]);
    }
    expect((await bert.cards.refreshed(anna.owner)).live()).toHaveLength(2);
  });

  it("that is lost is retired by another one, and nothing is sealed to it any more", async () => {
    const anna = await somebody();
    const laptop = await Member.connect(process, anna);
    const phone = await Member.connect(process, anna);
    await laptop.devices.letIn(phone.ring.current().keyId, phone.fingerprint);
    await laptop.devices.retire(phone.ring.current().keyId);
    await laptop.devices.retire(phone.ring.current().keyId);
    expect((await laptop.devices.cards())[1]?.state).toBe("RETIRED");
    expect(await phone.opens(await bert.shareWith(laptop))).toBe(false);
    await expect(laptop.devices.retire(laptop.ring.current().keyId)).rejects.toMatchObject({
      field: "keyId",
    });
    await expect(laptop.devices.retire("nobody's")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a rotation", () => {
  it("replaces the key, and nothing is unreadable by it", async () => {
    const anna = await Member.connect(process, await somebody());
    const old = anna.ring.current().keyId;
    const [given, got] = [await anna.shareWith(bert), await bert.shareWith(anna)];
    expect(await anna.devices.isRotationUnfinished()).toBe(false);
    const [rotated, joined] = await Promise.all([anna.devices.rotate(), anna.devices.rotate()]);
    expect(joined).toBe(rotated);
    expect(rotated).toMatchObject({ entries: { added: 2 }, notVouchedFor: [] });
    expect(anna.ring.current().keyId).toBe(rotated.keyId);
    expect(anna.ring.isRetired(old)).toBe(true);
    expect(await anna.opens(given)).toBe(true);
    expect(await anna.opens(got)).toBe(true);
    expect(await bert.opens(given)).toBe(true);
    const cards = await bert.cards.refreshed(anna.owner);
    expect(cards.live().map((card) => card.keyId)).toEqual([rotated.keyId]);
    expect(await anna.devices.isRotationUnfinished()).toBe(false);
  });

  it("goes on where it stopped", async () => {
    const anna = await Member.connect(process, await somebody());
    const exchange = await anna.shareWith(bert);
    anna.meddle((request, call) =>
      request.path.includes("/sealed/") ? Promise.reject(new Error("killed")) : call(),
    );
    await expect(anna.devices.rotate()).rejects.toThrow("killed");
    anna.meddle(undefined);
    expect(await anna.devices.isRotationUnfinished()).toBe(true);
    const fresh = anna.ring.current().keyId;
    expect(await anna.devices.rotate()).toMatchObject({ keyId: fresh, entries: { added: 1 } });
    expect(anna.ring.keys()).toHaveLength(2);
    expect(await anna.opens(exchange)).toBe(true);
  });

  it("fails if the thief of the old key retires the new one meanwhile", async () => {
    const account = await somebody();
    const anna = await Member.connect(process, account);
    await anna.shareWith(bert);
    const thief = await Member.connect(process, account, anna.ring);
    const stolen = anna.ring.current();
    anna.meddle(async (request, call) => {
      const answer = await call();
      if (request.path.endsWith("/keys") && request.method === "POST") {
        const fresh = anna.ring.waiting();
        if (fresh !== undefined) {
          const end = stolen.retire(fresh.card, Date.now());
          await thief.server.retire(anna.owner, fresh.keyId, end);
        }
      }
      return answer;
    });
    await expect(anna.devices.rotate()).rejects.toMatchObject({ name: "KeyNotReplaced" });
    expect(anna.ring.current()).toBe(stolen);
  });

  it("does not vouch for a card that the old key's word alone speaks for", async () => {
    const account = await somebody();
    const anna = await Member.connect(process, account);
    const planted = await Member.connect(process, account);
    const card = planted.ring.current().card;
    await anna.server.endorse(anna.owner, card.keyId, anna.ring.current().endorse(card));
    expect(await anna.devices.rotate()).toMatchObject({ notVouchedFor: [card.keyId] });
    expect((await bert.cards.refreshed(anna.owner)).isLive(card.keyId)).toBe(false);
  });
});
