import { describe, expect, it } from "vitest";
import { signatureHolds } from "../../src/primitives/ed25519.js";
import { EntityKey } from "../../src/crypto/entitykey.js";
import { ExchangeKey, exchangeInfo } from "../../src/crypto/exchangekey.js";
import {
  fingerprintMatches,
  fingerprintOf,
  isFingerprintText,
  qrCodeOf,
} from "../../src/crypto/fingerprint.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { Secret } from "../../src/primitives/secret.js";
import { linkOf } from "../../src/crypto/wraps.js";
import { pae } from "../../src/encoding/pae.js";
import {
  cardBytes,
  cardCanBeSealedTo,
  cardVerifies,
  endorsementBytes,
  type KeyCard,
  retirementBytes,
} from "../../src/wire/card.js";
import { attestationBytes, exchangeBytes, type ExchangeRecord } from "../../src/wire/exchange.js";
import { type AutoSharePolicy, policyBytes } from "../../src/wire/policy.js";
import { hex, once, unhex, vectors } from "../vectors/files.js";

interface Seeds {
  readonly owner: string;
  readonly kemSeed: string;
  readonly signSeed: string;
  readonly createdAt: number;
}

interface Vouched {
  readonly by: KeyCard;
  readonly card: KeyCard;
  readonly signedBytes: string;
}

const cards = vectors<{
  cases: readonly (Seeds & {
    card: KeyCard;
    signedBytes: string;
    fingerprint: string;
    qrCode: string;
  })[];
  endorsements: readonly Vouched[];
  retirements: readonly Vouched[];
}>("cards.json");

const exchanges = vectors<{
  cases: readonly {
    x: string;
    signer: KeyCard;
    record: ExchangeRecord;
    signedBytes: string;
    info: string;
    entries: readonly (Seeds & { keyId: string; encapsulationRandomness: string })[];
  }[];
  attestations: readonly {
    exchangeId: string;
    commitment: string;
    newKeyId: string;
    signer: KeyCard;
    attestation: {
      by: string;
      at: number;
      knew: readonly { keyId: string; how: string }[];
      signature: string;
    };
    signedBytes: string;
  }[];
}>("exchanges.json");

const refused = vectors<{
  exchanges: readonly { name: string; kind: string; key: Seeds; record: ExchangeRecord }[];
}>("refused-boxes.json");

function keyOf(seeds: Seeds): Promise<OwnerKey> {
  const [kem, sign] = [Secret.of(unhex(seeds.kemSeed)), Secret.of(unhex(seeds.signSeed))];
  return OwnerKey.of(seeds.owner, kem, sign, seeds.createdAt);
}

describe("a card", () => {
  it.each(cards.cases)("follows from its seeds: $card.keyId", async (c) => {
    const key = await keyOf(c);
    expect(key.card).toEqual(c.card);
    expect(hex(cardBytes(c.card))).toBe(c.signedBytes);
    expect(cardVerifies(c.card, cardBytes(c.card), c.card.signature)).toBe(true);
    expect(cardCanBeSealedTo(c.card)).toBe(true);
  });

  it.each(cards.cases)("has the fingerprint $fingerprint", (c) => {
    const { owner, keyId } = c.card;
    expect(fingerprintOf(owner, keyId)).toBe(c.fingerprint);
    expect(qrCodeOf(owner, keyId)).toBe(c.qrCode);
    for (const text of [c.fingerprint, c.qrCode, `  ${c.fingerprint.replaceAll(" ", "-")}\n`]) {
      expect(isFingerprintText(text)).toBe(true);
      expect(fingerprintMatches(text, owner, keyId)).toBe(true);
      expect(fingerprintMatches(text, owner, `A${keyId.slice(1)}`)).toBe(false);
    }
  });

  it.each(["12345", "salus:v1:x:y", "0".repeat(61)])("has no fingerprint like %s", (text) => {
    expect(isFingerprintText(text)).toBe(false);
  });

  it("is endorsed and retired as in the vectors", async () => {
    const keys = await Promise.all(cards.cases.map(keyOf));
    for (const { by, card, signedBytes } of cards.endorsements) {
      const bytes = endorsementBytes(card.owner, card.keyId);
      expect(hex(bytes)).toBe(signedBytes);
      const key = keys.find((each) => each.keyId === by.keyId);
      expect(key?.endorse(card)).toEqual(card.endorsements[0]);
    }
    for (const { by, card, signedBytes } of cards.retirements) {
      expect(card.retired && hex(retirementBytes(card.owner, card.keyId, card.retired))).toBe(
        signedBytes,
      );
      const key = keys.find((each) => each.keyId === by.keyId);
      expect(key?.retire(card, card.retired?.at ?? 0, card.retired?.successor)).toEqual(
        card.retired,
      );
    }
  });

  it("of another owner is neither endorsed nor retired", async () => {
    const [seeds] = cards.cases;
    if (seeds === undefined) throw new Error("no vectors");
    const key = await keyOf(seeds);
    const stranger = { ...seeds.card, owner: "99999999-9999-4999-8999-999999999999" };
    expect(() => key.endorse(stranger)).toThrow(RangeError);
    expect(() => key.retire(stranger, 0)).toThrow(RangeError);
  });
});

