import { describe, expect, it } from "vitest";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { Secret } from "../../src/primitives/secret.js";
import { parseWire } from "../../src/json/wire.js";
import {
  openReturnedShare,
  openShare,
  returnInfo,
  sealShare,
  sealShareBack,
  shareCommitment,
  shareInfo,
} from "../../src/recovery/notaryshare.js";
import { combineShares } from "../../src/recovery/shares.js";
import { cardVerifies, type KeyCard, readCard } from "../../src/wire/card.js";
import { readWhole } from "../../src/wire/fields.js";
import {
  type NotarySet,
  notarySetBytes,
  readNotarySet,
  readSetAcceptance,
  readShareReturn,
  setAcceptanceBytes,
  shareReturnBytes,
} from "../../src/wire/notary.js";
import { hex, once, unhex, vectors } from "../vectors/files.js";

interface Seeds {
  readonly owner: string;
  readonly kemSeed: string;
  readonly signSeed: string;
  readonly createdAt: number;
}

interface NotaryVectors {
  readonly sets: readonly {
    readonly key: string;
    readonly signer: object;
    readonly set: object;
    readonly signedBytes: string;
    readonly shares: readonly {
      readonly notary: Seeds;
      readonly share: string;
      readonly info: string;
      readonly encapsulationRandomness: string;
      readonly sealed: string;
    }[];
  }[];
  readonly returns: readonly {
    readonly requestId: string;
    readonly newKey: Seeds;
    readonly newKeyId: string;
    readonly notary: string;
    readonly signer: object;
    readonly set: object;
    readonly share: string;
    readonly info: string;
    readonly encapsulationRandomness: string;
    readonly returned: object;
    readonly signedBytes: string;
  }[];
  readonly acceptances: readonly {
    readonly notary: string;
    readonly signer: object;
    readonly set: object;
    readonly acceptance: object;
    readonly signedBytes: string;
  }[];
  readonly refused: readonly {
    readonly name: string;
    readonly kind: string;
    readonly set: object;
    readonly notary: string;
    readonly requestId: string;
    readonly newKey: Seeds;
    readonly sealed: string;
  }[];
}

const file = vectors<NotaryVectors>("notaries.json");

function keyOf(seeds: Seeds): Promise<OwnerKey> {
  const secret = (text: string) => Secret.of(unhex(text));
  return OwnerKey.of(seeds.owner, secret(seeds.kemSeed), secret(seeds.signSeed), seeds.createdAt);
}

function cardOf(json: object): KeyCard {
  return readWhole(parseWire(JSON.stringify(json)), readCard);
}

function setOf(json: object): NotarySet {
  return readWhole(parseWire(JSON.stringify(json)), readNotarySet);
}

describe("a notary set", () => {
  it.each(file.sets)("is signed by its owner, and its shares give the key", async (vector) => {
    const set = setOf(vector.set);
    expect(hex(notarySetBytes(set))).toBe(vector.signedBytes);
    expect(cardVerifies(cardOf(vector.signer), notarySetBytes(set), set.signature)).toBe(true);
    const shares = vector.shares.map((each) => Secret.of(unhex(each.share)));
    expect(hex((await combineShares(shares)).reveal())).toBe(vector.key);
  });

  const shares = file.sets.flatMap((vector) =>
    vector.shares.map((each) => ({ set: setOf(vector.set), ...each })),
  );

  it.each(shares)("seals a share to each notary", async (each) => {
    const notary = await keyOf(each.notary);
    const place = { setId: each.set.setId, owner: each.set.owner, notary: notary.owner };
    const share = Secret.of(unhex(each.share));
    expect(hex(shareInfo(place))).toBe(each.info);
    expect(shareCommitment(share, place.setId, place.notary)).toBe(
      each.set.commitments[notary.owner],
    );
    const random = once(unhex(each.encapsulationRandomness));
    expect(await sealShare(share, notary.card, place, random)).toBe(each.sealed);
    expect(hex((await openShare(each.set, notary, each.sealed)).reveal())).toBe(each.share);
  });
});

describe("a notary's word that it took a set on", () => {
  it.each(file.acceptances)("is signed over the set as it was", (each) => {
    const acceptance = readWhole(parseWire(JSON.stringify(each.acceptance)), readSetAcceptance);
    const message = setAcceptanceBytes(setOf(each.set), each.notary, acceptance.at);
    expect(hex(message)).toBe(each.signedBytes);
    expect(cardVerifies(cardOf(each.signer), message, acceptance.signature)).toBe(true);
  });
});

describe("a share that is given back", () => {
  it.each(file.returns)("is sealed to the new key and signed", async (each) => {
    const [newKey, set] = [await keyOf(each.newKey), setOf(each.set)];
    const returned = readWhole(parseWire(JSON.stringify(each.returned)), readShareReturn);
    const { requestId, notary, newKeyId } = each;
    const place = { setId: set.setId, owner: set.owner, requestId, notary, newKeyId };
    expect(newKey.keyId).toBe(newKeyId);
    expect(hex(returnInfo(place))).toBe(each.info);
    const share = Secret.of(unhex(each.share));
    const random = once(unhex(each.encapsulationRandomness));
    expect(await sealShareBack(share, newKey.card, place, random)).toBe(returned.sealed);
    const message = shareReturnBytes({ ...place, recoveryId: set.recoveryId }, returned.sealed);
    expect(hex(message)).toBe(each.signedBytes);
    expect(cardVerifies(cardOf(each.signer), message, returned.signature)).toBe(true);
    const opened = await openReturnedShare(set, notary, requestId, newKey, returned.sealed);
    expect(hex(opened.reveal())).toBe(each.share);
  });

  it.each(file.refused)("is refused: $name", async ({ kind, ...each }) => {
    const newKey = await keyOf(each.newKey);
    await expect(
      openReturnedShare(setOf(each.set), each.notary, each.requestId, newKey, each.sealed),
    ).rejects.toMatchObject({ kind });
  });
});
