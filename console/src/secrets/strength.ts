/** What a secret has at least, in signs: as the server demands of passwords. */
export const SHORTEST = 8;

/**
 * The guesses that a new secret takes at least, as a logarithm to base 2: as for `salus keys`. A password is
 * guessed at the server, which counts; each guess of a passphrase costs Argon2id.
 */
export const LEAST_BITS = 27;

/** From so many bits on, of guesses as a logarithm to base 2, nothing better is asked for: four words have them. */
export const GOOD_BITS = 40;

/** What makes a secret easy to guess; each has a sentence in each language. */
export const REASONS = [
  "tooShort",
  "straightRow",
  "keyPattern",
  "simpleRepeat",
  "extendedRepeat",
  "sequences",
  "recentYears",
  "dates",
  "topTen",
  "topHundred",
  "common",
  "similarToCommon",
  "wordByItself",
  "namesByThemselves",
  "commonNames",
  "userInputs",
  "guessable",
] as const;

/** One of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** How hard a secret is to guess. */
export interface Strength {
  /** The guesses that it takes, as a logarithm to base 2. */
  readonly bits: number;
  /** Why it is not to be taken; undefined if it is hard enough to guess. */
  readonly reason: Reason | undefined;
}

/**
 * Estimates how hard a secret is to guess, in this page.
 *
 * @param known what whoever guesses knows: the login, the server
 */
export async function strengthOf(secret: string, known: readonly string[]): Promise<Strength> {
  const { estimator } = await import("./estimator.js");
  const { guessesLog10, feedback } = estimator.check(secret, [...known, "salus"]);
  const bits = guessesLog10 * Math.log2(10);
  if ([...secret].length < SHORTEST) {
    return { bits, reason: "tooShort" };
  }
  const reason = REASONS.find((each) => each === feedback.warning) ?? "guessable";
  return { bits, reason: bits < LEAST_BITS ? reason : undefined };
}
