import { expect, it } from "vitest";
import { paddedLength } from "../../src/encoding/padding.js";
import { vectors } from "../vectors/files.js";

const file = vectors<{ cases: readonly { length: number; padded: number }[] }>("padding.json");

it.each(file.cases)("pads $length bytes to $padded", (c) => {
  expect(paddedLength(c.length)).toBe(c.padded);
});
