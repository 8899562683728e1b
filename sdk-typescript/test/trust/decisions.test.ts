import { beforeEach, describe, expect, it } from "vitest";
import { Conflict } from "../../src/error/server.js";
import { fingerprintOf } from "../../src/crypto/fingerprint.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import type { KeyRing } from "../../src/keys/keyring.js";
import { KeyDecisions } from "../../src/trust/decisions.js";
import { pinsOf } from "../../src/trust/pins.js";
import { TrustedCards } from "../../src/trust/trustedcards.js";
import type { KeyCard } from "../../src/wire/card.js";
import { newRing, OTHER, OWNER } from "../keys/rings.js";

let ring: KeyRing;
let card: KeyCard;
/** What happens while the server holds its list. */
let meanwhile: () => void;
let decisions: KeyDecisions;

beforeEach(async () => {
  ring = await newRing();
  card = (await OwnerKey.generate(OTHER, 1_700_000_000_000, platformRandom)).card;
  meanwhile = () => undefined;
  const cards = {
    withoutAsking: (owner: string) => {
      meanwhile();
      return Promise.resolve(new TrustedCards(owner, [], [card], new Set()));
    },
    isPinned: () => false,
    changed: () => undefined,
  };
  decisions = new KeyDecisions(cards, ring, Date.now);
});

function isConfirmed(): boolean {
  return pinsOf(ring, OTHER).compared.has(card.keyId);
}

describe("t28 a decision is as old as the moment at which it was taken", () => {
  it("so what is distrusted while the server holds a confirmation stays distrusted", async () => {
    const heard = fingerprintOf(OTHER, card.keyId);
    const all = [
      () => decisions.confirmKey(OTHER, card.keyId),
      () => decisions.confirm(OTHER, heard),
      () => decisions.accept(OTHER, heard),
    ];
    for (const decide of all) {
      meanwhile = () => {
        decisions.distrust(OTHER, card.keyId);
      };
      await expect(decide()).rejects.toThrow(Conflict);
      expect(isConfirmed()).toBe(false);
      meanwhile = () => undefined;
      await decide();
      expect(isConfirmed()).toBe(true);
    }
  });

  it("and a proof that was asked for before comes to nothing", () => {
    const known = decisions.known(OTHER);
    decisions.distrust(OTHER, card.keyId);
    expect(() => {
      decisions.prove(card, known);
    }).toThrow(Conflict);
    decisions.prove(card, decisions.known(OTHER));
    expect(isConfirmed()).toBe(true);
  });

  it("and nothing is taken in from those who are not believed any more", async () => {
    const own = (await OwnerKey.generate(OWNER, 1_600_000_000_000, platformRandom)).card;
    card = own;
    const byEnd = new Map([[5, new Set([own.keyId])]]);
    await expect(decisions.attest(byEnd, () => false)).rejects.toThrow(Conflict);
    expect(ring.pins(OWNER)).toEqual([]);
    expect(await decisions.attest(byEnd, () => true)).toEqual(new Set([own.keyId]));
  });
});
