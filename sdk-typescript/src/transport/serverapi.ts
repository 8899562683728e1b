import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { Endorsement, KeyCard, Retirement } from "../wire/card.js";
import type { Entity, EntityType } from "../wire/entity.js";
import type { Attestation, ExchangeRecord } from "../wire/exchange.js";
import type { Grant } from "../wire/grant.js";
import type { AutoSharePolicy } from "../wire/policy.js";
import { path, type Query, type Transport } from "./transport.js";

/** The routes of `docs/http-api.md`, as far as keys, exchanges, entities and users are concerned. */
export class ServerApi {
  constructor(readonly transport: Transport) {}

  /** A read; fails as {@link Transport.call}. */
  async get(where: string, query: Query = {}): Promise<JsonObject> {
    return required(await this.transport.call({ method: "GET", path: where, query }));
  }

  /**
   * A write with an answer.
   *
   * @param repeatable whether the server answers the same again as the first time
   */
  async post(where: string, body: object, repeatable = false): Promise<JsonObject> {
    return required(await this.transport.call({ method: "POST", path: where, body, repeatable }));
  }

  /** A write with an answer; see {@link post}. */
  async put(where: string, body: object, repeatable = false): Promise<JsonObject> {
    return required(await this.transport.call({ method: "PUT", path: where, body, repeatable }));
  }

  /** A write without an answer. */
  async run(method: "POST" | "PUT" | "DELETE", where: string, body?: object): Promise<void> {
    await this.transport.call({ method, path: where, ...(body === undefined ? {} : { body }) });
  }

  /** Deletes what the path says; what is gone when it is deleted again was deleted the first time. */
  async remove(where: string, query: Query = {}): Promise<void> {
    const again = { repeatable: true, goneIsDone: true };
    await this.transport.call({ method: "DELETE", path: where, query, ...again });
  }

  me(): Promise<JsonObject> {
    return this.get("/users/me");
  }

  dataOwner(id: string): Promise<JsonObject> {
    return this.get(path("data-owners", id));
  }

  cards(owner: string, query: Query): Promise<JsonObject> {
    return this.get(path("data-owners", owner, "keys"), query);
  }

  publishCard(card: KeyCard): Promise<JsonObject> {
    return this.post(path("data-owners", card.owner, "keys"), card, true);
  }

  endorse(owner: string, keyId: string, endorsement: Endorsement): Promise<JsonObject> {
    return this.post(path("data-owners", owner, "keys", keyId, "endorsements"), endorsement, true);
  }

  retire(owner: string, keyId: string, retirement: Retirement): Promise<JsonObject> {
    return this.post(path("data-owners", owner, "keys", keyId, "retire"), retirement, true);
  }

  createExchange(record: ExchangeRecord): Promise<JsonObject> {
    return this.post("/exchanges", record, true);
  }

  exchange(id: string): Promise<JsonObject> {
    return this.get(path("exchanges", id));
  }

  exchanges(query: Query): Promise<JsonObject> {
    return this.get("/exchanges", query);
  }

  deleteExchange(id: string): Promise<void> {
    return this.remove(path("exchanges", id));
  }

  addSealed(
    id: string,
    keyId: string,
    body: { readonly sealed: string; readonly attestation?: Attestation },
  ): Promise<JsonObject> {
    return this.put(path("exchanges", id, "sealed", keyId), body, true);
  }

  policy(): Promise<JsonObject> {
    return this.get("/users/me/auto-share");
  }

  putPolicy(body: {
    readonly policy: AutoSharePolicy;
    readonly rev?: string;
  }): Promise<JsonObject> {
    return this.put("/users/me/auto-share", body);
  }

  createEntity(entity: Entity): Promise<JsonObject> {
    return this.post(path("entities", entity.type), entity, true);
  }

  entity(type: EntityType, id: string): Promise<JsonObject> {
    return this.get(path("entities", type, id));
  }

  modifyEntity(entity: Entity): Promise<JsonObject> {
    return this.put(path("entities", entity.type, entity.id), entity, true);
  }

  deleteEntity(type: EntityType, id: string, rev: string): Promise<void> {
    return this.remove(path("entities", type, id), { rev });
  }

  bulk(type: EntityType, entities: readonly Entity[]): Promise<JsonObject> {
    return this.post(path("entities", type, "bulk"), { entities }, true);
  }

  entities(type: EntityType, ids: readonly string[]): Promise<JsonObject> {
    return this.post(path("entities", type, "get"), { ids }, true);
  }

  listEntities(type: EntityType, query: Query): Promise<JsonObject> {
    return this.get(path("entities", type), query);
  }

  giveAccess(
    type: EntityType,
    id: string,
    body: { readonly rev: string; readonly grant: Grant },
  ): Promise<JsonObject> {
    return this.post(path("entities", type, id, "grants"), body, true);
  }

  /** The entity after it, undefined if the caller may not see it any more. */
  removeDelegation(
    type: EntityType,
    id: string,
    exchangeId: string,
    rev: string,
  ): Promise<JsonObject | undefined> {
    return this.transport.call({
      method: "DELETE",
      path: path("entities", type, id, "delegations", exchangeId),
      query: { rev },
      repeatable: true,
    });
  }

  rekey(entity: Entity): Promise<JsonObject> {
    const body = { rev: entity.rev, entity };
    return this.post(path("entities", entity.type, entity.id, "rekey"), body, true);
  }
}

function required(answer: JsonObject | undefined): JsonObject {
  if (answer === undefined) {
    throw new InternalFault("the server's answer has no body");
  }
  return answer;
}
