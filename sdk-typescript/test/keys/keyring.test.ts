import { describe, expect, it } from "vitest";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import { toBase64Url } from "../../src/encoding/base64url.js";
import { parseWire } from "../../src/json/wire.js";
import type { KeyRing } from "../../src/keys/keyring.js";
import { exportRing, importRing } from "../../src/keys/keyringjson.js";
import type { SeenEntity } from "../../src/keys/seenentities.js";
import { LEASED, LEAST } from "../../src/keys/signingleases.js";
import { takeOver } from "../../src/keys/takeover.js";
import { vectors } from "../vectors/files.js";
import { contents, newRing, OTHER, OWNER } from "./rings.js";

const ENTITY = "018bcfe5-6800-7000-8000-000000000001";
const SET = "55555555-5555-4555-8555-555555555555";
const KEY_ID = toBase64Url(new Uint8Array(32).fill(1));
const OTHER_KEY_ID = toBase64Url(new Uint8Array(32).fill(2));
const HASH = toBase64Url(new Uint8Array(32).fill(3));

const SEEN: SeenEntity = {
  version: 3,
  keyGeneration: 2,
  author: OTHER,
  created: 7,
  revoked: [{ delegate: OTHER, generation: 2 }],
  signatureHash: HASH,
};

function imported(json: unknown): Promise<KeyRing> {
  return importRing(parseWire(JSON.stringify(json)));
}

describe("a key ring as JSON", () => {
  const vector = vectors<{ keyRing: Record<string, unknown> }>("key-ring.json").keyRing;

  it("is the one that the Java SDK writes", async () => {
    expect(contents(await imported(vector))).toEqual(vector);
  });

  it("has all that the ring knows", async () => {
    const ring = await newRing();
    ring.signer(1_700_000_000_001);
    ring.decide(OTHER, { keyId: KEY_ID, how: "confirmed", at: 5 });
    ring.decide(OWNER, { keyId: OTHER_KEY_ID, how: "retired", at: 6, until: 4 });
    ring.importFit(OTHER, { id: SET, sealedTo: new Set([OTHER_KEY_ID, KEY_ID]), ended: HASH });
    ring.notarySets.serve(SET, { owner: OTHER, signedBy: KEY_ID, hash: HASH });
    ring.policy.see(9, HASH);
    ring.policy.sign({ version: 10, hash: KEY_ID });
    ring.notarySets.sign({ setId: SET, createdAt: 3, hash: HASH });
    ring.addWaiting(await OwnerKey.generate(OWNER, 1_700_000_000_009, platformRandom));
    ring.recordSeen(ENTITY, SEEN);
    ring.names.give(OTHER, "Dr. Bob");
    const json = contents(ring);
    expect(json).toMatchObject({
      policyHash: HASH,
      policySigned: { version: 10, hash: KEY_ID },
      ownSet: { setId: SET, createdAt: 3, hash: HASH },
      rotating: ring.keys()[1]?.keyId,
      fit: { [OTHER]: [{ ended: HASH }] },
    });
    expect(contents(await imported(json))).toEqual(json);
  });

  it.each([
    ["another form", { v: 2 }, "VALUE"],
    ["no keys", { keys: [] }, "VALUE"],
    [
      "a key twice",
      { keys: [(vector["keys"] as unknown[])[0], (vector["keys"] as unknown[])[0]] },
      "VALUE",
    ],
    [
      "a keyId of other seeds",
      { keys: [{ ...(vector["keys"] as object[])[0], keyId: KEY_ID }] },
      "DERIVED",
    ],
    ["an owner that is none", { pins: { somebody: [] } }, "UUID"],
    ["a pin without reason", { pins: { [OTHER]: [{ keyId: KEY_ID, how: "", at: 1 }] } }, "VALUE"],
    [
      "a date that is none",
      { pins: { [OTHER]: [{ keyId: KEY_ID, how: "x", at: -1 }] } },
      "INTEGER",
    ],
    ["a name that is none", { names: { [OTHER]: "" } }, "VALUE"],
    ["a field that nobody knows", { more: 1 }, "UNKNOWN_FIELD"],
  ])("is refused with %s", async (_, changed, kind) => {
    const ring = Promise.resolve().then(() => imported({ ...vector, ...changed }));
    await expect(ring).rejects.toMatchObject({ kind });
  });
});

