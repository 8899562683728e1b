/** What a field holds (protocol §4.1). */
export type Kind =
  | { readonly is: "text" | "nonEmpty" | "texts"; readonly means?: Rule<string> }
  | { readonly is: "integer"; readonly means?: Rule<number> }
  | { readonly is: "flag" | "number" | "date" | "dateTime" | "values" }
  | { readonly is: "object" | "objects"; readonly of: () => Shape }
  | { readonly is: "objectMap"; readonly of: () => Shape; readonly names: Rule<string> };

/**
 * What a value must be so that it means something. It is asked of what is set, and not of what is
 * read: what breaks it can be read all the same.
 */
export interface Rule<T> {
  readonly rule: string;
  readonly fits: (value: T) => boolean;
}

/** What fields must be together so that they mean something. */
export interface FieldsTogether {
  /** Of these the one that is named if they do not. */
  readonly field: string;
  readonly rule: string;
  readonly of: readonly string[];
  readonly fits: (fields: Readonly<Record<string, unknown>>) => boolean;
}

/** What an object holds by its JSON names, and what makes a model of it. */
export interface Shape {
  readonly fields: Readonly<Record<string, Kind>>;
  readonly make: (fields: Readonly<Record<string, unknown>>) => object;
  readonly together?: readonly FieldsTogether[];
}

export const flag: Kind = { is: "flag" };
export const integer: Kind = { is: "integer" };
export const number: Kind = { is: "number" };
export const date: Kind = { is: "date" };
export const dateTime: Kind = { is: "dateTime" };
export const values: Kind = { is: "values" };

/** An object of this shape. */
export function object(of: () => Shape): Kind {
  return { is: "object", of };
}

/** An array of such. */
export function objects(of: () => Shape): Kind {
  return { is: "objects", of };
}

/** An object whose values are such. */
export function objectMap(of: () => Shape, names: Rule<string>): Kind {
  return { is: "objectMap", of, names };
}

/** What each kind demands, for people. */
export const RULES: Readonly<Record<Kind["is"], string>> = {
  text: "must be a text",
  nonEmpty: "must be a text that is not empty",
  flag: "must be true or false",
  integer: "must be an integer of at most 2^53-1 either way, without fraction or exponent",
  number: "must be a number below 10^309, with at most 1 000 decimals",
  date: "must be a date such as 1974, 1974-12 or 1974-12-25",
  dateTime: "must be a date, or one with a time such as 2004-12-25T23:50:50-05:00",
  texts: "must be an array of texts",
  values: "must be an object",
  object: "must be an object",
  objects: "must be an array of objects",
  objectMap: "must be an object of objects",
};
