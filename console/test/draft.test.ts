import { expect, test } from "vitest";
import { merge } from "../src/ui/draft.js";

const BEFORE = { city: "York", phone: "1", note: "", street: "A" };

test("what was typed stays on top of what somebody else has saved, and what they changed is told", () => {
  const typed = { ...BEFORE, phone: "2", note: "mine" };
  const now = { ...BEFORE, city: "Bath", phone: "3" };

  const { values, theirs } = merge(BEFORE, typed, now);

  expect(values).toEqual({ city: "Bath", phone: "2", note: "mine", street: "A" });
  expect(theirs).toEqual([
    { field: "city", text: "Bath", isBoth: false },
    { field: "phone", text: "3", isBoth: true },
  ]);
});

test("what both have written alike is no question", () => {
  const same = { ...BEFORE, city: "Bath" };
  expect(merge(BEFORE, same, same)).toEqual({ values: same, theirs: [] });
});

test("what they have emptied is told, and goes, unless one has changed it", () => {
  const now = { ...BEFORE, phone: "", street: "" };
  const { values, theirs } = merge(BEFORE, { ...BEFORE, street: "B" }, now);
  expect([values.phone, values.street]).toEqual(["", "B"]);
  expect(theirs.map(({ field, isBoth }) => [field, isBoth])).toEqual([
    ["phone", false],
    ["street", true],
  ]);
});
