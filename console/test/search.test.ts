import type { DataOwner, DataOwnerType, SalusApi } from "@salus/sdk";
import { expect, test } from "vitest";
import { ownersCalled } from "../src/names/ownersearch.js";
import { wordsBegin } from "../src/names/words.js";

test.each([
  ["Müller-Lüdenscheidt, Anne-Marie", "ludens"],
  ["Müller-Lüdenscheidt, Anne-Marie", "muller-lud anne-m"],
  ["Müller-Lüdenscheidt, Anne-Marie", "annemarie"],
  ["O’Brien", "o'brien"],
  ["O’Brien", "brien"],
  ["O'Brien", "obri"],
  ["Dr.med. Arden", "med"],
  ["1974-12-05", "1974-12"],
])("a name is found by what stands within it: %s by %s", (name, search) => {
  expect(wordsBegin([name], search)).toBe(true);
});

test("what begins no word is not found", () => {
  expect(wordsBegin(["Anne-Marie"], "arie")).toBe(false);
  expect(wordsBegin(["Anne-Marie"], "anne-l")).toBe(false);
});

test("that nobody was found is not remembered: who comes later is found by any word, too", async () => {
  const there: DataOwner[] = [];
  let asked = 0;
  const api = {
    dataOwnerApi: {
      findDataOwners: (_: DataOwnerType, beginning: string) => {
        asked++;
        return Promise.resolve(there.filter(({ name = "" }) => name.startsWith(beginning)));
      },
    },
  } as unknown as SalusApi;
  const search = (now: number) => ownersCalled(api, "hcp", "arden", 9, now);

  expect(await search(0)).toEqual([]);
  there.push({ id: "a", type: "hcp", name: "Dr. Anna Arden" });
  await search(1000);
  expect(asked, "who types asks for all names once").toBe(3);
  expect((await search(60_000)).map(({ id }) => id)).toEqual(["a"]);
});
