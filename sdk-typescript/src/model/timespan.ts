const FIRST = startOf(1, 1, 1);
const LAST = startOf(10_000, 1, 1) - 1;

/** No clock is further from UTC. */
const FURTHEST = 14 * 3_600_000;

/** A partial date as a number; zeros are what it does not say. */
const PARTIAL = /^(\d{4})(\d{2})?(\d{2})?((?<=\d{8})\d{6})?$/;
const PARTIAL_TEXT = /^(\d{4})-?(\d{2})?-?(\d{2})?$/;

/**
 * The time that a date stands for (protocol §4.1): a moment, a second, a day, a month or a year, from
 * its first millisecond since the epoch to its last, by UTC.
 */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
  /** Whether it says where the clock stood; one that does not may be that of any place. */
  readonly placed: boolean;
}

/** Whether a number is a date: of the years that FHIR has. */
export function isDateNumber(number: number): boolean {
  return number >= FIRST && number <= LAST;
}

/** What a number stands for; undefined if it is no date. */
export function spanOfNumber(number: number): TimeSpan | undefined {
  const partial = spanOfParts(PARTIAL.exec(String(number)));
  return partial ?? (isDateNumber(number) ? { from: number, to: number, placed: true } : undefined);
}

/**
 * What a date of FHIR R4 stands for; undefined if it is none. A second that is there to make up for
 * the earth's turning counts as the one before.
 */
export function spanOfText(text: string): TimeSpan | undefined {
  if (!text.includes("T")) {
    return spanOfParts(PARTIAL_TEXT.exec(text));
  }
  const from = Date.parse(text.replace(/\.\d+/, "").replace(/(T\d\d:\d\d):60/, "$1:59"));
  return Number.isNaN(from) ? undefined : { from, to: from + 999, placed: true };
}

/** Whether all of one is after all of another one, wherever the clocks stood. */
export function isAfter(one: TimeSpan, other: TimeSpan): boolean {
  return one.from - (one.placed === other.placed ? 0 : FURTHEST) > other.to;
}

/** Whether both may be the same. */
export function meet(one: TimeSpan, other: TimeSpan): boolean {
  return !isAfter(one, other) && !isAfter(other, one);
}

function spanOfParts(parts: RegExpExecArray | null): TimeSpan | undefined {
  if (parts === null) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, clock = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  if (month === 0) {
    return day + clock === 0 ? until(startOf(year, 1, 1), startOf(year + 1, 1, 1)) : undefined;
  }
  const next = startOf(year, month + 1, 1);
  if (month > 12 || (day === 0 && clock > 0)) {
    return undefined;
  }
  if (day === 0) {
    return until(startOf(year, month, 1), next);
  }
  const from = startOf(year, month, day);
  if (from >= next) {
    return undefined;
  }
  return clock === 0 ? until(from, startOf(year, month, day + 1)) : secondOf(from, clock);
}

function secondOf(day: number, clock: number): TimeSpan | undefined {
  const [hour, minute, second] = [
    Math.trunc(clock / 10_000),
    Math.trunc(clock / 100) % 100,
    clock % 100,
  ];
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const from = day + ((hour * 60 + minute) * 60 + second) * 1_000;
  return until(from, from + 1_000);
}

function until(from: number, next: number): TimeSpan {
  return { from, to: next - 1, placed: false };
}

/** Of a day by UTC; years below 100 are those of the calendar. */
function startOf(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
