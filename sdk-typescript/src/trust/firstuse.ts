import type { KeyCard } from "../wire/card.js";
import { decideTrust } from "./cardtrust.js";
import { CardSignatureChecks } from "./checks.js";
import { NO_PINS, pinsOfOnly } from "./pins.js";

/** What the server lists for a data owner. */
export interface CardList {
  readonly owner: string;
  readonly cards: readonly KeyCard[];
  /** KeyIds of those that no older card vouches for (protocol §2): the server's word. */
  readonly unvouched: ReadonlySet<string>;
}

/**
 * The keyId of the card that trust on first use takes of a stranger (protocol §10): the oldest, on
 * which all that live have to hang by endorsements. If one does not, the keys were lost and replaced,
 * or somebody else made one, and only a human can tell: undefined.
 *
 * @param now milliseconds since the epoch
 */
export function takenOnFirstUse(listed: CardList, now: number): string | undefined {
  const checks = new CardSignatureChecks();
  const valid = decideTrust(listed.owner, listed.cards, NO_PINS, now, checks);
  const oldest = [...valid.unknown].sort(
    (one, other) => one.createdAt - other.createdAt || (one.keyId < other.keyId ? -1 : 1),
  )[0]?.keyId;
  if (oldest === undefined) {
    return undefined;
  }
  const cards = decideTrust(listed.owner, listed.cards, pinsOfOnly(oldest), now, checks);
  const allHangOnIt =
    cards.unknown.every((card) => card.retired !== undefined) &&
    cards.live().every((card) => !listed.unvouched.has(card.keyId));
  return allHangOnIt ? oldest : undefined;
}
