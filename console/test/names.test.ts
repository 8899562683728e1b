import type { DataOwner, SalusApi } from "@salus/sdk";
import i18next from "i18next";
import { expect, test } from "vitest";
import { knownKeys } from "../src/access/knownkeys.js";
import en from "../src/i18n/en.json";
import { comparing } from "../src/names/comparing.js";
import { labelOf } from "../src/names/label.js";

const ID = "22222222-2222-4222-8222-222222222222";

/** A ring, and a server that calls an accomplice another name each time it is asked. */
function sdk(...said: readonly string[]) {
  const given = new Map<string, string>();
  let asked = 0;
  const dataOwnerApi = {
    getDataOwner: (id: string) => Promise.resolve({ id, name: said[asked++] ?? "" }),
    getGivenNames: () => given,
    giveName: (id: string, name: string) => Promise.resolve(void given.set(id, name)),
    getComparedKeys: () => Promise.resolve([]),
    getTrustedKeys: () => Promise.resolve(["by first use"]),
    getUntrustedKeys: () => Promise.resolve([]),
  };
  return { api: { dataOwnerApi } as unknown as SalusApi, given };
}

const house = { id: ID, name: "Dr. House", type: "hcp" } as unknown as DataOwner;

test("t19_whoWasComparedKeepsTheNameOfThatMoment: the server calls them another one in vain", async () => {
  await i18next.init({ resources: { en: { translation: en } }, lng: "en" });
  const { api, given } = sdk("Mallory", "Dr. House");
  expect(labelOf(house, given, i18next.t)).toMatchObject({ label: "Dr. House" });
  expect(labelOf(house, given, i18next.t).description).toMatch(/22222222….*server/);
  await comparing(api, ID, () => Promise.resolve());
  await comparing(api, ID, () => Promise.resolve());
  const label = labelOf(house, given, i18next.t);
  expect(label.label).toBe("Mallory");
  expect(label.description).toMatch(/22222222….*Dr\. House/);
});

test("a key that does not compare gives nobody a name", async () => {
  const { api, given } = sdk("Mallory");
  const mismatch = comparing(api, ID, () => Promise.reject(new Error("FingerprintMismatch")));
  await expect(mismatch).rejects.toThrow("FingerprintMismatch");
  expect([...given]).toEqual([]);
});

test("what first use took is not called compared", async () => {
  expect(await knownKeys(sdk().api, ID)).toEqual({ compared: 0, live: 1 });
});
