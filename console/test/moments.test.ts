import { DataSample, HealthcareElement, Measure, Content } from "@salus/sdk";
import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { forgetMeasuredText } from "../src/records/measuredtext.js";
import { dayAlone, dayOf, dayText, moment } from "../src/records/moments.js";
import { entryOf } from "../src/records/record.js";
import { seriesOf, timeAxis } from "../src/records/series.js";
import { localText } from "../src/ui/localtime.js";
import { datesOf } from "../src/ui/useDates.js";
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

test("a chart draws what has a date and is not in doubt, at its moment", () => {
  const sample = (value: number, valueDate?: number, doubtful?: object) =>
    entryOf(
      new DataSample({
        ...(doubtful === undefined ? {} : ({ metadata: { doubtful } } as object)),
        content: { und: new Content({ measureValue: new Measure({ value, unit: "kg" }) }) },
        ...(valueDate === undefined ? {} : { valueDate }),
      }),
      false,
    );
  const inDoubt = sample(9, 1.65e12, {});
  const [series] = seriesOf([sample(3, 1.7e12), inDoubt, sample(2), sample(1, 1.6e12)], t);
  expect(series?.points.map(({ at }) => at)).toEqual([1.6e12, 1.7e12]);
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  ["one point", [0]],
  ["two of one moment", [DAY, DAY]],
  ["two within an hour", [0, HOUR]],
  ["two of two days", [0, DAY]],
  ["two of years", [0, 3000 * DAY]],
  ["many", Array.from({ length: 200 }, (_, i) => i * DAY)],
])("an axis of time has room, and no label twice: %s", (_, moments) => {
  const { domain, ticks, withTime } = timeAxis(moments.map((at) => ({ at, value: 1 })));
  const [from, to] = domain;
  expect(from).toBeLessThan(to);
  expect(ticks.every((at) => from <= at && at <= to)).toBe(true);
  const dates = datesOf("en-GB");
  const labels = ticks.map((at) => (withTime ? dates.time(at) : dates.shortDay(at)));
  expect(new Set(labels).size).toBe(labels.length);
});

test("what is no date takes no page with it", () => {
  const dates = datesOf("en-GB");
  expect([dates.time(NaN), dates.time(9e15), dates.shortDay(Infinity)]).toEqual(["", "", ""]);
  expect(dates.day("2020-99-99")).toBe("2020-99-99");
  expect(localText(9e15)).toBe("");
  expect(moment(9e15, undefined)).toBeUndefined();
  expect(moment(20220929083400, undefined)).toBe(new Date(2022, 8, 29, 8, 34).getTime());
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