describe("an exchange", () => {
  it.each(exchanges.cases)("is sealed and opened as $record.id", async (c) => {
    expect(hex(exchangeBytes(c.record))).toBe(c.signedBytes);
    expect(hex(exchangeInfo(c.record))).toBe(c.info);
    expect(cardVerifies(c.signer, exchangeBytes(c.record), c.record.signature)).toBe(true);
    const x = new ExchangeKey(c.record.id, Secret.of(unhex(c.x)));
    expect(x.commitment).toBe(c.record.commitment);
    for (const entry of c.entries) {
      const key = await keyOf(entry);
      expect(hex((await ExchangeKey.open(c.record, key)).secret.reveal())).toBe(c.x);
      const random = once(unhex(entry.encapsulationRandomness));
      expect(await x.sealTo(key.card, c.record, random)).toBe(c.record.sealed[entry.keyId]);
    }
  });

  it.each(refused.exchanges)("does not open: $name", async (c) => {
    const opened = ExchangeKey.open(c.record, await keyOf(c.key));
    await expect(opened).rejects.toMatchObject({ kind: c.kind });
  });

  it.each(exchanges.attestations)("is attested as in the vectors", (c) => {
    const bytes = attestationBytes(c.exchangeId, c.commitment, c.newKeyId, c.attestation);
    expect(hex(bytes)).toBe(c.signedBytes);
    expect(cardVerifies(c.signer, bytes, c.attestation.signature)).toBe(true);
  });
});

describe("what is derived", () => {
  const derived = vectors<{
    exchangeKeys: readonly { x: string; commitment: string; wrapKey: string }[];
    entityKeys: readonly { k: string; keyCommitment: string }[];
    links: readonly { secret: string; type: string; link: string }[];
  }>("derivations.json");

  it.each(derived.exchangeKeys)("from an exchange key is as in the vectors", (c) => {
    const key = new ExchangeKey("id", Secret.of(unhex(c.x)));
    expect([key.commitment, hex(key.wrapKey.reveal())]).toEqual([c.commitment, c.wrapKey]);
  });

  it.each(derived.entityKeys)("from an entity key is as in the vectors", (c) => {
    const key = new EntityKey(1, Secret.of(unhex(c.k)));
    expect(key.commitment).toBe(c.keyCommitment);
    expect(() => key.requireCommitment(`${c.keyCommitment}x`)).toThrow(/committed/);
  });

  it.each(derived.links)("from a link secret is as in the vectors: $type", (c) => {
    expect(linkOf(Secret.of(unhex(c.secret)), c.type)).toBe(c.link);
  });
});

describe("a policy", () => {
  const { cases } = vectors<{
    cases: readonly { signer: KeyCard; policy: AutoSharePolicy; signedBytes: string }[];
  }>("policies.json");

  it.each(cases)("signs as in the vectors: version $policy.version", (c) => {
    expect(hex(policyBytes(c.policy))).toBe(c.signedBytes);
    expect(cardVerifies(c.signer, policyBytes(c.policy), c.policy.signature)).toBe(true);
  });
});

describe("a secret", () => {
  it("shows in no text", () => {
    const secret = Secret.of(new Uint8Array([1, 2, 3]));
    expect(`${String(secret)} ${JSON.stringify({ secret })}`).toBe(
      '[REDACTED] {"secret":"[REDACTED]"}',
    );
  });

  it("is read no more once it is wiped", () => {
    const secret = Secret.of(new Uint8Array([1, 2, 3]));
    secret.wipe();
    expect(() => secret.reveal()).toThrow();
  });
});

it("a signature over other bytes does not hold", () => {
  expect(signatureHolds(new Uint8Array(32), pae(), new Uint8Array(64))).toBe(false);
});
