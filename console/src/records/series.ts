import type { TFunction } from "i18next";
import { DataSample } from "@salus/sdk";
import { type Entry, titleOf } from "./record.js";

/** Numeric samples of one kind, as a chart shows them. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** The oldest first. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/**
 * What can be drawn of entries, the newest first: samples of one code and one unit, with a number and a
 * date, of which there are two at least. None that is in doubt is drawn: a line has no place to say so.
 */
export function seriesOf(entries: readonly Entry[], t: TFunction): readonly Series[] {
  const found = new Map<string, Series>();
  for (const { record, at, isDated } of entries) {
    const isCertain = record.metadata?.doubtful === undefined;
    if (record instanceof DataSample && at !== undefined && isDated && isCertain) {
      for (const { measureValue, numberValue } of Object.values(record.content)) {
        const value = Number(measureValue?.value ?? numberValue ?? NaN);
        if (Number.isFinite(value)) {
          const unit = measureValue?.unit ?? measureValue?.unitCode ?? "";
          const name = titleOf(record, t);
          const known = found.get(`${name} ${unit}`);
          const points = [...(known?.points ?? []), { at, value }];
          found.set(`${name} ${unit}`, { name, unit, points });
        }
      }
    }
  }
  return [...found.values()]
    .filter(({ points }) => points.length > 1)
    .map((each) => ({ ...each, points: each.points.toReversed() }));
}

const DAY = 86_400_000;

/** So many moments are written under a chart, at most. */
const TICKS = 4;

/** The axis of a chart over time. */
export interface TimeAxis {
  /** Milliseconds since the epoch, the second above the first. */
  readonly domain: readonly [number, number];
  /** The moments that are written under it. */
  readonly ticks: readonly number[];
  /** Whether they are so close together that their days alone would be the same. */
  readonly withTime: boolean;
}

/** The axis of points, the oldest first; what is all of one moment stands in the middle. */
export function timeAxis(points: Series["points"]): TimeAxis {
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  if (from === to) {
    return { domain: [from - DAY / 2, to + DAY / 2], ticks: [from], withTime: true };
  }
  const step = (to - from) / (TICKS - 1);
  const ticks = Array.from({ length: TICKS }, (_, i) => from + i * step);
  return { domain: [from, to], ticks, withTime: step < DAY };
}