describe("a key ring", () => {
  it("signs with its newest key that is not retired and does not wait", async () => {
    const ring = await newRing(OWNER, 1_000);
    const first = ring.current();
    const next = await OwnerKey.generate(OWNER, 2_000, platformRandom);
    ring.addWaiting(next);
    expect(ring.current()).toBe(first);
    ring.activate(next.keyId);
    expect(ring.current()).toBe(next);
    ring.decide(OWNER, { keyId: next.keyId, how: "retired", at: 1, until: 1 });
    expect(ring.current()).toBe(first);
    expect(ring.signer(5_000)).toBe(first);
    expect(ring.signedUpTo(first.keyId)).toBe(5_000);
  });

  it("forgets fit exchanges as soon as something is decided about either party", async () => {
    const ring = await newRing();
    const exchange = { id: SET, sealedTo: new Set([KEY_ID]), ended: HASH };
    const [own, other] = [ring.trustEpoch(OWNER), ring.trustEpoch(OTHER)];
    expect(ring.rememberFit(OTHER, exchange, own, other)).toBe(true);
    ring.decide(OTHER, { keyId: KEY_ID, how: "distrusted", at: 1 });
    expect(ring.fitExchanges(OTHER)).toEqual([]);
    expect(ring.rememberFit(OTHER, exchange, own, other)).toBe(false);
    ring.rememberFit(OTHER, exchange, own, ring.trustEpoch(OTHER));
    ring.decide(OWNER, { keyId: KEY_ID, how: "confirmed", at: 1 });
    expect(ring.fitExchanges(OTHER)).toEqual([]);
  });

  it("keeps the newest of an entity, the first text of a policy, and a served set as it was", async () => {
    const ring = await newRing();
    ring.recordSeen(ENTITY, SEEN);
    ring.recordSeen(ENTITY, { ...SEEN, version: 2 });
    expect(ring.seen(ENTITY)).toEqual(SEEN);
    expect(ring.policy.see(2, HASH)).toBe(true);
    expect(ring.policy.see(2, KEY_ID)).toBe(false);
    expect(ring.policy.see(1, KEY_ID)).toBe(true);
    expect(ring.policy.hash).toBe(HASH);
    ring.notarySets.serve(SET, { owner: OTHER, signedBy: KEY_ID, hash: HASH });
    ring.notarySets.serve(SET, { owner: OTHER, signedBy: OTHER_KEY_ID, hash: KEY_ID });
    expect(ring.notarySets.served(SET)).toEqual({ owner: OTHER, signedBy: KEY_ID, hash: HASH });
  });

  it("t21 remembers the own notary set that was signed last, and of two rings the one dated later", async () => {
    const [ring, other] = [await newRing(), await newRing()];
    ring.notarySets.sign({ setId: SET, createdAt: 12, hash: HASH });
    ring.notarySets.sign({ setId: OTHER, createdAt: 11, hash: HASH });
    expect(ring.notarySets.newest?.setId).toBe(OTHER);
    other.notarySets.sign({ setId: SET, createdAt: 12, hash: HASH });
    takeOver(other, ring);
    expect(other.notarySets.newest?.setId).toBe(SET);
    takeOver(ring, other);
    expect(ring.notarySets.newest?.setId).toBe(SET);
  });

  it("t21 finds that it was put back by what its key signed later than it may have", async () => {
    const ring = await newRing();
    const { keyId } = ring.current();
    ring.leases.shown(keyId, 5);
    expect(ring.leases.behind).toBeUndefined();
    expect(ring.leases.renew(keyId, 1_000)).toBe(true);
    expect(ring.leases.renew(keyId, 1_000 + LEASED - LEAST)).toBe(false);
    const putBack = await imported(contents(ring));
    putBack.leases.shown(keyId, 1_000 + LEASED);
    expect(putBack.leases.behind).toBeUndefined();
    putBack.leases.shown(keyId, 1_001 + LEASED);
    const [knownUpTo, signedAt] = [1_000 + LEASED, 1_001 + LEASED];
    expect(putBack.leases.behind).toEqual({ keyId, knownUpTo, signedAt });
    takeOver(ring, putBack);
    ring.leases.shown(keyId, signedAt);
    expect(ring.leases.behind).toBeUndefined();
    ring.writes.before = () => Promise.reject(new Error("the disk is full"));
    await expect(ring.writes.during(() => Promise.resolve("signed"))).rejects.toThrow("disk");
  });

  it("signs no two policies of one version, whatever became of the first", async () => {
    const ring = await newRing();
    expect(ring.policy.next()).toBe(1);
    ring.policy.sign({ version: 1, hash: HASH });
    expect(ring.policy.next()).toBe(2);
    ring.policy.see(1, HASH);
    expect(ring.policy.signed).toBeUndefined();
    expect(ring.policy.next()).toBe(2);
  });

  it("all of whose keys are retired signs nothing", async () => {
    const ring = await newRing();
    const { keyId } = ring.current();
    ring.decide(OWNER, { keyId, how: "retired", at: 1, until: 1 });
    expect(ring.current().keyId).toBe(keyId);
    expect(() => ring.signer(5)).toThrow(expect.objectContaining({ name: "KeysRetired" }));
  });

  it("says what it has without a secret", async () => {
    const ring = await newRing();
    const { kemSeed } = exportRing(ring).keys[0] ?? { kemSeed: "" };
    expect(`${String(ring)} ${JSON.stringify(ring)}`).not.toContain(kemSeed);
    ring.wipe();
    expect(() => exportRing(ring)).toThrow();
  });

  it("tells who listens about what changed, and about nothing else", async () => {
    const ring = await newRing();
    const changes: string[] = [];
    const stop = ring.onChange((change) => changes.push(change));
    ring.recordSeen(ENTITY, SEEN);
    ring.recordSeen(ENTITY, SEEN);
    ring.decide(OTHER, { keyId: KEY_ID, how: "confirmed", at: 1 });
    stop();
    ring.forget(ENTITY);
    expect(changes).toEqual(["SEEN", "KEYS_OR_TRUST"]);
  });
});

