import { TamperedEntity, UntrustedKey } from "../error/client.js";
import type { ExchangeBook } from "../exchange/book.js";
import { isBetween, type OpenedExchange } from "../exchange/opened.js";
import { type Held, isVisible } from "../wire/delegations.js";
import type { EntityHeader } from "../wire/entity.js";
import { MAX_PARENTS } from "../wire/grant.js";
import type { VerifiedEntity } from "./verified.js";

/** How many given delegations that open are tried. */
const ENOUGH = 8;

/** A valid delegation of the reader, or one that the reader gave, with the exchanges that open it. */
export interface HeldDelegation {
  readonly held: Held;
  /** Its exchange; undefined if the reader cannot open that. */
  readonly own: OpenedExchange | undefined;
  /** The exchange under which the key is wrapped; undefined if it cannot be opened, or no key is given. */
  readonly wrapping: OpenedExchange | undefined;
  /** Whose key keeps `wrapping` closed; undefined if that is not why, or it is open. */
  readonly untrusted?: UntrustedKey;
}

/** Whether the reader can open all that is in it. */
export function isOpen({ held, own, wrapping }: HeldDelegation): boolean {
  return (
    (held.delegation.link === undefined || own !== undefined) &&
    (held.delegation.wrapped === undefined || wrapping !== undefined)
  );
}

/**
 * The data owner who made the wrap, as far as that can be told: nobody signs it. A re-key names an
 * exchange of whoever made it, unless that is a party of the delegation's own.
 */
export function wrappedBy({ held, wrapping }: HeldDelegation): string {
  return wrapping === undefined || held.delegation.wrapExchange === undefined
    ? held.grant.by
    : wrapping.delegator;
}

/** Refuses exchanges that are not between those who they have to be between. */
export function requireParties({ held, own, wrapping }: HeldDelegation, entityId: string): void {
  const { delegate } = held.delegation;
  const right =
    (own === undefined || isBetween(own, held.grant.by, delegate)) &&
    (wrapping === undefined || wrapping.delegate === delegate);
  if (!right) {
    throw new TamperedEntity(entityId, "EXCHANGE", held.grant.by);
  }
}

/** Finds what a reader holds of an entity. */
export class HeldDelegations {
  constructor(
    private readonly reader: string,
    private readonly exchanges: ExchangeBook,
  ) {}

  /**
   * The delegations that give the reader content or a link: the author's first, then the oldest. Any
   * delegate can give one, so this order is that of how far they are to be believed. Who cannot open
   * all of them opens also by those that it gave, the oldest first: it lost its keys to its own. Of
   * these a few are enough, since it made them itself.
   */
  async of({ entity, graph }: VerifiedEntity): Promise<readonly HeldDelegation[]> {
    const mine = graph
      .heldBy(this.reader)
      .filter((held) => isVisible(held.delegation))
      .sort(mostCredible(entity.author));
    const found = await Promise.all(mine.map((held) => this.#withExchanges(held)));
    if (found.length > 0 && found.every(isOpen)) {
      return found;
    }
    const given = [...graph.valid.values()]
      .filter((held) => held.grant.by === this.reader && isVisible(held.delegation))
      .filter((held) => held.delegation.delegate !== this.reader)
      .sort(byAge);
    return [...found, ...(await this.#opening(given))];
  }

  /** One after the other: each that is closed costs a call, and there may be many. */
  async #opening(given: readonly Held[]): Promise<readonly HeldDelegation[]> {
    const open: HeldDelegation[] = [];
    for (const held of given) {
      if (open.length === ENOUGH) {
        break;
      }
      const found = await this.#withExchanges(held);
      if (found.own !== undefined || found.wrapping !== undefined) {
        open.push(found);
      }
    }
    return open;
  }

  async #withExchanges(held: Held): Promise<HeldDelegation> {
    const { wrapped, wrapExchange } = held.delegation;
    const found = await this.exchanges.tryOpened(held.exchangeId);
    const own = openOf(found);
    if (wrapped === undefined) {
      return { held, own, wrapping: undefined };
    }
    const under = wrapExchange === undefined ? found : await this.exchanges.tryOpened(wrapExchange);
    const untrusted = under instanceof UntrustedKey ? { untrusted: under } : {};
    return { held, own, wrapping: openOf(under), ...untrusted };
  }
}

function openOf(found: OpenedExchange | UntrustedKey | undefined): OpenedExchange | undefined {
  return found instanceof UntrustedKey ? undefined : found;
}

/** Those by the author first, then the oldest. */
export function mostCredible(author: string): (one: Held, two: Held) => number {
  const byAuthor = ({ grant }: Held): number => Number(grant.by !== author);
  return (one, two) => byAuthor(one) - byAuthor(two) || byAge(one, two);
}

/** As many as a grant may have: others may have given its giver more, to be in its way. */
export function parentsOf(header: EntityHeader, held: readonly Held[]): readonly string[] {
  return [...held]
    .sort(mostCredible(header.author))
    .slice(0, MAX_PARENTS)
    .map((each) => each.exchangeId);
}

function byAge(one: Held, two: Held): number {
  return one.grant.grantedAt - two.grant.grantedAt || (one.exchangeId < two.exchangeId ? -1 : 1);
}
