/** A moment as `datetime-local` inputs write it; empty for none, and for what is none. */
export function localText(at: number | undefined): string {
  if (at === undefined || Number.isNaN(new Date(at).getTime())) {
    return "";
  }
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}

/** The moment that such an input says; undefined for none. */
export function momentOf(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/**
 * What a person changed of a moment; undefined if the input says what it showed first, which may be
 * less than was recorded: seconds, an offset, or how precise a date is.
 */
export function changedMoment(
  shown: string,
  now: string,
): { readonly at: number | undefined } | undefined {
  return shown === now ? undefined : { at: momentOf(now) };
}
