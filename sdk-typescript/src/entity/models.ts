import { MalformedContent } from "../error/client.js";
import { Conflict, Invalid } from "../error/server.js";
import { mergeObject } from "../json/merge.js";
import { requireMeaning } from "../model/checking.js";
import { DOUBTFUL } from "../model/doubtful.js";
import type { DelegationInfo, LeftOutKey, Metadata, SkippedDelegate } from "../model/metadata.js";
import { parseContent, readShape, type UnreadableField } from "../model/reading.js";
import type { DataSample, HealthcareElement, Patient } from "../model/records.js";
import { DATA_SAMPLE, HEALTHCARE_ELEMENT, PATIENT } from "../model/shapes.js";
import type { Shape } from "../model/schema.js";
import { writeShape } from "../model/writing.js";
import type { OpenedEntity } from "../sealing/opened.js";
import type { Entity, EntityType, Tag } from "../wire/entity.js";

/** What all models have. */
export type Model = Patient | DataSample | HealthcareElement;

/** A record as it is stored: it has an id, a revision, and what the SDK knows of it. */
export type Stored<T extends Model> = T & {
  readonly id: string;
  readonly rev: string;
  readonly metadata: Metadata;
};

/** What an answer says beside the record. */
type Beside = Pick<Metadata, "skipped" | "leftOut">;

/** The models of one type of entity: their private fields, and what the SDK knows of them. */
export class EntityModels<T extends Model> {
  private constructor(
    readonly type: EntityType,
    private readonly shape: Shape,
  ) {}

  static readonly PATIENT = new EntityModels<Patient>("Patient", PATIENT);
  static readonly DATA_SAMPLE = new EntityModels<DataSample>("DataSample", DATA_SAMPLE);
  static readonly HEALTHCARE_ELEMENT = new EntityModels<HealthcareElement>(
    "HealthcareElement",
    HEALTHCARE_ELEMENT,
  );

  /**
   * The private fields of a model, JSON that every reader takes back.
   *
   * @throws Invalid naming the field that breaks a rule
   */
  write(model: T): string {
    return requireReadable(writeShape(model, this.shape));
  }

  /** The private fields of a new model, in which everything means something, too. */
  writeNew(model: T): string {
    const now = this.write(model);
    requireMeaning(model, this.shape);
    return now;
  }

  /** The private fields of a model that takes the place of another version; nothing else of it stays. */
  writeInPlaceOf(model: T, before: string): string {
    const now = this.write(model);
    const old = parsed(before);
    const was = old === undefined ? [] : [this.shape.make(readShape(old, this.shape).fields)];
    requireMeaning(model, this.shape, was);
    return now;
  }

