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
  date,
  dateTime,
  flag,
  integer,
  nonEmpty,
  number,
  object,
  objectMap,
  objects,
  type Shape,
  text,
  texts,
  values,
} from "./schema.js";

const CODING: Shape = {
  fields: { id: text, type: nonEmpty, code: nonEmpty, version: text, display: text },
  make: (fields) => new CodingReference(fields),
};

const MEASURE: Shape = {
  fields: {
    value: number,
    comparator: text,
    min: number,
    max: number,
    unit: text,
    unitCode: text,
  },
  make: (fields) => new Measure(fields),
};

const RANGE: Shape = {
  fields: { low: object(() => MEASURE), high: object(() => MEASURE) },
  make: (fields) => new Range(fields),
};

const REFERENCE: Shape = {
  fields: { reference: text, display: text },
  make: (fields) => new Reference(fields),
};

const TELECOM: Shape = {
  fields: { type: text, value: text },
  make: (fields) => new Telecom(fields),
};

const ADDRESS: Shape = {
  fields: {
    type: text,
    street: text,
    houseNumber: text,
    postalCode: text,
    city: text,
    country: text,
    telecoms: objects(() => TELECOM),
  },
  make: (fields) => new Address(fields),
};

const PERSON_NAME: Shape = {
  fields: { use: text, lastName: text, firstNames: texts, text },
  make: (fields) => new PersonName(fields),
};

const IDENTIFIER: Shape = {
  fields: { system: text, value: text },
  make: (fields) => new Identifier(fields),
};

const CONTACT: Shape = {
  fields: {
    relationship: objects(() => CODING),
    name: object(() => PERSON_NAME),
    gender: text,
    telecoms: objects(() => TELECOM),
    address: object(() => ADDRESS),
  },
  make: (fields) => new Contact(fields),
};

const CONTENT: Shape = {
  fields: {
    stringValue: text,
    numberValue: number,
    booleanValue: flag,
    instantValue: integer,
    dateTimeValue: dateTime,
    measureValue: object(() => MEASURE),
    rangeValue: object(() => RANGE),
    codedValue: object(() => CODING),
    compoundValue: objects(() => COMPONENT),
    documentId: text,
  },
  make: (fields) => new Content(fields),
};

const COMPONENT: Shape = {
  fields: {
    content: objectMap(() => CONTENT),
    comment: text,
    labels: objects(() => CODING),
    codes: objects(() => CODING),
  },
  make: (fields) => new Component(fields),
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
    firstName: text,
    lastName: text,
    names: objects(() => PERSON_NAME),
    gender: text,
    birthDate: date,
    deceasedBoolean: flag,
    deceasedDateTime: dateTime,
    maritalStatus: object(() => CODING),
    nationalities: texts,
    profession: text,
    note: text,
    photoId: text,
    addresses: objects(() => ADDRESS),
    contact: objects(() => CONTACT),
    identifiers: IDENTIFIERS,
    languages: texts,
    ...COMMON,
  },
  make: (fields) => new Patient(fields),
};

/** A data sample's private fields. */
export const DATA_SAMPLE: Shape = {
  fields: {
    content: objectMap(() => CONTENT),
    comment: text,
    valueDate: integer,
    valueDateTime: dateTime,
    openingDate: integer,
    openingDateTime: dateTime,
    closingDate: integer,
    closingDateTime: dateTime,
    performer: objects(() => REFERENCE),
    device: object(() => REFERENCE),
    interpretation: objects(() => CODING),
    healthcareElements: texts,
    batchId: text,
    identifiers: IDENTIFIERS,
    ...COMMON,
  },
  make: (fields) => new DataSample(fields),
};

/** A healthcare element's private fields. */
export const HEALTHCARE_ELEMENT: Shape = {
  fields: {
    description: text,
    note: text,
    openingDate: integer,
    openingDateTime: dateTime,
    closingDate: integer,
    closingDateTime: dateTime,
    relevant: flag,
    status: integer,
    identifiers: IDENTIFIERS,
    ...COMMON,
  },
  make: (fields) => new HealthcareElement(fields),
};
