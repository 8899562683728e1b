import { expect, test } from "vitest";
import de from "../src/i18n/de.json";
import en from "../src/i18n/en.json";

type Texts = { readonly [name: string]: string | Texts };

function paths(texts: Texts, before = ""): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === "string" ? [[before + name, text] as const] : paths(text, `${before}${name}.`),
  );
}

function placeholders(text: string): readonly string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}

test("each text is there in each language, with the same places to fill", () => {
  const german = new Map(paths(de));
  const english = paths(en);
  expect([...german.keys()]).toEqual(english.map(([path]) => path));
  for (const [path, text] of english) {
    expect(placeholders(german.get(path) ?? ""), path).toEqual(placeholders(text));
  }
});
