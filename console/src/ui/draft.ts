/** What the fields of a form say. */
export type Texts<F extends string> = Readonly<Record<F, string>>;

/** A field that somebody else has changed while one filled in the form. */
export interface Theirs<F extends string> {
  readonly field: F;
  /** What they wrote. */
  readonly text: string;
  /** Whether one has changed it, too: then saving puts one's own in the place of theirs. */
  readonly isBoth: boolean;
}

/** What a form says after somebody else was faster. */
export interface Merged<F extends string> {
  readonly values: Texts<F>;
  readonly theirs: readonly Theirs<F>[];
}

/**
 * Puts what one has typed on top of what somebody else has saved meanwhile: each field that one has
 * changed keeps what one typed, all others say what they wrote.
 *
 * @param before what the form said first
 * @param typed what it says now
 * @param now what it would say first, of what they saved
 */
export function merge<F extends string>(
  before: Texts<F>,
  typed: Texts<F>,
  now: Texts<F>,
): Merged<F> {
  const fields = Object.keys(before) as F[];
  const isOwn = (field: F) => typed[field] !== before[field] && typed[field] !== now[field];
  const values = Object.fromEntries(
    fields.map((field) => [field, isOwn(field) ? typed[field] : now[field]]),
  ) as Record<F, string>;
  const theirs = fields
    .filter((field) => now[field] !== before[field] && now[field] !== typed[field])
    .map((field) => ({ field, text: now[field], isBoth: isOwn(field) }));
  return { values, theirs };
}
