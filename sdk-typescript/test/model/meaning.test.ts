import { describe, expect, it } from "vitest";
import { EntityModels, type Model } from "../../src/entity/models.js";
import { Invalid } from "../../src/error/server.js";
import { compareNumbers, Decimal } from "../../src/model/decimal.js";
import { parseContent, readShape } from "../../src/model/reading.js";
import {
  Address,
  CodingReference,
  Content,
  DataSample,
  Measure,
  Patient,
} from "../../src/index.js";
import { DATA_SAMPLE, HEALTHCARE_ELEMENT, PATIENT } from "../../src/model/shapes.js";
import { vectors } from "../vectors/files.js";

type Type = "Patient" | "DataSample" | "HealthcareElement";

interface MeaningFile {
  readonly nothing: readonly { type: Type; json: string; field: string }[];
  readonly something: readonly { type: Type; json: string }[];
  readonly kept: readonly { type: Type; before: string; set: string; field: string | null }[];
}

const SHAPES = { Patient: PATIENT, DataSample: DATA_SAMPLE, HealthcareElement: HEALTHCARE_ELEMENT };
const MODELS = {
  Patient: EntityModels.PATIENT,
  DataSample: EntityModels.DATA_SAMPLE,
  HealthcareElement: EntityModels.HEALTHCARE_ELEMENT,
} as unknown as Record<Type, EntityModels<Model>>;
const file = vectors<MeaningFile>("meaning.json");

function fieldsOf(type: Type, json: string): Readonly<Record<string, unknown>> {
  const { fields, unreadable } = readShape(parseContent(json), SHAPES[type]);
  expect(unreadable).toEqual([]);
  return fields;
}

function model(type: Type, ...fields: readonly object[]): Model {
  return SHAPES[type].make(Object.assign({}, ...fields) as Record<string, unknown>) as Model;
}

/** The field that is refused; null if none is. */
function refused(write: () => unknown): string | null {
  try {
    write();
    return null;
  } catch (failure) {
    if (failure instanceof Invalid) return failure.field;
    throw failure;
  }
}

describe("s52 what means nothing", () => {
  it.each(file.nothing)("is read and stays, but is not set: $field in $json", (each) => {
    const { type, json, field } = each;
    const read = model(type, fieldsOf(type, json));
    expect(MODELS[type].writeOver(read, json)).toBe(json);
    expect(refused(() => MODELS[type].writeNew(read))).toBe(field);
    expect(refused(() => MODELS[type].writeOver(read, "{}"))).toBe(field);
    expect(refused(() => MODELS[type].writeInPlaceOf(read, "no record"))).toBe(field);
  });

  it.each(file.something)("is none of $json", ({ type, json }) => {
    const written = MODELS[type].writeNew(model(type, fieldsOf(type, json)));
    expect(JSON.parse(written)).toEqual(JSON.parse(json));
  });

  it.each(file.kept)("is not asked of what was there: $set refuses $field", (each) => {
    const { type, before, set, field } = each;
    const nulls = Object.entries(JSON.parse(set) as object).filter(([, value]) => value === null);
    const gone = Object.fromEntries(nulls.map(([name]) => [name, undefined]));
    const changed = model(type, fieldsOf(type, before), fieldsOf(type, set), gone);
    expect(refused(() => MODELS[type].writeOver(changed, before))).toBe(field);
    expect(refused(() => MODELS[type].writeInPlaceOf(changed, before))).toBe(field);
  });
});

describe("what was there before", () => {
  const before =
    '{"addresses":[{"city":" ","street":"Wall"},{"city":"c","telecoms":[{}]}],' +
    '"codes":[{"id":"x"},{"code":" "}],"languages":["de_DE"]}';
  const { addresses = [], codes } = new Patient(fieldsOf("Patient", before));
  const written = (changes: object) =>
    refused(() =>
      EntityModels.PATIENT.writeOver(
        new Patient({ ...fieldsOf("Patient", before), ...changes }),
        before,
      ),
    );

  it("stays in parts that are changed or moved", () => {
    const [first, second] = addresses;
    const changed = new Address({ ...first, street: "Gate" });
    expect(written({ addresses: [changed, second] })).toBeNull();
    expect(written({ addresses: [new Address({ city: "d" }), second, changed] })).toBeNull();
    expect(written({ codes: [...codes].reverse() })).toBeNull();
    expect(written({ codes: [new CodingReference({ code: "c" }), ...codes] })).toBeNull();
  });

  it("says nothing for what is new", () => {
    expect(written({ addresses: [...addresses, new Address({ city: "\t" })] })).toBe(
      "addresses[2].city",
    );
    expect(written({ addresses: [new Address({ street: " " })] })).toBe("addresses[0].street");
    expect(written({ codes: [...codes, new CodingReference({ display: "" })] })).toBe(
      "codes[2].display",
    );
  });

  it("stays in values by language", () => {
    const json = '{"content":{"de_DE":{"measureValue":{"value":1,"comparator":"about"}}}}';
    const set = (comparator: string, language: string) =>
      refused(() =>
        EntityModels.DATA_SAMPLE.writeOver(
          new DataSample({
            content: {
              [language]: new Content({ measureValue: new Measure({ value: 2, comparator }) }),
            },
          }),
          json,
        ),
      );
    expect(set("about", "de_DE")).toBeNull();
    expect(set("about", "de")).toBeNull();
    expect(set("circa", "de")).toBe("content.de.measureValue.comparator");
    expect(set("<", "de_CH")).toBe("content.de_CH");
  });
});

describe("a refusal", () => {
  it("says what is right", () => {
    const sample = new DataSample({ valueDate: 999_999_999_999_999 });
    expect(() => EntityModels.DATA_SAMPLE.writeNew(sample)).toThrow(
      /^must be milliseconds since the epoch in the years 1 to 9999/,
    );
    const content = { und: { measureValue: new Measure({ value: 1, comparator: "about" }) } };
    expect(() => EntityModels.DATA_SAMPLE.writeNew(new DataSample({ content }))).toThrow(
      "must be one of <, <=, >=, >, ad",
    );
  });
});

describe("numbers", () => {
  it.each([
    [1, 2, -1],
    [new Decimal("1.0"), 1, 0],
    [new Decimal("1e3"), 1000, 0],
    [new Decimal("-1e-3"), 0, -1],
    [new Decimal("9007199254740993"), new Decimal("9007199254740992.5"), 1],
    [new Decimal("-0.0"), 0, 0],
    [1e-7, new Decimal("0.0000001"), 0],
  ])("are compared by all their digits: %s, %s", (one, other, sign) => {
    expect(compareNumbers(one, other)).toBe(sign);
    expect(compareNumbers(other, one) + sign).toBe(0);
  });
});