describe("t29 taking over another ring", () => {
  const decisions = [
    { keyId: KEY_ID, how: "firstUse", at: 5 },
    { keyId: KEY_ID, how: "distrusted", at: 9 },
    { keyId: OTHER_KEY_ID, how: "retired", at: 8, until: 100 },
    { keyId: OTHER_KEY_ID, how: "retired", at: 4, until: 50 },
    { keyId: KEY_ID, how: "firstUse", at: 3 },
    { keyId: OTHER_KEY_ID, how: "confirmed", at: 2 },
  ];

  /** All ways to give each decision to one of the two rings. */
  const ways = Array.from({ length: 2 ** decisions.length }, (_, bits) =>
    decisions.map((_, i) => (bits >> i) & 1),
  );

  it("says the same whichever was taken over into which, and how often", async () => {
    const json = contents(await newRing()) as object;
    for (const way of ways) {
      const [one, other] = [await imported(json), await imported(json)];
      decisions.forEach((pin, i) => {
        (way[i] === 0 ? one : other).decide(OTHER, pin);
      });
      const [before, twice] = [await imported(contents(one)), await imported(contents(other))];
      takeOver(one, other);
      takeOver(twice, before);
      takeOver(twice, one);
      expect(sorted(twice)).toEqual(sorted(one));
      expect(sorted(one)).toEqual([
        { keyId: KEY_ID, how: "distrusted", at: 9 },
        { keyId: KEY_ID, how: "firstUse", at: 3 },
        { keyId: OTHER_KEY_ID, how: "confirmed", at: 2 },
        { keyId: OTHER_KEY_ID, how: "retired", at: 8, until: 50 },
      ]);
    }
  }, 60_000);

  function sorted(ring: KeyRing): unknown {
    const order = (pin: { keyId: string; how: string }) => pin.keyId + pin.how;
    return [...ring.pins(OTHER)].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  it("adds keys, served sets and what is newer of the rest, but no fit exchanges", async () => {
    const [ring, other] = [await newRing(), await newRing()];
    other.signer(77);
    other.notarySets.serve(SET, { owner: OTHER, signedBy: KEY_ID, hash: HASH });
    other.importFit(OTHER, { id: SET, sealedTo: new Set([KEY_ID]), ended: HASH });
    other.policy.see(3, HASH);
    other.recordSeen(ENTITY, SEEN);
    takeOver(ring, other);
    expect(ring.keys()).toHaveLength(2);
    expect(ring.signedUpTo(other.current().keyId)).toBe(77);
    expect(ring.notarySets.served(SET)?.hash).toBe(HASH);
    expect([ring.policy.version, ring.policy.hash]).toEqual([3, HASH]);
    expect(ring.seen(ENTITY)).toEqual(SEEN);
    expect(ring.fitExchanges(OTHER)).toEqual([]);
  });

  it("takes names over that it has not given, and refuses what is no name", async () => {
    const [ring, other] = [await newRing(), await newRing()];
    ring.names.give(OTHER, "Dr. Bob");
    other.names.give(OTHER, "Bob");
    other.names.give(KEY_ID, "phone");
    takeOver(ring, other);
    expect(exportRing(ring).names).toEqual({ [OTHER]: "Dr. Bob", [KEY_ID]: "phone" });
    for (const bad of ["", " ", "x".repeat(101), "two\nlines"]) {
      expect(() => {
        ring.names.give(OTHER, bad);
      }).toThrow(RangeError);
    }
  });

  it("refuses a ring of somebody else", async () => {
    const [ring, other] = [await newRing(), await newRing(OTHER)];
    expect(() => {
      takeOver(ring, other);
    }).toThrow(RangeError);
  });
});
