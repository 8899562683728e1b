/** Without case and accents. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();
}

const BETWEEN_WORDS = /[\s,]+/;

/** What stands within one name, and is typed or left out: Anne-Marie, O’Brien, Dr.med. */
const WITHIN = /[-‐‑.'’ʼ`´·/]+/;

/** The words of a text, what stands within one both apart and together. */
function wordsOf(text: string): readonly string[] {
  return plain(text)
    .split(BETWEEN_WORDS)
    .flatMap((word) => [word, ...word.split(WITHIN), word.split(WITHIN).join("")])
    .filter((word) => word !== "");
}

/** Whether all words of a search begin a word of one of these texts, whatever their case and accents. */
export function wordsBegin(texts: readonly string[], search: string): boolean {
  const words = texts.flatMap(wordsOf);
  return plain(search)
    .split(BETWEEN_WORDS)
    .flatMap((part) => part.split(WITHIN))
    .filter((part) => part !== "")
    .every((part) => words.some((word) => word.startsWith(part)));
}
