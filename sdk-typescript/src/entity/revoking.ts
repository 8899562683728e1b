import { isUuid } from "../encoding/uuid.js";
import { NoUsableKey, UntrustedKey } from "../error/client.js";
import { Conflict, Forbidden, Invalid, NotFound } from "../error/server.js";
import type { OpenedExchange } from "../exchange/opened.js";
import type { SkippedDelegate } from "../model/metadata.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { alsoLost, notBelieved, planRekey, planRekeyOf, type RekeyPlan } from "../sealing/rekey.js";
import { storedGraph, type VerifiedEntity } from "../sealing/verified.js";
import type { DelegationGraph, Held } from "../wire/delegations.js";
import type { ModelReader } from "./modelreader.js";
import type { EntityModels, Model, Stored } from "./models.js";
import { OwnAccess } from "./ownaccess.js";
import type { AccessRevoked } from "./results.js";
import type { EntitySender } from "./sender.js";
import type { Connected } from "./tools.js";

/** Takes access away: with a new key (protocol §8), or by an honest server alone. */
export class EntityRevoking<T extends Model> {
  private readonly models: EntityModels<T>;

  constructor(
    private readonly connected: Connected,
    private readonly reader: ModelReader<T>,
    private readonly sender: EntitySender,
  ) {
    this.models = reader.models;
  }

  /** Locks a data owner out with a new key. */
  async revoke(model: T, dataOwnerId: string): Promise<AccessRevoked<Stored<T>>> {
    const stored = await this.reader.stored(model);
    if (this.#isRevoked(model, stored, dataOwnerId)) {
      return this.#revokedBefore(model, stored, dataOwnerId);
    }
    this.models.requireCurrent(model, stored);
    this.#requireRevocable(stored.verified, dataOwnerId);
    return this.#rekey(planRekeyOf(stored, [dataOwnerId]));
  }

  /** Writes a content that is known under a new key, whether or not what is stored opens. */
  async writeUnderNewKey(model: T, lockedOut: Iterable<string>): Promise<AccessRevoked<Stored<T>>> {
    const going = [...lockedOut];
    const stored = await this.reader.verified(this.models.storedId(model));
    this.#requireWriter(stored);
    going.forEach((each) => {
      this.#requireRevocable(stored, each);
    });
    const link = await this.connected.tools.reader.links(stored);
    return this.#rekey(planRekey(stored, this.models.write(model), link, going));
  }

  /**
   * Removes a data owner's access without a new key; undefined if the caller left. To leave, nothing has
   * to open: whoever was given junk is not kept by it.
   */
  async remove(model: T, dataOwnerId: string): Promise<Stored<T> | undefined> {
    try {
      return dataOwnerId === this.#me
        ? await this.#leave(model)
        : await this.#remove(model, await this.reader.stored(model), dataOwnerId);
    } catch (failure) {
      const left =
        failure instanceof NotFound &&
        dataOwnerId === this.#me &&
        this.models.delegates(model).has(dataOwnerId);
      if (left) {
        return undefined;
      }
      throw failure;
    }
  }

