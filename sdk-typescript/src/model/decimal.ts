const FORM = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,6})?$/;

/**
 * A number as it was written, where a double would lose digits or zeros at its end
 * (`9007199254740993`, `1.00`). It counts with `Number(decimal)`, and is written as it is.
 */
export class Decimal {
  /** @throws RangeError if the text is no number of JSON */
  constructor(readonly text: string) {
    if (!FORM.test(text)) {
      throw new RangeError("not a number of JSON");
    }
  }

  /** The digits. */
  toString(): string {
    return this.text;
  }

  /** The nearest double. */
  valueOf(): number {
    return Number(this.text);
  }

  /** The nearest double: JSON of the platform has no more. */
  toJSON(): number {
    return Number(this.text);
  }
}

/** A number: a double if that is written the same, else its digits. */
export type NumberValue = number | Decimal;

/** The number of these digits. */
export function numberOf(text: string): NumberValue {
  return String(Number(text)) === text ? Number(text) : new Decimal(text);
}

/** The digits of a number; undefined if JSON has none for it. */
export function numberText(value: unknown): string | undefined {
  if (value instanceof Decimal) {
    return value.text;
  }
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** Which of two numbers is less, by all their digits: below, above or equal to zero. */
export function compareNumbers(one: NumberValue, other: NumberValue): number {
  const [a, b] = [partsOf(String(one)), partsOf(String(other))];
  const decimals = Math.max(a.decimals, b.decimals, 0);
  const [x, y] = [scaled(a, decimals), scaled(b, decimals)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function partsOf(text: string): { readonly digits: string; readonly decimals: number } {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^(-?[0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  return { digits: whole + fraction, decimals: fraction.length - Number(exponent) };
}

function scaled({ digits, decimals }: ReturnType<typeof partsOf>, to: number): bigint {
  const number = BigInt(digits);
  return number === 0n ? number : number * 10n ** BigInt(to - decimals);
}

/** Whether a number is below 10³⁰⁹ and, written out, has at most 1 000 decimals (protocol §4.1). */
export function isInBounds(text: string): boolean {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  const shift = Number(exponent);
  const digits = (whole + fraction).replace(/^0+/, "");
  const decimals = fraction.length - shift;
  return decimals <= 1_000 && (digits === "" || digits.length - decimals <= 309);
}
