/** A moment as `datetime-local` inputs write it; empty for none. */
export function localText(at: number | undefined): string {
  if (at === undefined) {
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
