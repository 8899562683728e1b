import { expect, it } from "vitest";
import { EntityVerifier } from "../../src/sealing/verifier.js";
import type { CardDirectory } from "../../src/trust/directory.js";
import { TrustedCards } from "../../src/trust/trustedcards.js";
import type { KeyCard } from "../../src/wire/card.js";
import type { Entity } from "../../src/wire/entity.js";
import { vectors } from "../vectors/files.js";

interface Case {
  readonly cards: readonly KeyCard[];
  readonly entity: Entity;
}

const { cases } = vectors<{ cases: readonly Case[] }>("entities.json");

it.each(cases)("a grant that is remembered no more as it is needed is looked up", async (c) => {
  const trust = { isKnown: true, endsAsCardsAreAsked: false };
  const parts = {
    cardsWith: (owner: string) => {
      trust.isKnown = !trust.endsAsCardsAreAsked;
      const own = c.cards.filter((card) => card.owner === owner);
      return Promise.resolve(new TrustedCards(owner, own, []));
    },
    isCurrent: () => true,
    epochOf: () => 0,
    isPinned: () => trust.isKnown,
    mayHaveSigned: () => true,
  };
  const verifier = new EntityVerifier(parts as unknown as CardDirectory, () => 0);
  expect((await verifier.verify(c.entity)).leftOut).toEqual([]);
  trust.endsAsCardsAreAsked = true;

  expect((await verifier.verify(c.entity)).leftOut).toEqual([]);
});
