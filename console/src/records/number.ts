import { Decimal, type NumberValue } from "@salus/sdk";

/** What somebody typed where a number belongs. */
export type TypedNumber =
  | { readonly kind: "number"; readonly value: NumberValue }
  /** It has the sign between thousands of the language: a number with decimals, or a whole one. */
  | { readonly kind: "unclear"; readonly decimal: string; readonly whole: string }
  | { readonly kind: "none" };

const NUMBER = /^([+-]?)0*(\d+)(?:([.,])(\d+))?$/;

/**
 * Reads a number as the language of the page writes it. A sign that could be of decimals or between
 * thousands is read as neither: 1,234 mg and 1.234 mg are different doses.
 *
 * @param point what stands between a number and its decimals in that language
 */
export function readNumber(text: string, point: string): TypedNumber {
  const [, sign = "", whole, used, decimals = ""] =
    NUMBER.exec(text.trim().replace(/^[−–]/, "-")) ?? [];
  if (whole === undefined) {
    return { kind: "none" };
  }
  if (used !== undefined && used !== point) {
    return {
      kind: "unclear",
      decimal: `${sign}${whole}${point}${decimals}`,
      whole: `${sign}${whole}${decimals}`,
    };
  }
  const digits = `${sign === "-" ? "-" : ""}${whole}${used === undefined ? "" : `.${decimals}`}`;
  // as many digits as were typed: a double may have fewer
  const value = String(Number(digits)) === digits ? Number(digits) : new Decimal(digits);
  return { kind: "number", value };
}

/** A number as people of a language write it. */
export function numberIn(value: NumberValue, point: string): string {
  return value.toString().replace(".", point);
}
