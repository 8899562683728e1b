/** Without case and accents. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();
}

/** Whether all words of a search begin a word of one of these texts, whatever their case and accents. */
export function wordsBegin(texts: readonly string[], search: string): boolean {
  const words = texts.flatMap((text) => plain(text).split(/[\s,]+/));
  return plain(search)
    .split(/[\s,]+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}
