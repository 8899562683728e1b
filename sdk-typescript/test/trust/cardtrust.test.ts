import { beforeAll, describe, expect, it } from "vitest";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { toBase64Url } from "../../src/encoding/base64url.js";
import { platformRandom } from "../../src/primitives/random.js";
import { decideTrust } from "../../src/trust/cardtrust.js";
import { CardSignatureChecks } from "../../src/trust/checks.js";
import { takenOnFirstUse } from "../../src/trust/firstuse.js";
import { type Pins, pinsOfOnly } from "../../src/trust/pins.js";
import type { TrustedCards } from "../../src/trust/trustedcards.js";
import type { KeyCard } from "../../src/wire/card.js";

const OWNER = "11111111-1111-4111-8111-111111111111";
const NOW = 1_700_000_000_000;

let a: OwnerKey;
let b: OwnerKey;
let c: OwnerKey;

beforeAll(async () => {
  [a, b, c] = await Promise.all([key(NOW - 3_000), key(NOW - 2_000), key(NOW - 1_000)]);
});

function key(createdAt: number, owner = OWNER): Promise<OwnerKey> {
  return OwnerKey.generate(owner, createdAt, platformRandom);
}

/** The card of a key, endorsed by others. */
function endorsed(of: OwnerKey, ...by: OwnerKey[]): KeyCard {
  return { ...of.card, endorsements: by.map((each) => each.endorse(of.card)) };
}

/** The same, retired. */
function retired(card: KeyCard, by: OwnerKey, at: number, successor?: string): KeyCard {
  return { ...card, retired: by.retire(card, at, successor) };
}

function decide(pins: Pins, ...listed: KeyCard[]): TrustedCards {
  return decideTrust(OWNER, listed, pins, NOW);
}

/** KeyIds of those that are trusted and live, in the order of a, b, c. */
function live(cards: TrustedCards): readonly string[] {
  const names = new Map([a, b, c].map((each, i) => [each.keyId, "abc".charAt(i)]));
  return cards
    .live()
    .map((card) => names.get(card.keyId) ?? "?")
    .sort();
}

describe("a card is trusted", () => {
  it("if it is pinned, or endorsed by one that is, and so on", () => {
    const cards = decide(pinsOfOnly(a.keyId), endorsed(c, b), endorsed(b, a), a.card);
    expect(live(cards)).toEqual(["a", "b", "c"]);
    expect(live(decide(pinsOfOnly(b.keyId), a.card, endorsed(b, a), c.card))).toEqual(["b"]);
  });

  it("not if its signature, its endorsement or its owner is another", async () => {
    const forged = { ...endorsed(b, c), endorsements: [{ ...c.endorse(b.card), by: a.keyId }] };
    const other = await key(NOW, "22222222-2222-4222-8222-222222222222");
    const misdated = { ...c.card, createdAt: c.createdAt - 1 };
    const cards = decide(pinsOfOnly(a.keyId, c.keyId), a.card, forged, misdated, other.card);
    expect(live(cards)).toEqual(["a"]);
    expect(cards.unknown.map((card) => card.keyId)).toEqual([b.keyId]);
  });

  it("not before its date, but for five minutes", async () => {
    const [soon, late] = await Promise.all([key(NOW + 299_000), key(NOW + 301_000)]);
    const cards = decide(pinsOfOnly(soon.keyId, late.keyId), soon.card, late.card);
    expect(cards.trusted.map((card) => card.keyId)).toEqual([soon.keyId]);
  });

  it("not if nothing can be sealed to it", () => {
    const broken = { ...a.card, kem: toBase64Url(new Uint8Array(1216).fill(0xff)) };
    expect(decide(pinsOfOnly(a.keyId), broken).trusted).toEqual([]);
  });

  it("not if it is distrusted, nor what it alone vouches for", () => {
    const pins = { ...pinsOfOnly(a.keyId), distrusted: new Set([b.keyId]) };
    expect(live(decide(pins, a.card, endorsed(b, a), endorsed(c, b)))).toEqual(["a"]);
  });
});

