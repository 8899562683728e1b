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

/** What can be drawn of entries, the newest first: samples of one code and one unit, with a number, of which there are two at least. */
export function seriesOf(entries: readonly Entry[], t: TFunction): readonly Series[] {
  const found = new Map<string, Series>();
  for (const { record, at } of entries) {
    if (record instanceof DataSample && at !== undefined) {
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
