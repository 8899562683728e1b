import { describe, expect, it } from "vitest";
import { pae, paeSorted, type PaePart } from "../../src/encoding/pae.js";
import { hex, unhex, vectors } from "../vectors/files.js";

interface Part {
  readonly utf8?: string;
  readonly hex?: string;
  readonly integer?: number;
}

interface PaeFile {
  readonly cases: readonly { name: string; parts: readonly Part[]; pae: string }[];
  readonly sorted: readonly { texts: readonly string[]; pae: string }[];
}

const file = vectors<PaeFile>("pae.json");

function value(part: Part): PaePart {
  return part.hex === undefined ? (part.utf8 ?? part.integer ?? "") : unhex(part.hex);
}

describe("PAE", () => {
  it.each(file.cases)("encodes $name", (c) => {
    expect(hex(pae(...c.parts.map(value)))).toBe(c.pae);
  });

  it.each(file.sorted)("sorts $texts by bytes", (c) => {
    expect(hex(paeSorted(c.texts))).toBe(c.pae);
  });

  it.each([-1, 1.5, 2 ** 53, NaN])("takes no %s", (number) => {
    expect(() => pae(number)).toThrow(RangeError);
  });
});
