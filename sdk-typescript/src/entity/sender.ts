import { Conflict, NotFound } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { type VerifiedEntity, withGrant } from "../sealing/verified.js";
import { items, objects, text } from "../transport/answers.js";
import type { Entity, EntityType } from "../wire/entity.js";
import type { Grant } from "../wire/grant.js";
import { isStoredAs, type OwnWrite } from "./ownwrite.js";
import type { Connected } from "./tools.js";

/** Sends what was sealed, and finds out what became of it where the answer was lost. */
export class EntitySender {
  constructor(private readonly connected: Connected) {}

  /**
   * Does this, which signs something and sends it: a rotation waits for it. What the server has
   * acknowledged survives a crash when it completes (protocol §9.1).
   */
  async signing<R>(write: () => Promise<R>): Promise<R> {
    const { keys } = this.connected.tools;
    const result = await keys.ring.writes.during(write);
    await keys.saveSeen();
    return result;
  }

  create(sealed: OpenedEntity): Promise<OpenedEntity> {
    return this.#stored("creation", sealed, () =>
      this.connected.server.createEntity(sealed.entity),
    );
  }

  modify(sealed: OpenedEntity): Promise<OpenedEntity> {
    return this.#stored("content", sealed, () => this.connected.server.modifyEntity(sealed.entity));
  }

  rekey(sealed: OpenedEntity): Promise<OpenedEntity> {
    return this.#stored("newKey", sealed, () => this.connected.server.rekey(sealed.entity));
  }

  /** What is stored, if that is what was sealed; else the failure. */
  async ownIfStored(kind: OwnWrite, sealed: OpenedEntity, failure: unknown): Promise<OpenedEntity> {
    if (!(failure instanceof Conflict)) {
      throw failure;
    }
    const { type, id } = sealed.entity;
    const now = await this.connected.tools.reader.read(type, id).catch(() => undefined);
    if (now === undefined || !isStoredAs(kind, sealed, now)) {
      throw failure;
    }
    return now;
  }

  /** A creation whose answer was lost, if it is there; undefined if not. */
  async created(sealed: OpenedEntity): Promise<OpenedEntity | undefined> {
    const { type, id } = sealed.entity;
    try {
      const now = await this.connected.tools.reader.read(type, id);
      return isStoredAs("creation", sealed, now) ? now : undefined;
    } catch (failure) {
      if (failure instanceof NotFound) {
        return undefined;
      }
      throw failure;
    }
  }

  /** What was sealed, at the revision at which it is stored; remembered as seen. */
  stored(sealed: OpenedEntity, rev: string): OpenedEntity {
    const stored = sealed.withRev(rev);
    this.connected.tools.reader.written(stored.entity);
    return stored;
  }

  async bulk(type: EntityType, sealed: readonly OpenedEntity[]): Promise<readonly JsonObject[]> {
    const entities = sealed.map((each) => each.entity);
    return objects(await this.connected.server.bulk(type, entities), "results");
  }

  /** What the server has of these, by id. */
  async listed(
    type: EntityType,
    sealed: readonly OpenedEntity[],
  ): Promise<ReadonlyMap<string, JsonObject>> {
    const ids = sealed.map((each) => each.entity.id);
    const answer = await this.connected.server.entities(type, ids);
    return new Map(items(answer).map((item) => [text(item, "id"), item]));
  }

  async grant(opened: OpenedEntity, grant: Grant): Promise<OpenedEntity> {
    return opened.withGrant(grant, await this.#send(opened.entity, grant));
  }

  /** Adds a grant to an entity that may be closed. */
  async grantTo(verified: VerifiedEntity, grant: Grant): Promise<VerifiedEntity> {
    return withGrant(verified, grant, await this.#send(verified.entity, grant));
  }

  async #send({ type, id, rev = "" }: Entity, grant: Grant): Promise<string> {
    return text(await this.connected.server.giveAccess(type, id, { rev, grant }), "rev");
  }

  /** Whether the caller may still see the entity after it. */
  async removeDelegation(entity: Entity, exchangeId: string): Promise<boolean> {
    const { server } = this.connected;
    const { type, id, rev = "" } = entity;
    try {
      return (await server.removeDelegation(type, id, exchangeId, rev)) !== undefined;
    } catch (failure) {
      if (!(failure instanceof NotFound)) {
        throw failure;
      }
      return this.isThere(type, id);
    }
  }

  /** Whether the caller may see an entity. */
  async isThere(type: EntityType, id: string): Promise<boolean> {
    try {
      await this.connected.server.entity(type, id);
      return true;
    } catch (failure) {
      if (failure instanceof NotFound) {
        return false;
      }
      throw failure;
    }
  }

  delete(opened: OpenedEntity): Promise<void> {
    const { type, id, rev = "" } = opened.entity;
    return this.connected.server.deleteEntity(type, id, rev);
  }

  async #stored(
    kind: OwnWrite,
    sealed: OpenedEntity,
    send: () => Promise<JsonObject>,
  ): Promise<OpenedEntity> {
    try {
      return this.stored(sealed, text(await send(), "rev"));
    } catch (failure) {
      return this.ownIfStored(kind, sealed, failure);
    }
  }
}
