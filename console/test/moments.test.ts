import { DataSample, HealthcareElement, Measure, Content } from "@salus/sdk";
import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { forgetMeasuredText } from "../src/records/measuredtext.js";
import { dayAlone, dayOf, dayText, moment } from "../src/records/moments.js";
import { entryOf } from "../src/records/record.js";
import { isWithinDays, seriesOf } from "../src/records/series.js";
import { partialInputs } from "../src/ui/useWholeDates.js";

const t = ((key: string) => key) as unknown as TFunction;

test("a day is a day, in both forms and at any place", () => {
  const [number, text] = dayOf("2019-01-05");
  expect([number, text]).toEqual([20190105, "2019-01-05"]);
  expect(dayText(number, text)).toBe("2019-01-05");
  expect(dayText(number, undefined)).toBe("2019-01-05");
  expect(dayAlone(number, undefined)).toBe("2019-01-05");
  expect(moment(number, undefined)).toBe(moment(undefined, text));
  expect(dayOf("")).toEqual([undefined, undefined]);
  expect(dayText(undefined, undefined)).toBe("");
});

test("a partial date and one with a time say what they say", () => {
  expect(dayAlone(1974, undefined)).toBe("1974");
  expect(dayAlone(19740000, undefined)).toBe("1974");
  expect(dayAlone(197412, undefined)).toBe("1974-12");
  expect(dayAlone(undefined, "1974-12")).toBe("1974-12");
  expect(dayAlone(undefined, "2004-12-25T23:50:50Z")).toBeUndefined();
  expect(dayAlone(1_600_000_000_000, undefined)).toBeUndefined();
  expect(dayText(1974, undefined)).toBe("1974-01-01");
});

test("what says no date is not shown as if it were of the day on which it was written", () => {
  const metadata = { created: 1000 };
  const undated = entryOf(new HealthcareElement({ description: "a", metadata } as object), false);
  expect(undated.isDated).toBe(false);
  const day = entryOf(new HealthcareElement({ openingDateTime: "2019-01-05" }), false);
  expect(day).toMatchObject({ isDated: true, day: "2019-01-05" });
});

test("a chart draws what has a date, at its moment", () => {
  const sample = (value: number, valueDate?: number) =>
    entryOf(
      new DataSample({
        content: { und: new Content({ measureValue: new Measure({ value, unit: "kg" }) }) },
        ...(valueDate === undefined ? {} : { valueDate }),
      }),
      false,
    );
  const [series] = seriesOf([sample(3, 1.7e12), sample(2), sample(1, 1.6e12)], t);
  expect(series?.points.map(({ at }) => at)).toEqual([1.6e12, 1.7e12]);
  expect(isWithinDays(series?.points ?? [])).toBe(false);
  expect(
    isWithinDays([
      { at: 0, value: 1 },
      { at: 3_600_000, value: 2 },
    ]),
  ).toBe(true);
});

test("what a chart has measured goes with it", () => {
  const there = new Set(["recharts_measurement_span"]);
  const page = {
    getElementById: (id: string) =>
      there.has(id) ? ({ remove: () => there.delete(id) } as unknown as HTMLElement) : null,
  };
  forgetMeasuredText(page);
  expect(there.size).toBe(0);
  forgetMeasuredText(page);
});

test("a date that was typed in part is found, though its value is as empty as none", () => {
  const input = (name: string, badInput: boolean) => ({ name, value: "", validity: { badInput } });
  const found = partialInputs([input("from", true), input("to", false), {}]);
  expect(found.map(({ name }) => name)).toEqual(["from"]);
});
