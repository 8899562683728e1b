import { expect, it } from "vitest";
import { parseWire } from "../../src/json/wire.js";
import { importRing } from "../../src/keys/keyringjson.js";
import { decideTrust } from "../../src/trust/cardtrust.js";
import { takenOnFirstUse } from "../../src/trust/firstuse.js";
import { pinsOf } from "../../src/trust/pins.js";
import type { KeyCard } from "../../src/wire/card.js";
import { vectors } from "../vectors/files.js";

interface Listed {
  readonly name: string;
  readonly owner: string;
  readonly now: number;
  readonly cards: readonly KeyCard[];
}

interface Case extends Listed {
  readonly ring: unknown;
  readonly live: readonly string[];
  readonly ended: Readonly<Record<string, number>>;
}

interface FirstUse extends Listed {
  readonly unvouched: readonly string[];
  readonly taken?: string;
}

const { cases, firstUse } = vectors<{
  cases: readonly Case[];
  firstUse: readonly FirstUse[];
}>("trust.json");

it.each(cases)("decisions and cards make these trusted: $name", async (c) => {
  const ring = await importRing(parseWire(JSON.stringify(c.ring)));
  const trusted = decideTrust(c.owner, c.cards, pinsOf(ring, c.owner), c.now);
  const ended = trusted.trusted.flatMap(({ keyId, retired }) =>
    retired === undefined ? [] : [[keyId, retired.at] as const],
  );
  expect(
    trusted
      .live()
      .map((card) => card.keyId)
      .sort(),
  ).toEqual(c.live);
  expect(Object.fromEntries(ended)).toEqual(c.ended);
});

it.each(firstUse)("first use takes this: $name", ({ owner, cards, unvouched, now, taken }) => {
  expect(takenOnFirstUse({ owner, cards, unvouched: new Set(unvouched) }, now)).toBe(taken);
});
