/**
 * What was decided about a key card (protocol §10): why it is trusted, or since when it is not. A
 * ring has at most one for each card and `how`.
 */
export interface Pin {
  /** Of the card. */
  readonly keyId: string;
  /** Why it is trusted or not: never empty; protocol §10 has the table. */
  readonly how: string;
  /** When this was decided, milliseconds since the epoch. */
  readonly at: number;
  /** The date up to which the card verifies, milliseconds; left out where that was not decided. */
  readonly until?: number;
}

/** An own card that was retired, also if the server hides that; `until` is when. */
export const RETIRED = "retired";

/** A card that the policy took when its owner was met first. */
export const FIRST_USE = "firstUse";

/** Whether both say the same of the same card, whenever that was. */
export function isAboutTheSame(one: Pin, other: Pin): boolean {
  return one.keyId === other.keyId && one.how === other.how;
}

/**
 * Of two that say the same the later, but of two first uses the first; it verifies up to the
 * earlier of both dates (protocol §9.2).
 */
export function joined(one: Pin, other: Pin): Pin {
  const at = one.how === FIRST_USE ? Math.min(one.at, other.at) : Math.max(one.at, other.at);
  const until = earlier(one.until, other.until);
  const pin = { keyId: one.keyId, how: one.how, at };
  return until === undefined ? pin : { ...pin, until };
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) {
    return one ?? other;
  }
  return Math.min(one, other);
}
