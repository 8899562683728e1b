import { Forbidden, NotFound } from "../error/server.js";
import type { SkippedDelegate } from "../model/metadata.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { notBelieved, planRekeyOf } from "../sealing/rekey.js";
import type { Recipient } from "../sealing/newentity.js";
import { covers, type Permission } from "../wire/grant.js";
import type { Model, Stored } from "./models.js";
import type { ModelReader } from "./modelreader.js";
import { isUnreachable } from "./revoking.js";
import type { EntitySender } from "./sender.js";
import type { Connected } from "./tools.js";

interface Given {
  readonly permission: Permission;
  readonly link: boolean;
}

/** Revokes by a copy: the entity under another id for all but one, the original deleted (S17). */
export class EntityCopies<T extends Model> {
  constructor(
    private readonly connected: Connected,
    private readonly reader: ModelReader<T>,
    private readonly sender: EntitySender,
  ) {}

  /** The copy; its id is another one. */
  async copyWithout(model: T, dataOwnerId: string): Promise<Stored<T>> {
    const stored = await this.reader.current(model);
    await this.#requireCopyable(stored, dataOwnerId);
    const { sealer, exchanges } = this.connected.tools;
    const own = await exchanges.own();
    const skipped: SkippedDelegate[] = [];
    const recipients = await this.#recipients(stored, dataOwnerId, skipped);
    const { type, tags, links } = stored.entity;
    const content = stored.contentTakenOver();
    const copied = stored.verified;
    const made = { type, id: sealer.newId(), content, tags, links, link: stored.link, copied };
    const copy = await this.sender.signing(async () =>
      this.sender.create(await sealer.create(made, own, recipients)),
    );
    await this.#deleteOriginal(stored, copy);
    return this.reader.models.model(copy, { skipped });
  }

  async #requireCopyable({ entity }: OpenedEntity, without: string): Promise<void> {
    const { server, tools } = this.connected;
    if (entity.author !== tools.sealer.owner) {
      const rule = "only the author can delete the original: use revokeAccess or removeAccess";
      throw new Forbidden(rule);
    }
    if (without === tools.sealer.owner) {
      throw new Forbidden("the author's access is never revoked");
    }
    if (entity.type !== "Patient") {
      return;
    }
    const isDataOwner = await server.dataOwner(entity.id).then(
      () => true,
      (failure: unknown) => {
        if (failure instanceof NotFound) {
          return false;
        }
        throw failure;
      },
    );
    if (isDataOwner) {
      throw new Forbidden("this patient is a data owner: use revokeAccess");
    }
  }

  async #recipients(
    stored: OpenedEntity,
    without: string,
    skipped: SkippedDelegate[],
  ): Promise<readonly Recipient[]> {
    const { exchanges, sealer } = this.connected.tools;
    const plan = planRekeyOf(stored, [without]);
    skipped.push(...notBelieved(plan));
    const given = new Map<string, Given>();
    for (const { delegation } of plan.graph.valid.values()) {
      const { delegate, permission, wrapped, link } = delegation;
      if (wrapped !== undefined && delegate !== sealer.owner) {
        given.set(delegate, more(given.get(delegate), { permission, link: link !== undefined }));
      }
    }
    const recipients: Recipient[] = [];
    for (const [dataOwner, { permission, link }] of given) {
      try {
        const exchange = await exchanges.forWrapping(dataOwner);
        recipients.push({ exchange, permission, link: link ? stored.link : {} });
      } catch (failure) {
        if (!isUnreachable(failure)) {
          throw failure;
        }
        skipped.push({ dataOwner, reason: failure.message });
      }
    }
    return recipients;
  }

  /** If the original stays, the copy goes: there is one of them after all. */
  async #deleteOriginal(stored: OpenedEntity, copy: OpenedEntity): Promise<void> {
    try {
      await this.sender.delete(stored);
    } catch (failure) {
      const { type, id } = stored.entity;
      const isThere = await this.sender.isThere(type, id).catch(() => undefined);
      if (isThere === false) {
        return;
      }
      if (isThere === true) {
        await this.sender.delete(copy).catch(() => undefined);
      }
      throw failure;
    }
  }
}

function more(one: Given | undefined, other: Given): Given {
  if (one === undefined) {
    return other;
  }
  const { permission } = covers(one.permission, other.permission) ? one : other;
  return { permission, link: one.link || other.link };
}
