import { Component, Content } from "./content.js";
import {
  Address,
  CodingReference,
  Contact,
  Identifier,
  Measure,
  PersonName,
  Range,
  Reference,
  Telecom,
} from "./parts.js";
import { DataSample, HealthcareElement, Patient } from "./records.js";
import {
  anyOf,
  comparator,
  dateNumber,
  entityIds,
  filled,
  filledCode,
  filledTexts,
  gender,
  givenId,
  LANGUAGE,
  languageTags,
  MEASURES_IN_ORDER,
  nameUse,
  NOT_ALIVE_AND_DEAD,
  numbersInOrder,
  sameDate,
  TIMES_IN_ORDER,
} from "./meaning.js";
import {
  date,
  dateTime,
  flag,
  integer,
  number,
  object,
  objectMap,
  objects,
  type Shape,
  values,
} from "./schema.js";

const CODING: Shape = {
  fields: { id: givenId, type: filledCode, code: filledCode, version: filled, display: filled },
  make: (fields) => new CodingReference(fields),
  together: [anyOf("code", ["type", "version", "display"])],
};

const MEASURE: Shape = {
  fields: {
    value: number,
    comparator,
    min: number,
    max: number,
    unit: filled,
    unitCode: filled,
  },
  make: (fields) => new Measure(fields),
  together: [
    anyOf("value", ["comparator", "min", "max", "unit", "unitCode"]),
    numbersInOrder("min", "max"),
  ],
};

const RANGE: Shape = {
  fields: { low: object(() => MEASURE), high: object(() => MEASURE) },
  make: (fields) => new Range(fields),
  together: [anyOf("low", ["high"]), MEASURES_IN_ORDER],
};

const REFERENCE: Shape = {
  fields: { reference: givenId, display: filled },
  make: (fields) => new Reference(fields),
  together: [anyOf("reference", ["display"])],
};

const TELECOM: Shape = {
  fields: { type: filled, value: filled },
  make: (fields) => new Telecom(fields),
  together: [anyOf("value", ["type"])],
};

const ADDRESS: Shape = {
  fields: {
    type: filled,
    street: filled,
    houseNumber: filled,
    postalCode: filled,
    city: filled,
    country: filled,
    telecoms: objects(() => TELECOM),
  },
  make: (fields) => new Address(fields),
  together: [anyOf("street", ["type", "houseNumber", "postalCode", "city", "country", "telecoms"])],
};

const PERSON_NAME: Shape = {
  fields: { use: nameUse, lastName: filled, firstNames: filledTexts, text: filled },
  make: (fields) => new PersonName(fields),
  together: [anyOf("text", ["use", "lastName", "firstNames"])],
};

const IDENTIFIER: Shape = {
  fields: { system: givenId, value: filled },
  make: (fields) => new Identifier(fields),
  together: [anyOf("value", ["system"])],
};

const CONTACT: Shape = {
  fields: {
    relationship: objects(() => CODING),
    name: object(() => PERSON_NAME),
    gender,
    telecoms: objects(() => TELECOM),
    address: object(() => ADDRESS),
  },
  make: (fields) => new Contact(fields),
  together: [anyOf("name", ["telecoms", "address"])],
};

const CONTENT: Shape = {
  fields: {
    stringValue: filled,
    numberValue: number,
    booleanValue: flag,
    instantValue: dateNumber,
    dateTimeValue: dateTime,
    measureValue: object(() => MEASURE),
    rangeValue: object(() => RANGE),
    codedValue: object(() => CODING),
    compoundValue: objects(() => COMPONENT),
    documentId: givenId,
  },
  make: (fields) => new Content(fields),
  together: [
    anyOf(
      "stringValue",
      [
        "numberValue",
        "booleanValue",
        "instantValue",
        "dateTimeValue",
        "measureValue",
        "rangeValue",
        "codedValue",
        "compoundValue",
        "documentId",
      ],
      "the other values",
    ),
    sameDate("instantValue", "dateTimeValue"),
  ],
};

const COMPONENT: Shape = {
  fields: {
    content: objectMap(() => CONTENT, LANGUAGE),
    comment: filled,
    labels: objects(() => CODING),
    codes: objects(() => CODING),
  },
  make: (fields) => new Component(fields),
  together: [anyOf("content", ["comment", "labels", "codes"])],
};

const IDENTIFIERS = objects(() => IDENTIFIER);

const COMMON = {
  properties: values,
  labels: objects(() => CODING),
  codes: objects(() => CODING),
};

/** A patient's private fields. */
export const PATIENT: Shape = {
  fields: {
    active: flag,
    firstName: filled,
    lastName: filled,
    names: objects(() => PERSON_NAME),
    gender,
    birthDate: date,
    deceasedBoolean: flag,
    deceasedDateTime: dateTime,
    maritalStatus: object(() => CODING),
    nationalities: filledTexts,
    profession: filled,
    note: filled,
    photoId: givenId,
    addresses: objects(() => ADDRESS),
    contact: objects(() => CONTACT),
    identifiers: IDENTIFIERS,
    languages: languageTags,
    ...COMMON,
  },
  make: (fields) => new Patient(fields),
  together: [NOT_ALIVE_AND_DEAD],
};

/** A data sample's private fields. */
export const DATA_SAMPLE: Shape = {
  fields: {
    content: objectMap(() => CONTENT, LANGUAGE),
    comment: filled,
    valueDate: dateNumber,
    valueDateTime: dateTime,
    openingDate: dateNumber,
    openingDateTime: dateTime,
    closingDate: dateNumber,
    closingDateTime: dateTime,
    performer: objects(() => REFERENCE),
    device: object(() => REFERENCE),
    interpretation: objects(() => CODING),
    healthcareElements: entityIds,
    batchId: filled,
    identifiers: IDENTIFIERS,
    ...COMMON,
  },
  make: (fields) => new DataSample(fields),
  together: [
    sameDate("valueDate", "valueDateTime"),
    sameDate("openingDate", "openingDateTime"),
    sameDate("closingDate", "closingDateTime"),
    ...TIMES_IN_ORDER,
  ],
};

/** A healthcare element's private fields. */
export const HEALTHCARE_ELEMENT: Shape = {
  fields: {
    description: filled,
    note: filled,
    openingDate: dateNumber,
    openingDateTime: dateTime,
    closingDate: dateNumber,
    closingDateTime: dateTime,
    relevant: flag,
    status: integer,
    identifiers: IDENTIFIERS,
    ...COMMON,
  },
  make: (fields) => new HealthcareElement(fields),
  together: [
    sameDate("openingDate", "openingDateTime"),
    sameDate("closingDate", "closingDateTime"),
    ...TIMES_IN_ORDER,
  ],
};
