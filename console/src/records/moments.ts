import { localText } from "../ui/localtime.js";

/** Partial dates written as numbers, without a time behind; others are milliseconds, but those with one. */
const PARTIAL = /^(\d{4})(\d{2})?(\d{2})?$/;
const WITH_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/**
 * The moment of a date in either form, milliseconds since the epoch; the beginning of a partial one.
 * Undefined for none, and for what is no moment that a calendar has.
 */
export function moment(number: number | undefined, text: string | undefined): number | undefined {
  const at = text === undefined ? momentOfNumber(number) : Date.parse(text);
  return at === undefined || Number.isNaN(new Date(at).getTime()) ? undefined : at;
}

function momentOfNumber(number: number | undefined): number | undefined {
  const timed = WITH_TIME.exec(String(number));
  if (timed !== null) {
    const [year = 0, month = 1, ...rest] = timed.slice(1).map(Number);
    const [day = 1, hour = 0, minute = 0, second = 0] = rest;
    return new Date(year, month - 1, day, hour, minute, second).getTime();
  }
  const [whole, year = "", month = "01", day = "01"] = PARTIAL.exec(String(number)) ?? [];
  return whole === undefined
    ? number
    : Date.UTC(Number(year), Math.max(0, Number(month) - 1), Math.max(1, Number(day)));
}

/** A date in either form as a `date` of FHIR, if it says no more: a year, a month or a day. */
export function dayAlone(number: number | undefined, text: string | undefined): string | undefined {
  if (text !== undefined) {
    return DAY.test(text) ? text : undefined;
  }
  const [, year, month = "00", day = "00"] = PARTIAL.exec(String(number)) ?? [];
  if (year === undefined || month === "00") {
    return year;
  }
  return day === "00" ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** A date in either form as `date` inputs write it; the first day of a partial one, empty for none. */
export function dayText(number: number | undefined, text: string | undefined): string {
  const alone = dayAlone(number, text);
  const at = moment(number, text);
  if (alone === undefined || at === undefined) {
    return localText(at).slice(0, 10);
  }
  return new Date(at).toISOString().slice(0, 10);
}

/** A day that a `date` input says in both forms; neither for none. */
export function dayOf(text: string): readonly [number | undefined, string | undefined] {
  return text === "" ? [undefined, undefined] : [Number(text.replaceAll("-", "")), text];
}
