import * as sdk from "@salus/sdk";
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

/** What a button says, and what a screen reader says in its place: whoever speaks to a page says the first. */
const SPOKEN = [
  ["access.take", "access.takeFrom"],
  ["common.remove", "devices.removeOf"],
  ["common.remove", "notaries.leaveOut"],
  ["common.remove", "users.deleteOf"],
  ["sharing.stop", "sharing.stopWith"],
  ["users.forget", "users.forgetOf"],
  ["users.giveAdmin", "users.giveAdminOf"],
  ["users.lock", "users.lockOf"],
  ["users.reset", "users.resetOf"],
  ["users.takeAdmin", "users.takeAdminOf"],
  ["users.unlock", "users.unlockOf"],
] as const;

test.each([en, de])("what a button says is part of its longer name (WCAG 2.5.3)", (texts) => {
  const all = new Map(paths(texts));
  const text = (path: string) => (all.get(path) ?? "").toLowerCase();
  const others = SPOKEN.filter(([short, long]) => !text(long).includes(text(short)));
  expect(others).toEqual([]);
});

/** What no page of the console can meet: it brings keys or makes them, and calls what is there. */
const NEVER_MET = ["ClientError", "MethodNotAllowed", "NoKeyRing", "SalusError"];

test("each error of the SDK has a sentence for people", () => {
  const names = Object.values(sdk).flatMap((each) => {
    const made: unknown = typeof each === "function" ? each.prototype : undefined;
    return made instanceof Error ? [(made.constructor as typeof Error).name] : [];
  });
  expect(names.length).toBeGreaterThan(20);
  const known = new Set(Object.keys(en.errors).map((name) => name.replace(/_.*/, "")));
  expect(names.filter((name) => !known.has(name)).sort()).toEqual(NEVER_MET);
});
