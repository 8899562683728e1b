import type { NumberValue } from "./decimal.js";
import { assign, type CodingReference, type FieldsOf, type Measure, type Range } from "./parts.js";

/** A value of a data sample in one language; as a rule one of the fields is set. */
export class Content {
  declare readonly stringValue?: string;
  declare readonly numberValue?: NumberValue;
  declare readonly booleanValue?: boolean;
  /** A date: milliseconds since the epoch, or a partial one written as a number. */
  declare readonly instantValue?: number;
  /** A `dateTime` of FHIR R4. */
  declare readonly dateTimeValue?: string;
  declare readonly measureValue?: Measure;
  declare readonly rangeValue?: Range;
  declare readonly codedValue?: CodingReference;
  /** The parts of a value that has several. */
  declare readonly compoundValue?: readonly Component[];
  declare readonly documentId?: string;

  constructor(fields: FieldsOf<Content>) {
    assign(this, fields);
  }
}

/** A part of a value that has several. */
export class Component {
  declare readonly content?: Readonly<Record<string, Content>>;
  declare readonly comment?: string;
  declare readonly labels?: readonly CodingReference[];
  declare readonly codes?: readonly CodingReference[];

  constructor(fields: FieldsOf<Component>) {
    assign(this, fields);
  }
}
