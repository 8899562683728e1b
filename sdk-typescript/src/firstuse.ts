import { fingerprintOf } from "./crypto/fingerprint.js";
import { OwnerKey } from "./crypto/ownerkey.js";
import { KeysExist } from "./error/client.js";
import { AnotherDataOwner } from "./error/keys.js";
import { Invalid } from "./error/server.js";
import { KeyRing } from "./keys/keyring.js";
import type { RandomSource } from "./primitives/random.js";
import { KeyCopies } from "./recovery/keycopies.js";
import type { RecoveryKey } from "./recovery/recoverykey.js";
import { RecoveryRoutes } from "./recovery/routes.js";
import type { ServerApi } from "./transport/serverapi.js";
import { listCards } from "./trust/cardlists.js";
import { cardBytes, cardVerifies } from "./wire/card.js";

/** A card of somebody whose keys are not at hand. */
export interface ListedCard {
  readonly keyId: string;
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly retired: boolean;
}

/** What is known of a data owner whose keys the store has not. */
export interface FirstUseSituation {
  readonly dataOwner: string;
  /** The cards that the server lists; none for somebody who never had keys, if it is honest. */
  readonly cards: readonly ListedCard[];
}

/** What to do where the store has no keys. */
export type FirstUseChoice =
  /** First keys, of somebody who has no cards. */
  | { readonly kind: "makeKeys" }
  /** A key for this device, of somebody who has another one. */
  | { readonly kind: "addDevice" }
  /** The keys that a recovery key brings back, or one that another device made to hand them over. */
  | { readonly kind: "restore"; readonly key: RecoveryKey }
  /** As `addDevice`, and asks the notaries for the lost keys: go on with `notaryApi`. */
  | { readonly kind: "askNotaries" }
  /** As `addDevice`, and asks everybody to give access back: go on with `accessBackApi`. */
  | { readonly kind: "askForAccess" }
  /** A ring that the application has; `AnotherDataOwner` if the server names another one than its owner. */
  | { readonly kind: "use"; readonly ring: KeyRing };

/** Is asked where the store has no keys: the SDK makes none on its own. */
export type FirstUse = (situation: FirstUseSituation) => Promise<FirstUseChoice> | FirstUseChoice;

/** Makes first keys, for somebody who has no cards; fails with `KeysExist` otherwise. */
export const makeKeys: FirstUse = () => ({ kind: "makeKeys" });

/** What was chosen: a ring, not kept yet, and by which choice it came to be. */
export interface FirstRing {
  readonly ring: KeyRing;
  readonly choice: FirstUseChoice;
}

/** The ring that was chosen. */
export async function firstRing(
  server: ServerApi,
  dataOwner: string,
  firstUse: FirstUse,
  now: () => number,
  random: RandomSource,
): Promise<FirstRing> {
  const listed = await listCards(server, dataOwner);
  const cards = listed.cards
    .filter((card) => card.owner === dataOwner)
    .filter((card) => cardVerifies(card, cardBytes(card), card.signature))
    .map((card) => ({
      keyId: card.keyId,
      fingerprint: fingerprintOf(dataOwner, card.keyId),
      createdAt: card.createdAt,
      retired: card.retired !== undefined,
    }));
  const choice = await firstUse({ dataOwner, cards });
  const ring = await ringOf(server, dataOwner, choice, cards.length > 0, now, random);
  return { ring, choice };
}

async function ringOf(
  server: ServerApi,
  dataOwner: string,
  choice: FirstUseChoice,
  hasCards: boolean,
  now: () => number,
  random: RandomSource,
): Promise<KeyRing> {
  if (choice.kind === "use") {
    if (choice.ring.owner !== dataOwner) {
      throw new AnotherDataOwner(choice.ring.owner, dataOwner);
    }
    return choice.ring;
  }
  if (choice.kind === "restore") {
    return new KeyCopies(new RecoveryRoutes(server), random).fetch(dataOwner, choice.key);
  }
  if (choice.kind === "makeKeys" && hasCards) {
    throw new KeysExist(dataOwner);
  }
  if (choice.kind !== "makeKeys" && !hasCards) {
    throw new Invalid("firstUse", "there is no other device of this data owner: make keys");
  }
  const key = await OwnerKey.generate(dataOwner, now(), random);
  return new KeyRing(dataOwner, [{ key, signedUpTo: 0 }]);
}
