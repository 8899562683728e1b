import type { KeyRing } from "../keys/keyring.js";
import { FIRST_USE, type Pin, RETIRED } from "../keys/pin.js";

/** Why a card is trusted, or not (protocol §10). */
export const HOW = {
  /** A human compared the fingerprint. */
  CONFIRMED: "confirmed",
  /** A human compared the fingerprint, as access was given back. */
  ACCEPTED: "accepted",
  /** It came with the proof of an invitation. */
  PROVEN: "proven",
  /** The policy asked a human. */
  VERIFIED: "verified",
  /** The policy took it. */
  FIRST_USE,
  /** An own card that took the place of a key of the ring. */
  SUCCESSOR: "successor",
  /** Its key is in the ring; never pinned. */
  OWN: "own",
  /** Another trusted card vouches for it; never pinned. */
  ENDORSED: "endorsed",
  /** Somebody who gave access back knew it. */
  ATTESTED: "attested",
  /** An own card that was retired. */
  RETIRED,
  /** Not to be trusted. */
  DISTRUSTED: "distrusted",
  /** All distrust up to then was taken back by a decision that knew of it. */
  REGAINED: "regained",
} as const;

const COMPARED: readonly string[] = [HOW.CONFIRMED, HOW.ACCEPTED, HOW.PROVEN, HOW.VERIFIED];
const BEYOND_FIRST_USE: readonly string[] = [...COMPARED, HOW.RETIRED, HOW.SUCCESSOR];

/**
 * Which of one data owner's cards the decisions in a key ring make trusted (protocol §10). The ring
 * has decisions only; what follows from them, here and from endorsements, is found out anew.
 */
export interface Pins {
  /** KeyIds of the cards that are trusted, own keys among them. */
  readonly trusted: ReadonlySet<string>;
  /** Of those, the ones that verify what is dated up to then and are otherwise retired. */
  readonly ended: ReadonlyMap<string, number>;
  /** KeyIds of the cards that are not to be trusted, whoever vouches for them. */
  readonly distrusted: ReadonlySet<string>;
  /** KeyIds of those in `ended` that are trusted on the word of others alone. */
  readonly attested: ReadonlySet<string>;
  /** KeyIds of those that a human or a proof stands for, or that are keys of the ring. */
  readonly compared: ReadonlySet<string>;
}

/** Of nobody: nothing was decided. */
export const NO_PINS: Pins = pinsOfOnly();

/** Only these cards, as if nothing were known of their owner. */
export function pinsOfOnly(...keyIds: readonly string[]): Pins {
  return {
    trusted: new Set(keyIds),
    ended: new Map(),
    distrusted: new Set(),
    attested: new Set(),
    compared: new Set(),
  };
}

/** Those of a data owner. */
export function pinsOf(keyRing: KeyRing, owner: string): Pins {
  return read(keyRing, owner, () => true);
}

/** Only those that go back to a human's comparison, a proof, or an own key. */
export function pinsBeyondFirstUse(keyRing: KeyRing, owner: string): Pins {
  return read(keyRing, owner, (pin) => BEYOND_FIRST_USE.includes(pin.how));
}

/** The same without trust in this card of its own. */
export function withoutPin(pins: Pins, keyId: string): Pins {
  const others = (keyIds: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...keyIds].filter((each) => each !== keyId));
  return { ...pins, trusted: others(pins.trusted), compared: others(pins.compared) };
}

/** Since when a card is distrusted; undefined if it is not, or was and is so no more. */
export function distrustedAt(pins: readonly Pin[], keyId: string): number | undefined {
  const distrusted = latest(pins, keyId, HOW.DISTRUSTED);
  const regained = latest(pins, keyId, HOW.REGAINED) ?? -Infinity;
  return distrusted !== undefined && distrusted > regained ? distrusted : undefined;
}

/** Why a human or a proof stands for a card; undefined if none does. */
export function comparisonOf(pins: readonly Pin[], keyId: string): string | undefined {
  return pins
    .filter((pin) => pin.keyId === keyId && isComparison(pin))
    .map((pin) => pin.how)
    .sort()[0];
}

function read(keyRing: KeyRing, owner: string, counts: (pin: Pin) => boolean): Pins {
  const all = keyRing.pins(owner);
  const own = new Set(owner === keyRing.owner ? keyRing.keys().map((key) => key.keyId) : []);
  const compared = new Set([...own, ...all.filter(isComparison).map((pin) => pin.keyId)]);
  const trusted = new Set(compared);
  const ended = new Map<string, number>();
  const attested = new Set<string>();
  for (const pin of all.filter(counts)) {
    if (pin.how === HOW.RETIRED) {
      trusted.add(pin.keyId);
      endsAt(ended, pin);
    } else if (pin.how === HOW.ATTESTED && !isKnownBetter(pin, all, own)) {
      trusted.add(pin.keyId);
      attested.add(pin.keyId);
      endsAt(ended, pin);
    } else if (
      pin.how === HOW.SUCCESSOR ||
      (pin.how === HOW.FIRST_USE && isStillAGuess(pin, all))
    ) {
      trusted.add(pin.keyId);
    }
  }
  const distrusted = distrustedOf(all, own);
  for (const each of [trusted, ended, attested, compared]) {
    distrusted.forEach((keyId) => each.delete(keyId));
  }
  return { trusted, ended, distrusted, attested, compared };
}

function endsAt(ended: Map<string, number>, pin: Pin): void {
  ended.set(pin.keyId, Math.min(ended.get(pin.keyId) ?? Infinity, pin.until ?? pin.at));
}

/** The key came back, or a human compared the card later: it is not known from others only. */
function isKnownBetter(attested: Pin, pins: readonly Pin[], own: ReadonlySet<string>): boolean {
  return (
    own.has(attested.keyId) ||
    pins.some((pin) => pin.keyId === attested.keyId && isComparison(pin) && pin.at > attested.at)
  );
}

/**
 * What first use took counts as long as nobody looked closer, and only if it was the first that was
 * ever known of the owner: in a ring that took over another one it may not have been.
 */
function isStillAGuess(guess: Pin, pins: readonly Pin[]): boolean {
  return !pins.some(
    (pin) =>
      isComparison(pin) || (pin.how === HOW.FIRST_USE ? pin.at < guess.at : pin.at <= guess.at),
  );
}

function distrustedOf(pins: readonly Pin[], own: ReadonlySet<string>): ReadonlySet<string> {
  const keyIds = pins.filter((pin) => pin.how === HOW.DISTRUSTED).map((pin) => pin.keyId);
  return new Set(
    keyIds.filter((keyId) => distrustedAt(pins, keyId) !== undefined && !own.has(keyId)),
  );
}

function latest(pins: readonly Pin[], keyId: string, how: string): number | undefined {
  const dates = pins.filter((pin) => pin.keyId === keyId && pin.how === how).map((pin) => pin.at);
  return dates.length === 0 ? undefined : Math.max(...dates);
}

function isComparison(pin: Pin): boolean {
  return COMPARED.includes(pin.how);
}
