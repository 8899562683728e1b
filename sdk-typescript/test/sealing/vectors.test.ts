import { expect, it } from "vitest";
import { TamperedEntity } from "../../src/error/client.js";
import { parseWire } from "../../src/json/wire.js";
import { importRing } from "../../src/keys/keyringjson.js";
import { SeenCheck } from "../../src/sealing/seencheck.js";
import { EntityVerifier } from "../../src/sealing/verifier.js";
import { decideTrust } from "../../src/trust/cardtrust.js";
import type { CardDirectory } from "../../src/trust/directory.js";
import { pinsOf } from "../../src/trust/pins.js";
import type { KeyCard } from "../../src/wire/card.js";
import { type Entity, readEntity } from "../../src/wire/entity.js";
import { readWhole } from "../../src/wire/fields.js";
import { vectors } from "../vectors/files.js";

interface Case {
  readonly name: string;
  readonly ring: unknown;
  readonly cards: readonly KeyCard[];
  readonly entity: unknown;
  readonly content: "genuine" | "doubtful" | "refused";
  readonly counts?: readonly boolean[];
  readonly valid?: readonly string[];
}

interface Memory {
  readonly name: string;
  readonly before: unknown;
  readonly entity: unknown;
  readonly refused?: string;
}

const { cases, memory } = vectors<{ cases: readonly Case[]; memory: readonly Memory[] }>(
  "delegations.json",
);

function entity(json: unknown): Entity {
  return readWhole(parseWire(JSON.stringify(json)), readEntity);
}

async function verifier(c: Case): Promise<EntityVerifier> {
  const ring = await importRing(parseWire(JSON.stringify(c.ring)));
  const cards = {
    cardsWith: (owner: string) => {
      const listed = c.cards.filter((card) => card.owner === owner);
      return Promise.resolve(decideTrust(owner, listed, pinsOf(ring, owner), Date.now()));
    },
    isCurrent: () => true,
    epochOf: () => 0,
    isPinned: () => false,
    mayHaveSigned: () => false,
  };
  return new EntityVerifier(cards as unknown as CardDirectory, () => 0);
}

it.each(cases)("grants, delegations and content count as they should: $name", async (c) => {
  const read = entity(c.entity);
  const verified = (await verifier(c)).verify(read);
  if (c.content === "refused") {
    await expect(verified).rejects.toBeInstanceOf(TamperedEntity);
    return;
  }
  const { doubt, leftOut, graph } = await verified;
  expect(doubt === undefined ? "genuine" : "doubtful").toBe(c.content);
  expect(read.grants.map((grant) => leftOut.every((left) => left.grant !== grant))).toEqual(
    c.counts,
  );
  expect([...graph.valid.keys()].sort()).toEqual(c.valid);
});

it.each(memory)("what contradicts what was seen is refused: $name", async (c) => {
  const seen = new SeenCheck(await importRing(parseWire(JSON.stringify(cases[0]?.ring))));
  const now = entity(c.entity);
  seen.check(entity(c.before), undefined);
  const check = (): void => {
    seen.check(now, seen.before(now.id));
  };
  if (c.refused === undefined) {
    check();
  } else {
    expect(check).toThrow(expect.objectContaining({ what: c.refused }) as Error);
  }
});
