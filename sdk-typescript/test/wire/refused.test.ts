import { expect, it } from "vitest";
import { ProtocolViolation } from "../../src/encoding/violation.js";
import { parseWire } from "../../src/json/wire.js";
import { readCard } from "../../src/wire/card.js";
import { readEntity } from "../../src/wire/entity.js";
import { readExchange } from "../../src/wire/exchange.js";
import { type Reading, readWhole } from "../../src/wire/fields.js";
import { readNotarySet, readShareReturn } from "../../src/wire/notary.js";
import { readPolicy } from "../../src/wire/policy.js";
import { unhex, vectors } from "../vectors/files.js";

interface Case {
  readonly name: string;
  readonly reads: string;
  readonly kind: string;
  readonly field?: string;
  readonly text?: string;
  readonly hex?: string;
}

const READINGS: Record<string, Reading<unknown>> = {
  card: readCard,
  exchange: readExchange,
  policy: readPolicy,
  "notary-set": readNotarySet,
  "share-return": readShareReturn,
  entity: readEntity,
};

function violation(c: Case): ProtocolViolation {
  try {
    const json = parseWire(c.text ?? unhex(c.hex ?? ""));
    const read = READINGS[c.reads];
    if (read !== undefined) readWhole(json, read);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) return failure;
    throw failure;
  }
  throw new Error(`was taken: ${c.name}`);
}

it.each(vectors<{ cases: readonly Case[] }>("refused-wire.json").cases)(
  "refuses as $reads: $name",
  (c) => {
    const refused = violation(c);
    expect(refused.kind).toBe(c.kind);
    if (c.field !== undefined) expect(refused.field).toBe(c.field);
  },
);
