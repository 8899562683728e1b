import {
  MalformedContent,
  NoEntityKey,
  RetiredKey,
  TamperedEntity,
  UntrustedKey,
} from "../error/client.js";
import { NotFound } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { parseEntity, parseStored } from "../sealing/reader.js";
import type { VerifiedEntity } from "../sealing/verified.js";
import { optionalText } from "../transport/answers.js";
import type { EntityHeader } from "../wire/entity.js";
import type { EntityModels, Model, Stored } from "./models.js";
import type { PotentiallyEncrypted } from "./results.js";
import type { Connected } from "./tools.js";

/** Reads models of one type. */
export class ModelReader<T extends Model> {
  constructor(
    private readonly connected: Connected,
    readonly models: EntityModels<T>,
  ) {}

  open(id: string): Promise<OpenedEntity> {
    return this.connected.tools.reader.read(this.models.type, id);
  }

  verified(id: string): Promise<VerifiedEntity> {
    return this.connected.tools.reader.verified(this.models.type, id);
  }

  /** The stored version of a model that was stored before. */
  async stored(model: T): Promise<OpenedEntity> {
    return this.open(this.models.storedId(model));
  }

  /** The stored version, if the model is of that revision. */
  async current(model: T): Promise<OpenedEntity> {
    return this.models.requireCurrent(model, await this.stored(model));
  }

  /** The model; fails with why it is not genuine, if it is not. */
  async get(id: string): Promise<Stored<T>> {
    return this.models.model((await this.open(id)).requireGenuine());
  }

  /** The model, also if nobody vouches for it. */
  async getAnyway(id: string): Promise<Stored<T>> {
    return this.models.model(await this.open(id));
  }

  async tryGet(id: string): Promise<PotentiallyEncrypted<Stored<T>>> {
    const tools = this.connected.toolsIfAny;
    const { type } = this.models;
    if (tools === undefined) {
      const clear = parseEntity(type, id, await this.connected.server.entity(type, id));
      return { kind: "stillEncrypted", clear };
    }
    return this.#tryOpen(await tools.reader.verified(type, id));
  }

  /**
   * One of a list. What is not to be used is named, and takes nothing from the others.
   *
   * @param belongs whether an entity is one of those that were asked for
   */
  async tryOpenListed(
    item: JsonObject,
    belongs: (header: EntityHeader) => boolean,
  ): Promise<PotentiallyEncrypted<Stored<T>>> {
    const tools = this.connected.toolsIfAny;
    const id = optionalText(item, "id");
    try {
      if (tools === undefined) {
        const clear = parseStored(item, id ?? "");
        requireListed(clear, belongs);
        return { kind: "stillEncrypted", clear };
      }
      const verified = await tools.reader.verifiedListed(this.models.type, item);
      requireListed(verified.entity, belongs);
      return await this.#tryOpen(verified);
    } catch (failure) {
      if (
        failure instanceof TamperedEntity ||
        failure instanceof MalformedContent ||
        failure instanceof NotFound
      ) {
        return { kind: "refused", ...(id === undefined ? {} : { id }), reason: failure };
      }
      throw failure;
    }
  }

  async #tryOpen(verified: VerifiedEntity): Promise<PotentiallyEncrypted<Stored<T>>> {
    try {
      const opened = await this.connected.tools.reader.open(verified);
      const value = this.models.model(opened);
      const reason = opened.doubt();
      return reason === undefined
        ? { kind: "decrypted", value }
        : { kind: "doubtful", value, reason };
    } catch (failure) {
      if (
        failure instanceof NoEntityKey ||
        failure instanceof UntrustedKey ||
        failure instanceof RetiredKey
      ) {
        return { kind: "stillEncrypted", clear: verified.entity, reason: failure };
      }
      throw failure;
    }
  }
}

function requireListed(header: EntityHeader, belongs: (header: EntityHeader) => boolean): void {
  if (!belongs(header)) {
    throw new TamperedEntity(header.id, "IDENTITY");
  }
}
