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
import { MOST_TRIES, TrustChanged } from "../trust/trustchanged.js";
import type { EntityHeader } from "../wire/entity.js";
import type { EntityModels, Model, Stored } from "./models.js";
import type { PotentiallyEncrypted } from "./results.js";
import type { Connected } from "./tools.js";

/** What can be shown of an entity: of what is decrypted, as long as nothing is decided about who signed it. */
export interface Shown<T extends Model> {
  readonly item: PotentiallyEncrypted<Stored<T>>;
  readonly since?: () => boolean;
}

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
    return (await this.#tryOpen(await tools.reader.verified(type, id))).item;
  }

  /**
   * One of a list. What is not to be used is named, and takes nothing from the others.
   *
   * @param belongs whether an entity is one of those that were asked for
   */
  async tryOpenListed(
    item: JsonObject,
    belongs: (header: EntityHeader) => boolean,
  ): Promise<Shown<T>> {
    const tools = this.connected.toolsIfAny;
    const id = optionalText(item, "id");
    return refusing(id, async () => {
      if (tools === undefined) {
        const clear = parseStored(item, id ?? "");
        requireListed(clear, belongs);
        return { item: { kind: "stillEncrypted", clear } };
      }
      const verified = await tools.reader.verifiedListed(this.models.type, item);
      requireListed(verified.entity, belongs);
      return this.#tryOpen(verified);
    });
  }

  /**
   * All of a list, as it is to be shown. If somebody decided about who signed one before the last was open,
   * that one is asked for again: a decision holds for all that a call shows after it.
   *
   * @throws TrustChanged if that happened each time
   */
  async settled(
    shown: readonly Shown<T>[],
    belongs: (header: EntityHeader) => boolean,
  ): Promise<readonly PotentiallyEncrypted<Stored<T>>[]> {
    let now = shown;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (now.every(isCurrent)) {
        return now.map(({ item }) => item);
      }
      const again: Shown<T>[] = [];
      for (const each of now) {
        again.push(isCurrent(each) ? each : await this.#tryAgain(each, belongs));
      }
      now = again;
    }
    throw new TrustChanged();
  }

  /** What does not belong there by now is not shown. */
  async #tryAgain(
    { item }: Shown<T>,
    belongs: (header: EntityHeader) => boolean,
  ): Promise<Shown<T>> {
    const id = item.kind === "decrypted" ? item.value.id : "";
    return refusing(id, async () => {
      const verified = await this.verified(id);
      if (!belongs(verified.entity)) {
        throw new NotFound("it is not in this list any more");
      }
      return this.#tryOpen(verified);
    });
  }

  async #tryOpen(verified: VerifiedEntity): Promise<Shown<T>> {
    const { reader } = this.connected.tools;
    try {
      const opened = await reader.open(verified);
      const value = this.models.model(opened);
      const reason = opened.doubt();
      return reason === undefined
        ? { item: { kind: "decrypted", value }, since: reader.sinceOpening(opened) }
        : { item: { kind: "doubtful", value, reason } };
    } catch (failure) {
      if (
        failure instanceof NoEntityKey ||
        failure instanceof UntrustedKey ||
        failure instanceof RetiredKey
      ) {
        return { item: { kind: "stillEncrypted", clear: verified.entity, reason: failure } };
      }
      throw failure;
    }
  }
}

function isCurrent({ since }: Pick<Shown<Model>, "since">): boolean {
  return since === undefined || since();
}

/** What others did to one entity spoils that one; what fails the call fails the list. */
async function refusing<T extends Model>(
  id: string | undefined,
  open: () => Promise<Shown<T>>,
): Promise<Shown<T>> {
  try {
    return await open();
  } catch (failure) {
    if (
      failure instanceof TamperedEntity ||
      failure instanceof MalformedContent ||
      failure instanceof NotFound
    ) {
      return { item: { kind: "refused", ...(id === undefined ? {} : { id }), reason: failure } };
    }
    throw failure;
  }
}

function requireListed(header: EntityHeader, belongs: (header: EntityHeader) => boolean): void {
  if (!belongs(header)) {
    throw new TamperedEntity(header.id, "IDENTITY");
  }
}
