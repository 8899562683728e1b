import { expect, test } from "vitest";
import de from "../src/i18n/de.json";
import { GOOD_BITS, LEAST_BITS, REASONS, strengthOf } from "../src/secrets/strength.js";

const reasonOf = async (secret: string, known: readonly string[] = []) =>
  (await strengthOf(secret, known)).reason;

test("a secret that is easy to guess is refused, with why", async () => {
  expect(await reasonOf("short")).toBe("tooShort");
  expect(await reasonOf("password")).toBe("topTen");
  expect(await reasonOf("P@ssw0rd!")).toBe("similarToCommon");
  expect(await reasonOf("aaaaaaaaaaaaaaaaaaaa")).toBe("simpleRepeat");
  expect(await reasonOf("qwertzuiop")).toBeDefined();
  expect(await reasonOf("01.01.1980")).toBeDefined();
  expect(await reasonOf("Geburtstag")).toBeDefined();
  expect(await reasonOf("elephant")).toBe("common");
  expect(await reasonOf("anna.arden", ["anna", "arden", "anna.arden"])).toBe("userInputs");
});

test("length alone is not strength, and words that do not belong together are", async () => {
  expect(await reasonOf("passwordpasswordpassword")).toBeDefined();
  expect(await reasonOf("abcdefghijklmnopqrst")).toBeDefined();
  expect(await reasonOf("kettle orbit mauve tram")).toBeUndefined();
  expect(await reasonOf("Kessel Mond lila Fähre")).toBeUndefined();
  const { bits } = await strengthOf("kettle orbit mauve tram", []);
  expect(bits).toBeGreaterThan(GOOD_BITS);
  const two = await strengthOf("correct horse", []);
  expect(two.reason).toBeUndefined();
  expect(two.bits).toBeGreaterThan(LEAST_BITS);
  expect(two.bits).toBeLessThan(GOOD_BITS);
});

test("a long one is estimated, too, and each reason has a sentence", async () => {
  expect(await reasonOf("kettle orbit mauve tram ".repeat(40))).toBeUndefined();
  expect(Object.keys(de.strength)).toEqual(expect.arrayContaining([...REASONS]));
});
