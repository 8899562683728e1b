import { TamperedEntity } from "../error/client.js";
import {
  InternalFault,
  Invalid,
  SecondFactorRequired,
  Unauthenticated,
  Unavailable,
} from "../error/server.js";
import { type JsonObject, valueAt } from "../json/node.js";
import type { SkippedDelegate } from "../model/metadata.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { optionalText, problem, text } from "../transport/answers.js";
import type { EntityModels, Model, Stored } from "./models.js";
import type { ModelReader } from "./modelreader.js";
import type { BatchResult } from "./results.js";
import type { EntitySender } from "./sender.js";
import { type Creation, isCurrent, type ModelWriter } from "./writer.js";

/** How many are sealed at once. */
const SLICE = 200;

/** How much one request has, characters. */
const REQUEST_CHARS = 4 * 1024 * 1024;

/** About how much a delegation takes, characters. */
const DELEGATION_CHARS = 1_000;

/** One of many: sealed, stored already, or not to be sent. */
type Item =
  | { readonly kind: "sealed"; readonly entity: OpenedEntity }
  | { readonly kind: "stored"; readonly entity: OpenedEntity }
  | { readonly kind: "failed"; readonly id?: string; readonly error: unknown };

/** Creates and modifies many entities of one type; each has a result of its own, in their order. */
export class EntityBatches<T extends Model> {
  private readonly models: EntityModels<T>;

  constructor(
    private readonly reader: ModelReader<T>,
    private readonly writer: ModelWriter<T>,
    private readonly sender: EntitySender,
  ) {
    this.models = reader.models;
  }

  /** Fails as a whole only if nothing was sent: by what all creations of the call share. */
  async createOrModify(
    items: readonly T[],
    patientId?: string,
  ): Promise<readonly BatchResult<Stored<T>>[]> {
    let creation = await this.#prepared(items, undefined, patientId);
    const results: BatchResult<Stored<T>>[] = [];
    let stopped: { readonly error: unknown } | undefined;
    for (let from = 0; from < items.length; from += SLICE) {
      const slice = items.slice(from, from + SLICE);
      if (stopped !== undefined) {
        const { error } = stopped;
        results.push(...slice.map((model) => failed<Stored<T>>(model.id, error)));
        continue;
      }
      try {
        creation = await this.#prepared(slice, creation, patientId);
      } catch (error) {
        stopped = { error };
        results.push(...slice.map((model) => failed<Stored<T>>(model.id, error)));
        continue;
      }
      stopped = await this.sender.signing(() => this.#slice(slice, results, creation, patientId));
    }
    return results;
  }

  /** What new ones among these share, as of what is decided by now. */
  async #prepared(
    items: readonly T[],
    before: Creation | undefined,
    patientId: string | undefined,
  ): Promise<Creation | undefined> {
    const anyNew = items.some((model) => this.models.isNew(model));
    return anyNew && (before === undefined || !isCurrent(before))
      ? this.writer.prepare(patientId)
      : before;
  }

