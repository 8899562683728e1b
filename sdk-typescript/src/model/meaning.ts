import { isUuid } from "../encoding/uuid.js";
import { compareNumbers, type NumberValue } from "./decimal.js";
import type { FieldsTogether, Kind, Rule } from "./schema.js";
import {
  isAfter,
  isDateNumber,
  meet,
  spanOfNumber,
  spanOfText,
  type TimeSpan,
} from "./timespan.js";

type Fields = Readonly<Record<string, unknown>>;

const FILLED: Rule<string> = {
  rule: "must not be blank: leave it out",
  fits: (text) => !/^\p{White_Space}*$/u.test(text),
};

const ID: Rule<string> = {
  rule: "must be an id or a URI, without white space",
  fits: (text) => /^\P{White_Space}+$/u.test(text),
};

const UUID: Rule<string> = {
  rule: "must be a UUID in lower-case 8-4-4-4-12 form",
  fits: isUuid,
};

/** A language, well-formed as BCP 47 writes them; `und` for none. */
export const LANGUAGE: Rule<string> = {
  rule: "must be a language tag of BCP 47, such as en, de-CH or und",
  fits: (text) => {
    try {
      return Intl.getCanonicalLocales(text).length > 0;
    } catch {
      return false;
    }
  },
};

const DATE: Rule<number> = {
  rule:
    "must be milliseconds since the epoch in the years 1 to 9999, or a partial date such as 1974" +
    " or 20220929083400",
  fits: isDateNumber,
};

function oneOf(...set: readonly string[]): Rule<string> {
  return { rule: `must be one of ${set.join(", ")}`, fits: (text) => set.includes(text) };
}

/** A text that people write. */
export const filled: Kind = { is: "text", means: FILLED };
/** The same, of which readers take no empty one. */
export const filledCode: Kind = { is: "nonEmpty", means: FILLED };
/** An id that somebody else gives, or a URI. */
export const givenId: Kind = { is: "text", means: ID };
/** FHIR's comparators of a quantity. */
export const comparator: Kind = { is: "text", means: oneOf("<", "<=", ">=", ">", "ad") };
/** FHIR's administrative genders. */
export const gender: Kind = { is: "text", means: oneOf("male", "female", "other", "unknown") };
/** What FHIR has names used for. */
export const nameUse: Kind = {
  is: "text",
  means: oneOf("usual", "official", "temp", "nickname", "anonymous", "old", "maiden"),
};
/** A date as a number. */
export const dateNumber: Kind = { is: "integer", means: DATE };
export const filledTexts: Kind = { is: "texts", means: FILLED };
/** Ids of entities. */
export const entityIds: Kind = { is: "texts", means: UUID };
export const languageTags: Kind = { is: "texts", means: LANGUAGE };

/** Something at all: one of these fields is there. */
export function anyOf(field: string, others: readonly string[], name?: string): FieldsTogether {
  const of = [field, ...others];
  return {
    field,
    rule: `must be there, or one of ${name ?? others.join(", ")}: else it says nothing`,
    of,
    fits: (fields) => of.some((each) => isThere(fields[each])),
  };
}

function isThere(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return value !== undefined && value !== null;
  }
  const all = Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.keys(value);
  return all.length > 0;
}

/** Two numbers in their order, if both are there. */
export function numbersInOrder(low: string, high: string): FieldsTogether {
  return {
    field: high,
    rule: `must not be below ${low}`,
    of: [low, high],
    fits: (fields) => isInOrder(fields[low], fields[high]),
  };
}

/** Two measures in their order; those in different units are not compared. */
export const MEASURES_IN_ORDER: FieldsTogether = {
  field: "high",
  rule: "must not be below low",
  of: ["low", "high"],
  fits: ({ low, high }) => {
    const [one, other] = [low, high] as readonly (Fields | undefined)[];
    return (
      one?.["unit"] !== other?.["unit"] ||
      one?.["unitCode"] !== other?.["unitCode"] ||
      isInOrder(one?.["value"], other?.["value"])
    );
  },
};

function isInOrder(low: unknown, high: unknown): boolean {
  return (
    low === undefined ||
    high === undefined ||
    compareNumbers(low as NumberValue, high as NumberValue) <= 0
  );
}

/** Nobody lives who has died then. */
export const NOT_ALIVE_AND_DEAD: FieldsTogether = {
  field: "deceasedBoolean",
  rule: "must not be false beside deceasedDateTime",
  of: ["deceasedBoolean", "deceasedDateTime"],
  fits: (fields) => fields["deceasedBoolean"] !== false || fields["deceasedDateTime"] === undefined,
};

/** A date whose number is of the same moment or day as its text. */
export function sameDate(number: string, text: string): FieldsTogether {
  return {
    field: number,
    rule: `must be of the same moment or day as ${text}`,
    of: [number, text],
    fits: (fields) => {
      const [one, other] = [numberSpan(fields[number]), textSpan(fields[text])];
      return one === undefined || other === undefined || meet(one, other);
    },
  };
}

/** A time that does not end before it begins: by the number and by the text of its end. */
export const TIMES_IN_ORDER: readonly FieldsTogether[] = [
  endsInOrder("closingDate", numberSpan),
  endsInOrder("closingDateTime", textSpan),
];

function endsInOrder(
  field: string,
  spanOf: (value: unknown) => TimeSpan | undefined,
): FieldsTogether {
  return {
    field,
    rule: "must not be before openingDate or openingDateTime",
    of: ["openingDate", "openingDateTime", "closingDate", "closingDateTime"],
    fits: (fields) => {
      const end = spanOf(fields[field]);
      const begins = [numberSpan(fields["openingDate"]), textSpan(fields["openingDateTime"])];
      return !begins.some((begin) => begin && end && isAfter(begin, end));
    },
  };
}

function numberSpan(value: unknown): TimeSpan | undefined {
  return typeof value === "number" ? spanOfNumber(value) : undefined;
}

function textSpan(value: unknown): TimeSpan | undefined {
  return typeof value === "string" ? spanOfText(value) : undefined;
}
