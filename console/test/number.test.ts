import { Decimal } from "@salus/sdk";
import { expect, test } from "vitest";
import { numberIn, readNumber } from "../src/records/number.js";

const EN = ".";
const DE = ",";

test("a number is read as the language of the page writes it, with all its digits", () => {
  expect(readNumber(" 72.5 ", EN)).toEqual({ kind: "number", value: 72.5 });
  expect(readNumber("72,5", DE)).toEqual({ kind: "number", value: 72.5 });
  expect(readNumber("−0,5", DE)).toEqual({ kind: "number", value: -0.5 });
  expect(readNumber("007", EN)).toEqual({ kind: "number", value: 7 });
  expect(readNumber("0", EN)).toEqual({ kind: "number", value: 0 });
  expect(readNumber("-0", EN)).toEqual({ kind: "number", value: new Decimal("-0") });
  expect(readNumber("1.50", EN)).toEqual({ kind: "number", value: new Decimal("1.50") });
  const digits = "9007199254740993";
  expect(readNumber(digits, DE)).toEqual({ kind: "number", value: new Decimal(digits) });
});

test("what may be thousands or decimals is asked about, and nothing else is taken for a number", () => {
  expect(readNumber("1,234", EN)).toEqual({ kind: "unclear", decimal: "1.234", whole: "1234" });
  expect(readNumber("1.234", DE)).toEqual({ kind: "unclear", decimal: "1,234", whole: "1234" });
  expect(readNumber("-1,5", EN)).toEqual({ kind: "unclear", decimal: "-1.5", whole: "-15" });
  for (const text of [
    "",
    "1,234.5",
    "1.234,5",
    "1 234",
    "1'234",
    "0x10",
    "1e3",
    "Infinity",
    "7 kg",
  ]) {
    expect(readNumber(text, EN), text).toEqual({ kind: "none" });
    expect(readNumber(text, DE), text).toEqual({ kind: "none" });
  }
});

test("a number is shown as it is read", () => {
  for (const [point, text] of [
    [EN, "72.5"],
    [DE, "72,50"],
  ] as const) {
    const read = readNumber(text, point);
    expect(read.kind === "number" && numberIn(read.value, point)).toBe(text);
  }
});