  get #me(): string {
    return this.connected.tools.exchanges.owner;
  }

  async #leave(model: T): Promise<Stored<T> | undefined> {
    const id = this.models.storedId(model);
    let now = await this.reader.verified(id);
    const first = listed(now, this.#me);
    if (first.length > 0) {
      this.#requireRemovable(this.models.requireCurrent(model, now), this.#me);
    }
    for (let most = first.length; ; most--) {
      const [held] = listed(now, this.#me);
      if (held === undefined) {
        return this.models.model(await this.reader.open(id));
      }
      if (most === 0) {
        throw givenAgain(now);
      }
      if (!(await this.sender.removeDelegation(now.entity, held.exchangeId))) {
        return undefined;
      }
      now = await this.reader.verified(id);
    }
  }

  async #remove(
    model: T,
    stored: OpenedEntity,
    dataOwnerId: string,
  ): Promise<Stored<T> | undefined> {
    if (this.models.isOfVersion(model, stored.entity) && listed(stored, dataOwnerId).length === 0) {
      return this.models.model(stored);
    }
    this.#requireRemovable(this.models.requireCurrent(model, stored), dataOwnerId);
    await new OwnAccess(this.connected.tools.exchanges).requireLeft(stored, dataOwnerId);
    let now = stored;
    for (let most = listed(stored, dataOwnerId).length; ; most--) {
      const [held] = listed(now, dataOwnerId);
      if (held === undefined) {
        return this.models.model(now);
      }
      if (most === 0) {
        throw givenAgain(now);
      }
      if (!(await this.sender.removeDelegation(now.entity, held.exchangeId))) {
        return undefined;
      }
      now = await this.reader.open(now.entity.id);
    }
  }

  #isRevoked(model: T, { entity }: OpenedEntity, dataOwnerId: string): boolean {
    return (
      this.models.isBefore(model, entity.version) &&
      entity.modifiedBy === this.#me &&
      entity.revoked.some(
        (each) => each.delegate === dataOwnerId && each.generation === entity.keyGeneration,
      )
    );
  }

  /** What a revocation did whose answer was lost. */
  #revokedBefore(model: T, stored: OpenedEntity, dataOwnerId: string): AccessRevoked<Stored<T>> {
    const entity = this.models.model(stored);
    const staying = this.models.delegates(entity);
    const lost = [...this.models.delegates(model)].filter(
      (each) => !staying.has(each) && each !== dataOwnerId,
    );
    return result(entity, [dataOwnerId], lost, keyless(stored), stored);
  }

  #requireRevocable(stored: VerifiedEntity, dataOwnerId: string): void {
    if (!isUuid(dataOwnerId)) {
      throw new Invalid("dataOwnerId", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    if (stored.entity.author === dataOwnerId) {
      throw new Forbidden("the author's access is never revoked");
    }
    if (this.#me === dataOwnerId) {
      throw new Forbidden("nobody revokes their own access: leave with removeAccess");
    }
    this.#requireWriter(stored);
  }

  #requireWriter(stored: VerifiedEntity): void {
    if (stored.graph.permissionOf(this.#me) !== "WRITE") {
      throw new Forbidden("a new key needs WRITE: take back what you gave with removeAccess");
    }
  }

  #requireRemovable(stored: Pick<VerifiedEntity, "entity">, dataOwnerId: string): void {
    const graph = storedGraph(stored.entity);
    const { author } = stored.entity;
    const mayRemove =
      this.#me === author ||
      this.#me === dataOwnerId ||
      graph.heldBy(dataOwnerId).every((held) => isBelow(graph, held, this.#me));
    if (!mayRemove || author === dataOwnerId) {
      throw new Forbidden(
        "only the author, and who passed on all that somebody has, remove somebody else",
      );
    }
  }

  async #rekey(planned: RekeyPlan): Promise<AccessRevoked<Stored<T>>> {
    const { exchanges, rekeyer } = this.connected.tools;
    const isLeft = await new OwnAccess(exchanges).secretIsLeft(planned);
    const plan = isLeft ? planned : await this.#withOwnLink(planned);
    const wrapping = new Map<string, OpenedExchange>();
    const leftOut = new Map(notBelieved(plan).map((each) => [each.dataOwner, each.reason]));
    const wrapped = [...plan.graph.valid].filter(([, { delegation }]) => delegation.wrapped);
    for (const [exchangeId, held] of wrapped) {
      const { delegate } = held.delegation;
      try {
        wrapping.set(exchangeId, await this.#exchange(exchangeId, held));
      } catch (failure) {
        const mustHaveKey = delegate === this.#me || delegate === plan.entity.entity.author;
        if (!isUnreachable(failure) || mustHaveKey) {
          throw failure;
        }
        leftOut.set(delegate, failure.message);
      }
    }
    const stored = await this.sender.signing(async () =>
      this.sender.rekey(await rekeyer.seal(plan, wrapping)),
    );
    for (const exchangeId of wrapping.keys()) {
      leftOut.delete(plan.graph.valid.get(exchangeId)?.delegation.delegate ?? "");
    }
    const without = [...leftOut].map(([dataOwner, reason]) => ({ dataOwner, reason }));
    return result(this.models.model(stored), plan.going, alsoLost(plan), without, stored);
  }

  /**
   * A re-key renews no link. Who knows the patient's secret only through those who go gives it to itself
   * first; if the re-key fails after that, nothing is lost.
   */
  async #withOwnLink(plan: RekeyPlan): Promise<RekeyPlan> {
    const { exchanges, rekeyer } = this.connected.tools;
    const own = await exchanges.forWrapping(this.#me, exchangesInUse(plan));
    const now = await this.sender.signing(async () =>
      this.sender.grantTo(plan.entity, await rekeyer.ownLink(plan, own)),
    );
    return planRekey(now, plan.content, plan.link, plan.going);
  }

  #exchange(exchangeId: string, { grant, delegation }: Held): Promise<OpenedExchange> {
    const { exchanges } = this.connected.tools;
    const { delegate } = delegation;
    return grant.by === this.#me || delegate === this.#me
      ? exchanges.forWrappingAgain(exchangeId, grant.by, delegate)
      : exchanges.forWrapping(delegate);
  }
}

/** Whether a failure says that a delegate cannot be shared with, and nothing of the network. */
export function isUnreachable(failure: unknown): failure is Error {
  return (
    failure instanceof NoUsableKey ||
    failure instanceof UntrustedKey ||
    failure instanceof NotFound ||
    failure instanceof CryptoFailure
  );
}

/** An entity has one delegation for each exchange (protocol §0). */
function exchangesInUse({ entity }: RekeyPlan): ReadonlySet<string> {
  return new Set(entity.entity.grants.flatMap((grant) => Object.keys(grant.delegations)));
}

function listed({ entity }: Pick<VerifiedEntity, "entity">, dataOwnerId: string): readonly Held[] {
  return storedGraph(entity).heldBy(dataOwnerId);
}

function givenAgain({ entity }: Pick<VerifiedEntity, "entity">): Conflict {
  return new Conflict("access was given again while it was removed", entity.rev);
}

function isBelow(graph: DelegationGraph, held: Held, dataOwner: string): boolean {
  return [...graph.ancestorsOf(held.exchangeId)].some(
    (ancestor) => graph.valid.get(ancestor)?.delegation.delegate === dataOwner,
  );
}

function keyless({ entity }: OpenedEntity): readonly SkippedDelegate[] {
  const graph = storedGraph(entity);
  const delegates = [...graph.valid.values()].map((held) => held.delegation.delegate);
  return [...new Set(delegates)]
    .filter((each) => graph.heldBy(each).every((held) => held.delegation.wrapped === undefined))
    .map((dataOwner) => ({ dataOwner, reason: "has no key" }));
}

function result<T>(
  entity: T,
  revoked: readonly string[],
  lost: readonly string[],
  leftOut: readonly SkippedDelegate[],
  stored: OpenedEntity,
): AccessRevoked<T> {
  const doubt = stored.doubt();
  return {
    entity,
    revoked: new Set(revoked),
    alsoLost: new Set(lost),
    leftOut,
    ...(doubt === undefined ? {} : { doubt }),
  };
}
