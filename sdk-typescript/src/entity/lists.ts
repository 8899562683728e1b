import { linkOf } from "../crypto/wraps.js";
import { NoEntityKey } from "../error/client.js";
import { Invalid } from "../error/server.js";
import { items, next } from "../transport/answers.js";
import type { Query } from "../transport/transport.js";
import type { EntityHeader } from "../wire/entity.js";
import { linkedPages } from "./linkedpages.js";
import type { Model, Stored } from "./models.js";
import type { ModelReader, Shown } from "./modelreader.js";
import type {
  EntityFilter,
  EntityPage,
  LeftOutEntity,
  OpenEntities,
  PotentiallyEncrypted,
} from "./results.js";
import type { Connected } from "./tools.js";

const PAGE = 500;

/** Lists entities of one type. */
export class EntityLists<T extends Model> {
  constructor(
    private readonly connected: Connected,
    private readonly reader: ModelReader<T>,
  ) {}

  /** A page of those that the caller may see. */
  async list(filter: EntityFilter): Promise<EntityPage<Stored<T>>> {
    const { tag } = filter;
    const published = this.connected.toolsIfAny?.publishedCodingTypes;
    if (tag !== undefined && published?.has(tag.type) === false) {
      const rule = `is not published by this connection: nothing of type ${tag.type} is found so`;
      throw new Invalid("tag", rule);
    }
    const answer = await this.connected.server.listEntities(
      this.reader.models.type,
      queryOf(filter),
    );
    const belongs = (header: EntityHeader): boolean => matches(filter, header);
    const opened = items(answer).map((item) => this.reader.tryOpenListed(item, belongs));
    const cursor = next(answer);
    return {
      items: await this.reader.settled(await Promise.all(opened), belongs),
      ...(cursor === undefined ? {} : { next: cursor }),
    };
  }

  /** All that is about a patient and opens, and is genuine; the others are named beside it. */
  async about(patientId: string): Promise<OpenEntities<Stored<T>>> {
    const all = await this.allAbout(patientId);
    const open = all.flatMap((item) => (item.kind === "decrypted" ? [item.value] : []));
    const leftOut = all.flatMap((item) => leftOutOf(item) ?? []);
    // beside the elements, so that two lists of the same are equal
    return Object.defineProperty(open, "leftOut", { value: leftOut }) as Stored<T>[] & {
      leftOut: typeof leftOut;
    };
  }

  /** All that is about a patient, also what stays closed, is doubtful, or not to be used. */
  async allAbout(patientId: string): Promise<readonly PotentiallyEncrypted<Stored<T>>[]> {
    const { type } = this.reader.models;
    const link = linkOf(await this.connected.tools.reader.patients.require(patientId), type);
    const belongs = (header: EntityHeader): boolean => header.links.includes(link);
    const all: Shown<T>[] = [];
    for await (const page of linkedPages(this.connected.server, type, link, PAGE)) {
      all.push(
        ...(await Promise.all(page.map((item) => this.reader.tryOpenListed(item, belongs)))),
      );
    }
    return this.reader.settled(all, belongs);
  }
}

function leftOutOf<T extends Model>(item: PotentiallyEncrypted<T>): LeftOutEntity | undefined {
  switch (item.kind) {
    case "decrypted":
      return undefined;
    case "doubtful":
      return leftOut(item.value.id, item.reason);
    case "stillEncrypted":
      return { id: item.clear.id, reason: item.reason ?? new NoEntityKey(item.clear.id) };
    case "refused":
      return leftOut(item.id, item.reason);
  }
}

function leftOut(id: string | undefined, reason: Error): LeftOutEntity {
  return { reason, ...(id === undefined ? {} : { id }) };
}

function queryOf({ tag, from, to, limit, cursor }: EntityFilter): Query {
  return { tag: tag && tagText(tag), from, to, limit: limit ?? 100, cursor };
}

/** How a tag is asked for (protocol §4): no other tag is written the same. */
export function tagText({ type, code }: { readonly type: string; readonly code: string }): string {
  return [type, code].map((part) => part.replace(/[\\|]/g, "\\$&")).join("|");
}

function matches({ tag, from, to }: EntityFilter, header: EntityHeader): boolean {
  return (
    (tag === undefined ||
      header.tags.some((each) => each.type === tag.type && each.code === tag.code)) &&
    (from === undefined || header.created >= from) &&
    (to === undefined || header.created <= to)
  );
}
