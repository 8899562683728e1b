import { Content } from "./content.js";
import type { Metadata } from "./metadata.js";
import {
  type Address,
  assign,
  type CodingReference,
  type Contact,
  type FieldsOf,
  type Identifier,
  type PersonName,
  type Reference,
} from "./parts.js";

/** What the constructor of a record takes: codings as any iterable, so a set or an array. */
export type RecordFields<T> = Omit<FieldsOf<T>, "labels" | "codes" | "content"> & {
  readonly labels?: Iterable<FieldsOf<CodingReference>> | undefined;
  readonly codes?: Iterable<FieldsOf<CodingReference>> | undefined;
};

/** What all records have. */
abstract class MedicalRecord {
  /** UUID; left out to have one made at creation. */
  declare readonly id?: string;
  /** What the SDK knows about the record; not there before it is created. */
  declare readonly metadata?: Metadata;
  /** What others call it. */
  declare readonly identifiers?: readonly Identifier[];
  /** Whatever else, as JSON values. */
  declare readonly properties?: Readonly<Record<string, unknown>>;
  /** What kind of thing it is, coded. */
  declare readonly labels: ReadonlySet<CodingReference>;
  /** What it is, coded. */
  declare readonly codes: ReadonlySet<CodingReference>;

  /** The store's revision; undefined before it is created. */
  get rev(): string | undefined {
    return this.metadata?.rev;
  }
}

/** A person whose records are kept. */
export class Patient extends MedicalRecord {
  declare readonly active?: boolean;
  declare readonly firstName?: string;
  declare readonly lastName?: string;
  declare readonly names?: readonly PersonName[];
  declare readonly gender?: string;
  /** A `date` of FHIR R4. */
  declare readonly birthDate?: string;
  declare readonly deceasedBoolean?: boolean;
  /** A `dateTime` of FHIR R4. */
  declare readonly deceasedDateTime?: string;
  declare readonly maritalStatus?: CodingReference;
  declare readonly nationalities?: readonly string[];
  declare readonly profession?: string;
  declare readonly note?: string;
  declare readonly photoId?: string;
  declare readonly addresses?: readonly Address[];
  declare readonly contact?: readonly Contact[];
  declare readonly languages?: readonly string[];

  constructor(fields: RecordFields<Patient>) {
    super();
    assign(this, withSets(fields));
  }
}

/** Something observed, measured or told. Dates as numbers are milliseconds, or partial dates. */
export class DataSample extends MedicalRecord {
  /** The value by language; `und` where it has none. */
  declare readonly content: Readonly<Record<string, Content>>;
  declare readonly comment?: string;
  /** When it was observed. */
  declare readonly valueDate?: number;
  declare readonly valueDateTime?: string;
  /** Since when it holds. */
  declare readonly openingDate?: number;
  declare readonly openingDateTime?: string;
  /** Until when it held. */
  declare readonly closingDate?: number;
  declare readonly closingDateTime?: string;
  declare readonly performer?: readonly Reference[];
  declare readonly device?: Reference;
  declare readonly interpretation?: readonly CodingReference[];
  /** Ids of the healthcare elements that it is about. */
  declare readonly healthcareElements?: readonly string[];
  /** What samples that belong together share. */
  declare readonly batchId?: string;

  constructor(
    fields: RecordFields<DataSample> & {
      readonly content?: Readonly<Record<string, FieldsOf<Content>>> | undefined;
    },
  ) {
    super();
    assign(this, withSets(fields));
    const languages = Object.entries(fields.content ?? {});
    const content = languages.map(([language, value]) => [language, new Content(value)]);
    assign(this, { content: Object.fromEntries(content) as unknown });
  }
}

/** A condition, a risk, an allergy: what a patient has or had. */
export class HealthcareElement extends MedicalRecord {
  declare readonly description?: string;
  declare readonly note?: string;
  declare readonly openingDate?: number;
  declare readonly openingDateTime?: string;
  declare readonly closingDate?: number;
  declare readonly closingDateTime?: string;
  declare readonly relevant?: boolean;
  declare readonly status?: number;

  constructor(fields: RecordFields<HealthcareElement>) {
    super();
    assign(this, withSets(fields));
  }
}

function withSets(fields: RecordFields<Patient>): object {
  return { ...fields, labels: new Set(fields.labels), codes: new Set(fields.codes) };
}
