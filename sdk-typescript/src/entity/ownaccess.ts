import type { LinkFields } from "../crypto/wraps.js";
import { Forbidden } from "../error/server.js";
import type { ExchangeBook } from "../exchange/book.js";
import type { OpenedEntity } from "../sealing/opened.js";
import type { RekeyPlan } from "../sealing/rekey.js";
import type { Held } from "../wire/delegations.js";

/**
 * Refuses to take away what the caller opens an entity through itself: who lost its keys opens what
 * it shared by what it gave to others (protocol §9.3).
 */
export class OwnAccess {
  constructor(private readonly exchanges: ExchangeBook) {}

  /** Whether the caller still opens an entity, once a data owner's access is removed. */
  async requireLeft(stored: OpenedEntity, dataOwnerId: string): Promise<void> {
    const going = stored.graph.heldBy(dataOwnerId).map((held) => held.exchangeId);
    const left = stored.graph.withGrants(stored.graph.without(going)).valid;
    const keys = this.#useful(left, (held) => held.delegation.wrapped !== undefined);
    const open =
      (await this.#anyOpens(
        keys.map(({ delegation, exchangeId }) => delegation.wrapExchange ?? exchangeId),
      )) && (await this.#secretIsLeft(stored.link, left));
    if (!open) {
      throw new Forbidden(
        "you open this entity through the access that is to be removed: revoke it, which makes a" +
          " new key, or copy the entity without that data owner",
      );
    }
  }

  /** Whether the caller, if it knows the patient's link secret, still opens it after a re-key. */
  secretIsLeft(plan: RekeyPlan): Promise<boolean> {
    return this.#secretIsLeft(plan.link, plan.graph.valid);
  }

  async #secretIsLeft(link: LinkFields, left: ReadonlyMap<string, Held>): Promise<boolean> {
    if (link.secret === undefined) {
      return true;
    }
    const links = this.#useful(left, (held) => held.delegation.link !== undefined);
    return this.#anyOpens(links.map((held) => held.exchangeId));
  }

  /** Those of the caller first, then those that it gave. */
  #useful(left: ReadonlyMap<string, Held>, isUseful: (held: Held) => boolean): readonly Held[] {
    const caller = this.exchanges.owner;
    const all = [...left.values()].filter(isUseful);
    const own = all.filter((held) => held.delegation.delegate === caller);
    const given = all.filter((held) => held.grant.by === caller && !own.includes(held));
    return [...own, ...given];
  }

  async #anyOpens(exchangeIds: readonly string[]): Promise<boolean> {
    for (const exchangeId of exchangeIds) {
      if (await this.exchanges.opens(exchangeId)) {
        return true;
      }
    }
    return false;
  }
}
