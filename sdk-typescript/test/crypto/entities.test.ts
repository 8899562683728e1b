import { describe, expect, it } from "vitest";
import { CryptoFailure } from "../../src/primitives/failure.js";
import { EntityKey } from "../../src/crypto/entitykey.js";
import { Secret } from "../../src/primitives/secret.js";
import { unwrapKey, unwrapLink, wrapKey, wrapLink } from "../../src/crypto/wraps.js";
import { fromBase64Url } from "../../src/encoding/base64url.js";
import { utf8 } from "../../src/encoding/bytes.js";
import { parseWire } from "../../src/json/wire.js";
import { cardVerifies, type KeyCard } from "../../src/wire/card.js";
import { type Entity, entityBytes, readEntity } from "../../src/wire/entity.js";
import { readWhole } from "../../src/wire/fields.js";
import { delegationDigest, grantBytes, grantHash } from "../../src/wire/grant.js";
import { hex, once, unhex, vectors } from "../vectors/files.js";

interface GrantVector {
  readonly digests: Readonly<Record<string, string>>;
  readonly signedBytes: string;
  readonly signatureHash: string;
  readonly boxes: readonly {
    readonly exchangeId: string;
    readonly field: "wrapped" | "link";
    readonly wrapKey: string;
    readonly nonce: string;
    readonly holds: { k: string; version: number; patient?: string; secret?: string };
  }[];
}

interface EntityVector {
  readonly k: string;
  readonly plaintext: string;
  readonly contentNonce: string;
  readonly cards: readonly KeyCard[];
  readonly entity: Entity;
  readonly signedBytes: string;
  readonly grants: readonly GrantVector[];
}

const interop = vectors<{
  cases: readonly EntityVector[];
  refused: readonly { card: KeyCard; entity: Entity }[];
}>("entities-interop.json");

const all = [
  ...vectors<{ cases: readonly EntityVector[] }>("entities.json").cases,
  ...interop.cases,
];

describe.each(all)("the entity $entity.id", (c) => {
  const { entity } = c;
  const key = new EntityKey(entity.keyGeneration, Secret.of(unhex(c.k)));

  it("is read as it is", () => {
    expect(readWhole(parseWire(JSON.stringify(entity)), readEntity)).toEqual(entity);
  });

  it("is signed by its writer", () => {
    const bytes = entityBytes(entity, fromBase64Url(entity.content, "content"));
    expect(hex(bytes)).toBe(c.signedBytes);
    const card = c.cards.find((each) => each.keyId === entity.signedBy);
    expect(card && cardVerifies(card, bytes, entity.signature)).toBe(true);
  });

  it("has its content in a box", async () => {
    key.requireCommitment(entity.keyCommitment);
    expect(await key.openContent(entity.content, entity)).toBe(c.plaintext);
    const again = await key.sealContent(utf8(c.plaintext), entity, once(unhex(c.contentNonce)));
    expect(again).toBe(entity.content);
  });

  it.each(entity.grants.map((grant, i) => ({ grant, described: c.grants[i] })))(
    "has the grant of $grant.by",
    async ({ grant, described }) => {
      if (described === undefined) throw new Error("a grant without its description");
      expect(hex(grantBytes(entity, grant))).toBe(described.signedBytes);
      const card = c.cards.find((each) => each.keyId === grant.signedBy);
      expect(card && cardVerifies(card, grantBytes(entity, grant), grant.signature)).toBe(true);
      expect(hex(grantHash(grant))).toBe(described.signatureHash);
      for (const [id, delegation] of Object.entries(grant.delegations)) {
        expect(hex(delegationDigest(id, delegation))).toBe(described.digests[id]);
      }
      for (const box of described.boxes) {
        const delegation = grant.delegations[box.exchangeId];
        const boxKey = Secret.of(unhex(box.wrapKey));
        const { type, id } = entity;
        const place = { type, id, exchangeId: box.exchangeId, grantHash: grantHash(grant) };
        if (box.field === "wrapped") {
          const wrapped = delegation?.wrapped ?? "";
          const opened = await unwrapKey(wrapped, boxKey, place, entity.keyGeneration);
          expect(hex(opened.key.secret.reveal())).toBe(box.holds.k);
          expect(opened.version).toBe(box.holds.version);
          const random = once(fromBase64Url(wrapped, "wrapped").subarray(0, 12));
          expect(await wrapKey(opened.key, opened.version, boxKey, place, random)).toBe(wrapped);
        } else {
          const link = delegation?.link ?? "";
          const opened = await unwrapLink(link, boxKey, place);
          expect(opened.patient).toBe(box.holds.patient);
          expect(opened.secret && hex(opened.secret.reveal())).toBe(box.holds.secret);
          const random = once(fromBase64Url(link, "link").subarray(0, 12));
          expect(await wrapLink(opened, boxKey, place, random)).toBe(link);
        }
      }
    },
  );
});

it.each(interop.refused)("a signature over links as text does not hold", ({ card, entity }) => {
  const bytes = entityBytes(entity, fromBase64Url(entity.content, "content"));
  expect(cardVerifies(card, bytes, entity.signature)).toBe(false);
});

interface RefusedBox {
  readonly name: string;
  readonly kind: string;
  readonly wrapKey: string;
  readonly type: string;
  readonly id: string;
  readonly exchangeId: string;
  readonly grantSignatureHash: string;
}

const refused = vectors<{
  contents: readonly {
    name: string;
    kind: string;
    k: string;
    type: Entity["type"];
    id: string;
    keyGeneration: number;
    keyCommitment: string;
    content: string;
  }[];
  wraps: readonly (RefusedBox & { wrapped: string; keyGeneration: number })[];
  links: readonly (RefusedBox & { link: string })[];
}>("refused-boxes.json");

async function kindOf(opening: () => Promise<unknown>): Promise<string> {
  try {
    await opening();
    return "opened";
  } catch (failure) {
    if (failure instanceof CryptoFailure) return failure.kind;
    throw failure;
  }
}

describe("what is refused", () => {
  it.each(refused.contents)("as content: $name", async (c) => {
    const key = new EntityKey(c.keyGeneration, Secret.of(unhex(c.k)));
    const opening = (): Promise<string> => {
      key.requireCommitment(c.keyCommitment);
      return key.openContent(c.content, c);
    };
    expect(await kindOf(opening)).toBe(c.kind);
  });

  it.each(refused.wraps)("as wrap: $name", async (c) => {
    const place = { ...c, grantHash: unhex(c.grantSignatureHash) };
    const key = Secret.of(unhex(c.wrapKey));
    expect(await kindOf(() => unwrapKey(c.wrapped, key, place, c.keyGeneration))).toBe(c.kind);
  });

  it.each(refused.links)("as link: $name", async (c) => {
    const place = { ...c, grantHash: unhex(c.grantSignatureHash) };
    expect(await kindOf(() => unwrapLink(c.link, Secret.of(unhex(c.wrapKey)), place))).toBe(c.kind);
  });
});