describe("a retired card", () => {
  it("vouches for its successor alone, and verifies what is dated before", () => {
    const old = retired(a.card, a, NOW - 1_500, b.keyId);
    const cards = decide(pinsOfOnly(a.keyId), old, endorsed(b, a), endorsed(c, a));
    expect(live(cards)).toEqual(["b"]);
    expect(cards.card(a.keyId)?.retired?.at).toBe(NOW - 1_500);
    expect(cards.card(c.keyId)).toBeUndefined();
  });

  it("is one only by a card that is trusted", () => {
    const byStranger = retired(a.card, c, NOW - 500);
    expect(live(decide(pinsOfOnly(a.keyId), byStranger, c.card))).toEqual(["a"]);
    const byFriend = retired(a.card, b, NOW - 500);
    expect(live(decide(pinsOfOnly(a.keyId, b.keyId), byFriend, b.card))).toEqual(["b"]);
  });

  it("that retires another one first is not retired by it: the earlier date counts", () => {
    const first = retired(endorsed(b, a), a, NOW - 900);
    const second = retired(a.card, b, NOW - 800);
    expect(live(decide(pinsOfOnly(a.keyId), second, first))).toEqual(["a"]);
  });

  it("loses against one that a human compared", () => {
    const pins = { ...pinsOfOnly(a.keyId, b.keyId), compared: new Set([b.keyId]) };
    const first = retired(endorsed(b, a), a, NOW - 900);
    const second = retired(a.card, b, NOW - 950);
    expect(live(decide(pins, second, first))).toEqual(["b"]);
  });

  it("vouches for what was retired no later, and for nothing that lives", () => {
    const past = retired(endorsed(b, a), b, NOW - 1_900);
    const old = retired(a.card, a, NOW - 1_500);
    const cards = decide(pinsOfOnly(a.keyId), old, past, endorsed(c, b));
    expect(cards.trusted.map((card) => card.keyId).sort()).toEqual([a.keyId, b.keyId].sort());
    expect(live(cards)).toEqual([]);
  });

  it("is as if it were not, where that is dated ahead", () => {
    const ahead = retired(a.card, a, NOW + 301_000);
    expect(live(decide(pinsOfOnly(a.keyId), ahead))).toEqual(["a"]);
  });
});

describe("t23 a long chain of rotations", () => {
  it("costs three signatures for each card at most", async () => {
    const most = 24;
    const keys = await Promise.all(Array.from({ length: most }, (_, i) => key(NOW - 10_000 + i)));
    const chain = keys.map((each, i) => {
      const [before, next] = [keys[i - 1], keys[i + 1]];
      const card = endorsed(each, ...[before, next].filter((by) => by !== undefined));
      return next === undefined ? card : retired(card, each, NOW - 1_000 + i, next.keyId);
    });
    const checks = new CardSignatureChecks();

    const pins = pinsOfOnly(keys[0]?.keyId ?? "");
    const cards = decideTrust(OWNER, chain.reverse(), pins, NOW, checks);

    expect(cards.trusted).toHaveLength(most);
    expect(cards.live().map((card) => card.keyId)).toEqual([keys.at(-1)?.keyId]);
    expect(checks.made).toBeGreaterThan(2 * most);
    expect(checks.made).toBeLessThanOrEqual(3 * most);
  });
});

describe("first use", () => {
  const list = (unvouched: string[], ...cards: KeyCard[]): string | undefined =>
    takenOnFirstUse({ owner: OWNER, cards, unvouched: new Set(unvouched) }, NOW);

  it("takes the oldest if all that live hang on it", () => {
    expect(list([], endorsed(b, a), a.card)).toBe(a.keyId);
    expect(list([], retired(b.card, b, NOW), a.card)).toBe(a.keyId);
  });

  it("takes none if keys were replaced, or a later user has published one", () => {
    expect(list([], a.card, b.card)).toBeUndefined();
    expect(list([b.keyId], a.card, endorsed(b, a))).toBeUndefined();
    expect(list([])).toBeUndefined();
  });
});
