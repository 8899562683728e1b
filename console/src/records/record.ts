import {
  type CodingReference,
  type Content,
  DataSample,
  type HealthcareElement,
  type PotentiallyEncrypted,
  type SalusApi,
} from "@salus/sdk";
import type { TFunction } from "i18next";
import { MEASUREMENTS } from "./measurements.js";
import { dayAlone, moment } from "./moments.js";
import { numberIn } from "./number.js";
import { uncomparedOf } from "./uncompared.js";

/** A sample or an element of a patient, with the moment that it stands at in time. */
export interface Entry {
  readonly id: string;
  readonly record: DataSample | HealthcareElement;
  /** Milliseconds since the epoch; of its writing if it says none itself. */
  readonly at: number | undefined;
  /** Whether it says itself when it was. */
  readonly isDated: boolean;
  /** All that it says of that, as a `date` of FHIR; undefined if it says the time of day, too. */
  readonly day: string | undefined;
  readonly doubtful: boolean;
}

/** What is known of a patient beside personal data. */
export interface Records {
  /** The newest first. */
  readonly entries: readonly Entry[];
  /** How many more there are that do not open here. */
  readonly closed: number;
  /** Whose key is to be compared first, for each that would open then. */
  readonly uncompared: readonly string[];
}

/** Loads all records of a patient that open here. */
export async function recordsOf(api: SalusApi, patientId: string): Promise<Records> {
  const [samples, elements] = await Promise.all([
    api.dataSampleApi.getAndTryDecryptForPatient(patientId),
    api.healthcareElementApi.getAndTryDecryptForPatient(patientId),
  ]);
  const all: readonly PotentiallyEncrypted<DataSample | HealthcareElement>[] = [
    ...samples,
    ...elements,
  ];
  const entries = all.flatMap((each) =>
    "value" in each ? [entryOf(each.value, each.kind === "doubtful")] : [],
  );
  entries.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || createdAt(b) - createdAt(a));
  const uncompared = all.flatMap((each) => uncomparedOf(each) ?? []);
  return { entries, closed: all.length - entries.length - uncompared.length, uncompared };
}

function createdAt({ record }: Entry): number {
  return record.metadata?.created ?? 0;
}

/** An entry of a record, with its place in time. */
export function entryOf(record: DataSample | HealthcareElement, doubtful: boolean): Entry {
  const [number, text] =
    record instanceof DataSample
      ? [record.valueDate, record.valueDateTime]
      : [record.openingDate, record.openingDateTime];
  const at = moment(number, text);
  return {
    id: record.id ?? "",
    record,
    at: at ?? record.metadata?.created,
    isDated: at !== undefined,
    day: dayAlone(number, text),
    doubtful,
  };
}

/** What people call a coding. */
export function codingText(codings: Iterable<CodingReference>): string {
  const [first] = codings;
  return first === undefined
    ? ""
    : (first.display ?? [first.type, first.code].filter(Boolean).join(" "));
}

/** What people call a record: a usual measurement in their language, else as whoever wrote it did. */
export function titleOf(record: DataSample | HealthcareElement, t: TFunction): string {
  const codes = [...record.codes].filter(({ type }) => type === "LOINC").map(({ code }) => code);
  const known = MEASUREMENTS.find(({ code }) => codes.includes(code));
  if (known !== undefined) {
    return t(`measurement.${known.name}`);
  }
  const coded = codingText(record.codes) || codingText(record.labels);
  return record instanceof DataSample ? coded : (record.description ?? coded);
}

/**
 * The values of a sample, for people.
 *
 * @param point what stands between a number and its decimals
 */
export function valueText(sample: DataSample, point = "."): string {
  const texts = Object.values(sample.content).map((content) => contentText(content, point));
  return texts.filter(Boolean).join("; ");
}

/** What stands between a number and its decimals in a language. */
export function decimalPoint(language: string): string {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

function contentText(content: Content, point: string): string {
  const { measureValue, numberValue, stringValue, booleanValue, codedValue, rangeValue } = content;
  const digits = (number: typeof numberValue) =>
    number === undefined ? undefined : numberIn(number, point);
  const measured = (measure: typeof measureValue) =>
    [measure?.comparator, digits(measure?.value), measure?.unit ?? measure?.unitCode]
      .filter(Boolean)
      .join(" ");
  if (measureValue !== undefined) {
    return measured(measureValue);
  }
  if (rangeValue !== undefined) {
    return `${measured(rangeValue.low)} – ${measured(rangeValue.high)}`;
  }
  if (content.compoundValue !== undefined) {
    return content.compoundValue
      .map((part) =>
        [
          codingText(part.codes ?? []),
          Object.values(part.content ?? {})
            .map((each) => contentText(each, point))
            .join("; "),
        ]
          .filter(Boolean)
          .join(": "),
      )
      .join("; ");
  }
  return (
    stringValue ??
    digits(numberValue) ??
    (codedValue === undefined ? undefined : codingText([codedValue])) ??
    (booleanValue === undefined ? undefined : booleanValue ? "✓" : "✗") ??
    content.dateTimeValue ??
    ""
  );
}
