import { Conflict, NotFound } from "../../src/error/server.js";
import type { JsonObject } from "../../src/json/node.js";
import { parseWire } from "../../src/json/wire.js";
import type { Request, Transport } from "../../src/transport/transport.js";
import type { Endorsement, KeyCard, Retirement } from "../../src/wire/card.js";
import type { Entity } from "../../src/wire/entity.js";
import type { Attestation, ExchangeRecord } from "../../src/wire/exchange.js";
import type { Grant } from "../../src/wire/grant.js";

/** What is done with a call in place of only answering it. */
export type Hook = (request: Request, answer: () => object) => unknown;

/**
 * A server that keeps cards, exchange records, entities and a policy in memory and checks nothing. Each
 * answer can be held, altered or replaced, and all that it was asked is written down.
 */
export class ScriptedServer {
  readonly asked: Request[] = [];
  readonly entities = new Map<string, Entity>();
  policy: object = {};
  hook: Hook | undefined;
  readonly #cards = new Map<string, KeyCard>();
  readonly #exchanges = new Map<string, ExchangeRecord>();

  /** What a data owner's connection calls. */
  as(owner: string): Transport {
    return {
      call: async (request): Promise<JsonObject | undefined> => {
        this.asked.push(request);
        const body = request.body && (JSON.parse(JSON.stringify(request.body)) as object);
        const now = body === undefined ? request : { ...request, body };
        const answer = (): object => this.#answer(now, owner);
        const answered: unknown = this.hook === undefined ? answer() : this.hook(now, answer);
        const said = await answered;
        return said === undefined ? undefined : parseWire(JSON.stringify(said));
      },
      socket: () => Promise.reject(new NotFound("there are no events")),
      close: () => Promise.resolve(),
    };
  }

  /** How often a path was asked for by this method. */
  count(method: string, path: RegExp): number {
    return this.asked.filter((each) => each.method === method && path.test(each.path)).length;
  }

  /** Lists these cards of their owners too, in place of those with the same keyIds. */
  publish(...cards: readonly KeyCard[]): void {
    cards.forEach((card) => this.#cards.set(card.keyId, card));
  }

  /** The exchange records that were made, in their order. */
  get exchanges(): readonly ExchangeRecord[] {
    return [...this.#exchanges.values()];
  }

  /** Has another record in place of one. */
  replace(record: ExchangeRecord): void {
    this.#exchanges.set(record.id, record);
  }

  #answer({ method, path, query = {}, body }: Request, owner: string): object {
    const [kind = "", ...steps] = path.slice(1).split("/").map(decodeURIComponent);
    switch (`${method} ${kind}`) {
      case "GET data-owners":
        return this.#listed(steps);
      case "POST data-owners":
        return this.#keys(steps, body as KeyCard & Endorsement & Retirement);
      case "GET users":
        return steps[1] === "auto-share" ? this.policy : { id: "me", dataOwner: owner };
      case "PUT users":
        this.policy = { ...body, rev: "1-a" };
        return {};
      case "POST exchanges":
        this.replace(body as ExchangeRecord);
        return {};
      case "GET exchanges":
        return steps.length === 0 ? { items: this.#between(query) } : this.#exchange(steps[0]);
      case "PUT exchanges":
        return this.#addSealed(steps, body as { sealed: string; attestation?: Attestation });
      case "GET entities":
        return this.#entity(steps[1]);
      case "POST entities":
        return this.#written(steps, body as Entity & { entity: Entity; grant: Grant });
      default:
        throw new Error(`nobody expected ${method} ${path}`);
    }
  }

  /** Nobody but those with cards is a data owner. */
  #listed([owner, what]: readonly string[]): object {
    const items = [...this.#cards.values()].filter((card) => card.owner === owner);
    if (what !== "keys" && items.length === 0) {
      throw new NotFound("no such data owner");
    }
    return { items };
  }

  #keys(
    [, , keyId = "", what]: readonly string[],
    body: KeyCard & Endorsement & Retirement,
  ): object {
    const card = this.#cards.get(keyId);
    if (card === undefined) {
      this.publish(body);
    } else if (what === "endorsements") {
      this.publish({ ...card, endorsements: [...card.endorsements, body] });
    } else if (card.retired === undefined) {
      this.publish({ ...card, retired: body });
    } else {
      throw new Conflict("it is retired");
    }
    return {};
  }

  #between({ delegator, delegate }: NonNullable<Request["query"]>): readonly ExchangeRecord[] {
    return this.exchanges.filter(
      (record) =>
        [undefined, record.delegator].includes(delegator as string | undefined) &&
        [undefined, record.delegate].includes(delegate as string | undefined),
    );
  }

  #exchange(id = ""): ExchangeRecord {
    const record = this.#exchanges.get(id);
    if (record === undefined) {
      throw new NotFound("no such exchange");
    }
    return record;
  }

  #addSealed(
    [id, , keyId = ""]: readonly string[],
    { sealed, attestation }: { sealed: string; attestation?: Attestation },
  ): object {
    const record = this.#exchange(id);
    const attestations = attestation && { ...record.attestations, [keyId]: attestation };
    this.replace({
      ...record,
      sealed: { ...record.sealed, [keyId]: sealed },
      ...(attestations === undefined ? {} : { attestations }),
    });
    return {};
  }

  #entity(id = ""): Entity {
    const entity = this.entities.get(id);
    if (entity === undefined) {
      throw new NotFound("no such entity");
    }
    return entity;
  }

  #written(
    [, id, what]: readonly string[],
    body: Entity & { entity: Entity; grant: Grant },
  ): object {
    const before = id === undefined ? body : this.#entity(id);
    const grants = what === "grants" ? [...before.grants, body.grant] : before.grants;
    const rev = `${Number.parseInt(before.rev ?? "0", 10) + 1}-a`;
    const now = what === "rekey" ? body.entity : { ...before, grants };
    this.entities.set(now.id, { ...now, rev });
    return { rev };
  }
}
