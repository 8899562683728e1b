import type { KeyPrompt } from "./trustedcards.js";

/** What to do with a key that nothing known vouches for (protocol §10). */
export type TrustPolicy =
  | { readonly kind: "firstUse" }
  | { readonly kind: "verifyWith"; readonly ask: (prompt: KeyPrompt) => Promise<boolean> }
  | { readonly kind: "onlyConfirmed" };

/** Takes the cards of a data owner who is met for the first time, and none after that. The default. */
export function trustOnFirstUse(): TrustPolicy {
  return { kind: "firstUse" };
}

/**
 * Asks about every key that nothing known vouches for, also the first.
 *
 * @param ask answers true once a human has compared the fingerprints; a failure counts as no, and who
 *   said no is not asked again about the same key for a minute
 */
export function verifyWith(ask: (prompt: KeyPrompt) => Promise<boolean>): TrustPolicy {
  return { kind: "verifyWith", ask };
}

/** Takes no key unasked, and asks nobody: only those that are confirmed or proven. */
export function onlyConfirmed(): TrustPolicy {
  return { kind: "onlyConfirmed" };
}
