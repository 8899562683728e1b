import type { NumberValue } from "./decimal.js";

/** The fields of a class, as its constructor takes them. */
export type FieldsOf<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A code of a coding system. */
export class CodingReference {
  declare readonly id?: string;
  /** The system, for example `SNOMEDCT`. */
  declare readonly type?: string;
  /** The code in it. */
  declare readonly code?: string;
  /** The system's version. */
  declare readonly version?: string;
  /** What the code means, for people. */
  declare readonly display?: string;

  constructor(fields: FieldsOf<CodingReference>) {
    assign(this, fields);
  }
}

/** A measured quantity; `min` and `max` are the normal range. */
export class Measure {
  declare readonly value?: NumberValue;
  /** As FHIR has it, for example `<`. */
  declare readonly comparator?: string;
  declare readonly min?: NumberValue;
  declare readonly max?: NumberValue;
  /** As people write it. */
  declare readonly unit?: string;
  /** For example in UCUM. */
  declare readonly unitCode?: string;

  constructor(fields: FieldsOf<Measure>) {
    assign(this, fields);
  }
}

/** Two measures between which something lies. */
export class Range {
  declare readonly low?: Measure;
  declare readonly high?: Measure;

  constructor(fields: FieldsOf<Range>) {
    assign(this, fields);
  }
}

/** Who or what, by id or URI, and as people call it. */
export class Reference {
  declare readonly reference?: string;
  declare readonly display?: string;

  constructor(fields: FieldsOf<Reference>) {
    assign(this, fields);
  }
}

/** A way to reach somebody. */
export class Telecom {
  declare readonly type?: string;
  declare readonly value?: string;

  constructor(fields: FieldsOf<Telecom>) {
    assign(this, fields);
  }
}

/** Where somebody lives or works. */
export class Address {
  declare readonly type?: string;
  declare readonly street?: string;
  declare readonly houseNumber?: string;
  declare readonly postalCode?: string;
  declare readonly city?: string;
  declare readonly country?: string;
  declare readonly telecoms?: readonly Telecom[];

  constructor(fields: FieldsOf<Address>) {
    assign(this, fields);
  }
}

/** A name of a person. */
export class PersonName {
  declare readonly use?: string;
  declare readonly lastName?: string;
  declare readonly firstNames?: readonly string[];
  declare readonly text?: string;

  constructor(fields: FieldsOf<PersonName>) {
    assign(this, fields);
  }
}

/** What others call something. */
export class Identifier {
  declare readonly system?: string;
  declare readonly value?: string;

  constructor(fields: FieldsOf<Identifier>) {
    assign(this, fields);
  }
}

/** Somebody to turn to about a patient. */
export class Contact {
  declare readonly relationship?: readonly CodingReference[];
  declare readonly name?: PersonName;
  declare readonly gender?: string;
  declare readonly telecoms?: readonly Telecom[];
  declare readonly address?: Address;

  constructor(fields: FieldsOf<Contact>) {
    assign(this, fields);
  }
}

/** Puts the fields that are there on a model. */
export function assign(model: object, fields: object): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      Object.defineProperty(model, name, { value, enumerable: true, configurable: true });
    }
  }
}