  async #slice(
    slice: readonly T[],
    results: BatchResult<Stored<T>>[],
    creation: Creation | undefined,
    patientId: string | undefined,
  ): Promise<{ readonly error: unknown } | undefined> {
    const ids = new Set<string>();
    const items: Item[] = [];
    for (const model of slice) {
      items.push(await this.#seal(model, ids, creation, patientId));
    }
    const skipped = creation?.delegates.skipped ?? [];
    let stopped: { readonly error: unknown } | undefined;
    for (const request of requests(items)) {
      try {
        if (stopped !== undefined) {
          throw stopped.error;
        }
        results.push(...(await this.#send(request, skipped)));
      } catch (error) {
        const unanswered = error instanceof Unavailable && stopped === undefined;
        if (
          error instanceof Unavailable ||
          error instanceof Unauthenticated ||
          error instanceof SecondFactorRequired
        ) {
          stopped = { error };
        }
        const there = unanswered ? await this.#there(request) : new Map<string, JsonObject>();
        results.push(...request.map((item) => this.#settled(item, there, error, skipped)));
      }
    }
    return stopped;
  }

  async #seal(
    model: T,
    ids: Set<string>,
    creation: Creation | undefined,
    patientId: string | undefined,
  ): Promise<Item> {
    const { id } = model;
    try {
      if (id !== undefined && ids.has(id)) {
        throw new Invalid("id", "is twice in the batch");
      }
      ids.add(id ?? "");
      if (this.models.isNew(model) && creation !== undefined) {
        return { kind: "sealed", entity: await this.writer.create(model, creation) };
      }
      const stored = await this.reader.stored(model);
      if (this.writer.isStored(model, stored)) {
        return { kind: "stored", entity: stored };
      }
      const now = await this.writer.unchanged(model, stored, patientId);
      return { kind: "sealed", entity: await this.writer.next(model, now) };
    } catch (error) {
      return { kind: "failed", error, ...(id === undefined ? {} : { id }) };
    }
  }

  async #send(
    items: readonly Item[],
    skipped: readonly SkippedDelegate[],
  ): Promise<readonly BatchResult<Stored<T>>[]> {
    const sealed = sealedOf(items);
    const answers = sealed.length === 0 ? [] : await this.sender.bulk(this.models.type, sealed);
    if (answers.length < sealed.length) {
      throw new InternalFault("the server's answer has too few results");
    }
    const results: BatchResult<Stored<T>>[] = [];
    let at = 0;
    for (const item of items) {
      const answer = item.kind === "sealed" ? answers[at++] : undefined;
      results.push(
        item.kind === "sealed" && answer !== undefined
          ? await this.#answered(item.entity, answer, skipped)
          : this.#unsent(item),
      );
    }
    return results;
  }

  async #answered(
    sealed: OpenedEntity,
    answer: JsonObject,
    skipped: readonly SkippedDelegate[],
  ): Promise<BatchResult<Stored<T>>> {
    const rev = optionalText(answer, "rev");
    if (rev !== undefined) {
      return this.#believed(sealed, () => this.#done(sealed, rev, skipped));
    }
    const said = valueAt(answer, "error");
    const error =
      said?.kind === "object"
        ? problem(said)
        : new InternalFault("the server's answer has a result of no kind");
    const kind = sealed.entity.rev === undefined ? "creation" : "content";
    try {
      const stored = await this.sender.ownIfStored(kind, sealed, error);
      return { kind: "done", value: this.models.model(stored) };
    } catch {
      return failed(sealed.entity.id, error);
    }
  }

  /** What the server says wrongly of one spoils that one. */
  #believed(sealed: OpenedEntity, done: () => BatchResult<Stored<T>>): BatchResult<Stored<T>> {
    try {
      return done();
    } catch (lie) {
      if (lie instanceof TamperedEntity) {
        return failed(sealed.entity.id, lie);
      }
      throw lie;
    }
  }

  #done(
    sealed: OpenedEntity,
    rev: string,
    skipped: readonly SkippedDelegate[],
  ): BatchResult<Stored<T>> {
    const created = sealed.entity.rev === undefined;
    const stored = this.sender.stored(sealed, rev);
    return { kind: "done", value: this.models.model(stored, created ? { skipped } : {}) };
  }

  /** Whether those whose answer was lost are stored is found out by reading. */
  async #there(items: readonly Item[]): Promise<ReadonlyMap<string, JsonObject>> {
    const sealed = sealedOf(items);
    return this.sender.listed(this.models.type, sealed).catch(() => new Map());
  }

  #settled(
    item: Item,
    there: ReadonlyMap<string, JsonObject>,
    error: unknown,
    skipped: readonly SkippedDelegate[],
  ): BatchResult<Stored<T>> {
    if (item.kind !== "sealed") {
      return this.#unsent(item);
    }
    const { entity } = item.entity;
    const stored = there.get(entity.id);
    return stored !== undefined && optionalText(stored, "signature") === entity.signature
      ? this.#done(item.entity, text(stored, "rev"), skipped)
      : failed(entity.id, error);
  }

  #unsent(item: Item): BatchResult<Stored<T>> {
    return item.kind === "failed"
      ? failed(item.id, item.error)
      : { kind: "done", value: this.models.model(item.entity) };
  }
}

function sealedOf(items: readonly Item[]): readonly OpenedEntity[] {
  return items.flatMap((item) => (item.kind === "sealed" ? [item.entity] : []));
}

function requests(items: readonly Item[]): readonly (readonly Item[])[] {
  const all: Item[][] = [[]];
  let chars = 0;
  for (const item of items) {
    const size =
      item.kind === "sealed"
        ? item.entity.entity.content.length + item.entity.graph.valid.size * DELEGATION_CHARS
        : 0;
    if (chars + size > REQUEST_CHARS && (all.at(-1)?.length ?? 0) > 0) {
      all.push([]);
      chars = 0;
    }
    all.at(-1)?.push(item);
    chars += size;
  }
  return all;
}

function failed<T>(id: string | undefined, error: unknown): BatchResult<T> {
  return { kind: "failed", error, ...(id === undefined ? {} : { id }) };
}
