import { expect, test } from "vitest";
import { changedMoment, localText, momentOf } from "../src/ui/localtime.js";

test("a moment that an input shows to the minute is changed only by who changes it", () => {
  const recorded = Date.UTC(2022, 8, 29, 8, 34, 59, 999);
  const shown = localText(recorded);

  expect(momentOf(shown)).toBe(recorded - 59_999);
  expect(changedMoment(shown, shown)).toBeUndefined();
  expect(changedMoment(shown, localText(recorded + 60_000))).toEqual({ at: recorded + 1 });
  expect(changedMoment(shown, "")).toEqual({ at: undefined });
  expect(changedMoment("", shown)).toEqual({ at: recorded - 59_999 });
});
