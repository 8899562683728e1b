import { describe, expect, it } from "vitest";
import { EntityModels, type Model } from "../../src/entity/models.js";
import { MalformedContent } from "../../src/error/client.js";
import { Invalid } from "../../src/error/server.js";
import { Content } from "../../src/model/content.js";
import { Decimal } from "../../src/model/decimal.js";
import { parseContent, readShape } from "../../src/model/reading.js";
import { DataSample, HealthcareElement, Patient } from "../../src/model/records.js";
import { DATA_SAMPLE, HEALTHCARE_ELEMENT, PATIENT } from "../../src/model/shapes.js";
import { valueAt } from "../../src/json/node.js";
import { vectors } from "../vectors/files.js";

interface RecordsFile {
  readonly cases: readonly { name: string; type: Type; json: string }[];
  readonly unreadable: readonly { type: Type; json: string; fields: readonly string[] }[];
  readonly kept: readonly {
    name: string;
    type: Type;
    before: string;
    set: string;
    after: string;
  }[];
  readonly refused: readonly { type: Type; json: string }[];
}

type Type = "Patient" | "DataSample" | "HealthcareElement";

const SHAPES = { Patient: PATIENT, DataSample: DATA_SAMPLE, HealthcareElement: HEALTHCARE_ELEMENT };
const MODELS = {
  Patient: EntityModels.PATIENT,
  DataSample: EntityModels.DATA_SAMPLE,
  HealthcareElement: EntityModels.HEALTHCARE_ELEMENT,
} as unknown as Record<Type, EntityModels<Model>>;
const file = vectors<RecordsFile>("records.json");

function read(type: Type, json: string): Model {
  return SHAPES[type].make(readShape(parseContent(json), SHAPES[type]).fields) as Model;
}

describe("private fields", () => {
  it.each(file.cases)("come back as they were: $type, $name", ({ type, json }) => {
    const model = read(type, json);
    expect(readShape(parseContent(json), SHAPES[type]).unreadable).toEqual([]);
    expect(MODELS[type].writeOver(model, json)).toBe(json);
  });

  it.each(file.cases.filter((c) => !c.name.startsWith("unknown")))(
    "are written as they were: $type, $name",
    ({ type, json }) => {
      expect(MODELS[type].write(read(type, json))).toBe(json);
    },
  );

  it.each(file.unreadable)("leave out what breaks its rule: $json", ({ type, json, fields }) => {
    const { unreadable } = readShape(parseContent(json), SHAPES[type]);
    expect(unreadable.map((each) => each.field).sort()).toEqual([...fields].sort());
    expect(MODELS[type].writeOver(read(type, json), json)).toBe(json);
  });

  it.each(file.kept)("keep what is not changed: $name", ({ type, before, set, after }) => {
    const change = parseContent(set);
    const { fields } = readShape(change, SHAPES[type]);
    const gone = [...change.members.keys()].filter((name) => {
      const node = valueAt(change, name);
      return node?.kind === "scalar" && node.value === null;
    });
    const nothing = Object.fromEntries(gone.map((name) => [name, undefined]));
    const model = SHAPES[type].make({ ...read(type, before), ...fields, ...nothing }) as Model;
    expect(MODELS[type].writeOver(model, before)).toBe(after);
  });

  it.each(file.refused)("are no record: $type", ({ json }) => {
    expect(() => parseContent(json)).toThrow(MalformedContent);
  });
});

describe("s52 what no reader would take back is refused, naming the field", () => {
  it.each([
    [new Patient({ firstName: "\ud800" }), "firstName"],
    [new Patient({ birthDate: "1974-02-30" }), "birthDate"],
    [new Patient({ codes: [{ type: "", code: "c" }] }), "codes[0].type"],
    [new Patient({ properties: { n: NaN } }), "properties.n"],
    [new Patient({ properties: { ["n".repeat(50_001)]: 1 } }), "properties"],
    [new Patient({ properties: { a: nested(100) } }), /^properties\.a\[0\]/],
  ])("a patient, %#", (patient, field) => {
    expect(fieldOf(() => EntityModels.PATIENT.write(patient))).toMatch(field);
  });

  it("a number of more digits than anybody counts with", () => {
    const content = { en: new Content({ numberValue: new Decimal(`0.${"1".repeat(1_001)}`) }) };
    const sample = new DataSample({ content });
    const field = fieldOf(() => EntityModels.DATA_SAMPLE.write(sample));
    expect(field).toBe("content.en.numberValue");
  });

  it("a date that is no integer, a text that is none", () => {
    const wrong = { openingDate: 1.5 };
    expect(fieldOf(() => EntityModels.HEALTHCARE_ELEMENT.write(new HealthcareElement(wrong)))).toBe(
      "openingDate",
    );
    const note = 5 as unknown as string;
    expect(fieldOf(() => EntityModels.PATIENT.write(new Patient({ note })))).toBe("note");
  });
});

function nested(levels: number): unknown {
  return levels === 0 ? [] : [nested(levels - 1)];
}

function fieldOf(write: () => unknown): string {
  try {
    write();
  } catch (failure) {
    if (failure instanceof Invalid) return failure.field;
    throw failure;
  }
  throw new Error("was written");
}

describe("a decimal", () => {
  it("counts, and is written as it is", () => {
    const price = new Decimal("1.00");
    expect(Number(price) + 1).toBe(2);
    expect(`${String(price)} ${JSON.stringify({ price })}`).toBe('1.00 {"price":1}');
    expect(() => new Decimal("1.")).toThrow(RangeError);
  });
});