  /**
   * The private fields of a model that takes the place of another version, in which everything that
   * was not changed keeps its bytes (protocol §4.1).
   *
   * @param before the private fields of that version
   */
  writeOver(model: T, before: string): string {
    const now = this.writeInPlaceOf(model, before);
    const old = parsed(before);
    if (old === undefined) {
      return now;
    }
    const read = parseContent(this.#readAndWrite(before));
    return requireReadable(mergeObject(old, read, parseContent(now), [DOUBTFUL]));
  }

  /** Whether private fields say what a model says. */
  saysTheSame(json: string, model: T): boolean {
    return parsed(json) !== undefined && this.#readAndWrite(json) === this.write(model);
  }

  /** The tags that are published of a model: of codings of these types. */
  tags(model: T, published: ReadonlySet<string>): readonly Tag[] {
    const tags = new Map<string, Tag>();
    for (const { type, code, version } of [...model.labels, ...model.codes]) {
      if (type !== undefined && type !== "" && published.has(type) && (code ?? "") !== "") {
        const versioned = version === undefined || version === "" ? {} : { version };
        const tag = { type, code: code ?? "", ...versioned };
        tags.set(JSON.stringify(tag), tag);
      }
    }
    return [...tags.values()];
  }

  /** The model of an opened entity. */
  model(opened: OpenedEntity, beside: Partial<Beside> = {}): Stored<T> {
    const json = parseContent(opened.reveal());
    const { fields, unreadable } = readShape(json, this.shape);
    const metadata = metadataOf(opened, unreadable, beside);
    return this.shape.make({ ...fields, id: opened.entity.id, metadata }) as Stored<T>;
  }

  isNew(model: T): boolean {
    return model.metadata === undefined;
  }

  /** The id of a model that was stored. */
  storedId(model: T): string {
    if (model.id === undefined || model.metadata === undefined) {
      throw new Invalid("rev", "this entity was never stored: create it first");
    }
    return model.id;
  }

  isCurrent(model: T, stored: Entity): boolean {
    return model.metadata?.rev === stored.rev;
  }

  /** Whether a model is the version before that one. */
  isBefore(model: T, version: number): boolean {
    return model.metadata !== undefined && model.metadata.version + 1 === version;
  }

  isOfVersion(model: T, stored: Entity): boolean {
    const { metadata } = model;
    return metadata?.version === stored.version && metadata.keyGeneration === stored.keyGeneration;
  }

  /** Who had access as a model was read. */
  delegates({ metadata }: Pick<Model, "metadata">): ReadonlySet<string> {
    return new Set(metadata?.delegations.map((each) => each.delegate));
  }

  /** Refuses a model that is not of the stored revision, or says what never changes. */
  requireCurrent<S extends { readonly entity: Entity }>(model: T, stored: S): S {
    const { entity } = stored;
    if (!this.isCurrent(model, entity)) {
      const rule = `entity ${entity.id} has changed; read it again and repeat the change`;
      throw new Conflict(rule, entity.rev);
    }
    if (entity.author !== model.metadata?.author) {
      throw new Invalid("author", "the author of an entity never changes");
    }
    if (entity.created !== model.metadata.created) {
      throw new Invalid("created", "the creation date of an entity never changes");
    }
    return stored;
  }

  #readAndWrite(json: string): string {
    const { fields } = readShape(parseContent(json), this.shape);
    return writeShape(this.shape.make(fields), this.shape);
  }
}

function parsed(json: string): ReturnType<typeof parseContent> | undefined {
  try {
    return parseContent(json);
  } catch (failure) {
    if (failure instanceof MalformedContent) {
      return undefined;
    }
    throw failure;
  }
}

/** What no reader takes would take the place of what was there. */
function requireReadable(json: string): string {
  try {
    parseContent(json);
    return json;
  } catch (failure) {
    if (failure instanceof MalformedContent) {
      throw new Invalid(failure.field, failure.rule);
    }
    throw failure;
  }
}

function metadataOf(
  opened: OpenedEntity,
  unreadable: readonly UnreadableField[],
  beside: Partial<Beside>,
): Metadata {
  const { entity, graph } = opened;
  const origin = opened.origin();
  const skipped: readonly SkippedDelegate[] = beside.skipped ?? [];
  const leftOut: readonly LeftOutKey[] = beside.leftOut ?? [];
  const delegations = [...graph.valid.values()]
    .map(({ delegation, grant }): DelegationInfo => ({
      delegate: delegation.delegate,
      permission: delegation.permission,
      by: grant.by,
      content: delegation.wrapped !== undefined,
    }))
    .sort((one, two) => (`${one.delegate} ${one.by}` < `${two.delegate} ${two.by}` ? -1 : 1));
  return {
    rev: entity.rev ?? "",
    created: entity.created,
    modified: entity.modified,
    author: entity.author,
    modifiedBy: entity.modifiedBy,
    version: entity.version,
    keyGeneration: entity.keyGeneration,
    delegations,
    skipped,
    leftOut,
    unreadable,
    ...(origin === undefined ? {} : { doubtful: origin }),
  };
}
