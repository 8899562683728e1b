import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Dates in the language of the page. */
export interface Dates {
  /** A `date` of FHIR: a year, a month or a day; empty for none. */
  day(date: string | undefined): string;
  /** A point in time, milliseconds since the epoch; empty for none. */
  time(at: number | undefined): string;
  /** A day in a chart, of a point in time. */
  shortDay(at: number): string;
}

/** Writes dates as people of the page's language do. */
export function useDates(): Dates {
  const { i18n } = useTranslation();
  const language = localeOf(i18n.resolvedLanguage ?? "en");
  return useMemo(() => datesOf(language), [language]);
}

/**
 * Writes dates as people of a language do. What somebody else has written need not be a date, and a page
 * shows it all the same: as it was written, or not at all.
 */
export function datesOf(language: string): Dates {
  const parts = { year: "numeric", month: "short", day: "numeric" } as const;
  const ofDay = new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" });
  const ofTime = new Intl.DateTimeFormat(language, {
    ...parts,
    hour: "2-digit",
    minute: "2-digit",
  });
  const ofChart = new Intl.DateTimeFormat(language, { dateStyle: "short" });
  const written = (format: Intl.DateTimeFormat, at: number | string, other: string) => {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? other : format.format(date);
  };
  return {
    day: (date) => (date?.length === 10 ? written(ofDay, date, date) : (date ?? "")),
    shortDay: (at) => written(ofChart, at, ""),
    time: (at) => (at === undefined ? "" : written(ofTime, at, "")),
  };
}

/** The browser's kind of a language, such as `en-GB`, if it has one. */
function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}
