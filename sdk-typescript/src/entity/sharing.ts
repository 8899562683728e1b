import type { LinkFields } from "../crypto/wraps.js";
import { isUuid } from "../encoding/uuid.js";
import { NoUsableKey } from "../error/client.js";
import { namingDataOwner } from "../error/naming.js";
import { Conflict, Forbidden, Invalid } from "../error/server.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { leftOutKeys } from "../sharing/reach.js";
import type { DelegationGraph } from "../wire/delegations.js";
import { covers, type Permission } from "../wire/grant.js";
import type { ModelReader } from "./modelreader.js";
import type { Model, Stored } from "./models.js";
import type { Access } from "./results.js";
import type { EntitySender } from "./sender.js";
import type { Connected } from "./tools.js";

/** Gives access to entities of one type. */
export class EntitySharing<T extends Model> {
  constructor(
    private readonly connected: Connected,
    readonly reader: ModelReader<T>,
    private readonly sender: EntitySender,
  ) {}

  /** Gives access to the revision that the model is of, or one that differs by this access alone. */
  async giveAccess(model: T, delegate: string, access: Access): Promise<OpenedEntity> {
    const { models } = this.reader;
    const stored = await this.reader.stored(model);
    const given =
      !models.isCurrent(model, stored.entity) &&
      models.isOfVersion(model, stored.entity) &&
      this.#hasFromMe(stored, delegate, access);
    return this.give(given ? stored : models.requireCurrent(model, stored), delegate, access);
  }

  /** {@link giveAccess} to whatever is stored, again after a conflict. */
  async giveAccessRetrying(
    id: string,
    delegate: string,
    access: Access,
    tries: number,
  ): Promise<OpenedEntity> {
    if (tries < 1) {
      throw new Invalid("tries", "must be at least 1");
    }
    try {
      return await this.give(await this.reader.open(id), delegate, access);
    } catch (failure) {
      if (failure instanceof Conflict && tries > 1) {
        return this.giveAccessRetrying(id, delegate, access, tries - 1);
      }
      throw failure;
    }
  }

  /** The model after it, with the keys of the delegate that it does not reach. */
  async shared(opened: OpenedEntity, delegate: string): Promise<Stored<T>> {
    const leftOut = await leftOutKeys(this.connected.tools.keys.cards, delegate);
    return this.reader.models.model(opened, { leftOut });
  }

  /** Gives access to an entity that is open; what is there already changes nothing. */
  async give(stored: OpenedEntity, delegate: string, access: Access): Promise<OpenedEntity> {
    if (!isUuid(delegate)) {
      throw new Invalid("dataOwnerId", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    stored.requireGenuine();
    const permission = this.#permission(stored.graph, access);
    const link = linkFor(stored, access);
    if (this.#has(stored, delegate, permission, link)) {
      return stored;
    }
    this.#requireNoneFromMe(stored.graph, delegate);
    const { exchanges, sealer } = this.connected.tools;
    const inUse = new Set(stored.entity.grants.flatMap((grant) => Object.keys(grant.delegations)));
    const exchange = await exchanges
      .forWrapping(delegate, inUse)
      .catch((failure: unknown) => this.#explain(delegate, failure));
    return this.sender.signing(async () =>
      this.sender.grant(stored, await sealer.grant(stored, { exchange, permission, link })),
    );
  }

  get #me(): string {
    return this.connected.tools.sealer.owner;
  }

  #hasFromMe(stored: OpenedEntity, delegate: string, { permission }: Access): boolean {
    return stored.graph
      .heldBy(delegate)
      .filter((held) => held.grant.by === this.#me && held.delegation.wrapped !== undefined)
      .some((held) => permission === undefined || covers(held.delegation.permission, permission));
  }

  #permission(graph: DelegationGraph, access: Access): Permission {
    const own = graph.permissionOf(this.#me);
    if (own === undefined) {
      throw new Forbidden("you have no access to pass on");
    }
    const wanted = access.permission ?? own;
    if (!covers(own, wanted)) {
      throw new Forbidden(`nobody passes on more than it has: you may not give ${wanted}`);
    }
    return wanted;
  }

  /** What somebody else gave may be junk, so only what the author or the caller gave counts. */
  #has(
    { graph, entity }: OpenedEntity,
    delegate: string,
    wanted: Permission,
    link: LinkFields,
  ): boolean {
    const held = graph.heldBy(delegate);
    if (!held.some((each) => covers(each.delegation.permission, wanted))) {
      return false;
    }
    if (delegate === this.#me) {
      return true;
    }
    const nothingToTell = link.patient === undefined && link.secret === undefined;
    const sound = held
      .filter(({ grant }) => grant.by === entity.author || grant.by === this.#me)
      .map(({ delegation }) => delegation);
    return (
      sound.some((each) => each.wrapped !== undefined) &&
      (nothingToTell || sound.some((each) => each.link !== undefined))
    );
  }

  #requireNoneFromMe(graph: DelegationGraph, delegate: string): void {
    const given = graph
      .heldBy(delegate)
      .some((held) => held.delegation.wrapped !== undefined && held.grant.by === this.#me);
    if (given) {
      const rule = `data owner ${delegate} has less from you already; that is removed first`;
      throw new Invalid("dataOwnerId", rule);
    }
  }

  /** Who has no cards may not be there at all. */
  async #explain(delegate: string, failure: unknown): Promise<never> {
    if (failure instanceof NoUsableKey) {
      await this.connected.server.dataOwner(delegate).catch((missing: unknown) => {
        throw namingDataOwner(delegate, missing);
      });
    }
    throw namingDataOwner(delegate, failure);
  }
}

function linkFor({ link }: OpenedEntity, { withPatient = true }: Access): LinkFields {
  return {
    ...(withPatient && link.patient !== undefined ? { patient: link.patient } : {}),
    ...(link.secret === undefined ? {} : { secret: link.secret }),
  };
}
