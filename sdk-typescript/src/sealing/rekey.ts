import { EntityKey } from "../crypto/entitykey.js";
import { type LinkFields, placeOf, wrapKey, wrapLink } from "../crypto/wraps.js";
import { type OpenedExchange, requireCurrent, wrapKeyOf } from "../exchange/opened.js";
import type { SkippedDelegate } from "../model/metadata.js";
import type { RandomSource } from "../primitives/random.js";
import type { DelegationGraph, Held } from "../wire/delegations.js";
import type { Entity } from "../wire/entity.js";
import type { Delegation, Grant } from "../wire/grant.js";
import { parentsOf } from "./held.js";
import type { OpenedEntity } from "./opened.js";
import type { EntitySealer } from "./sealer.js";
import { storedGraph, type VerifiedEntity } from "./verified.js";

/**
 * A re-key in the making (protocol §8): who goes, and whose delegations are left, and to wrap for.
 * Every one of the latter is valid, so that neither a server nor a delegate slips in a listener.
 */
export interface RekeyPlan {
  readonly entity: VerifiedEntity;
  /** The private fields to seal, JSON. */
  readonly content: string;
  readonly link: LinkFields;
  /** The data owners to lock out, sorted. */
  readonly going: readonly string[];
  /** The grants that are left, as they were signed, believed or not. */
  readonly left: readonly Grant[];
  /** Of those that count. */
  readonly graph: DelegationGraph;
}

/** Plans it; the content is of whoever signs it, or says whose it is. */
export function planRekey(
  entity: VerifiedEntity,
  content: string,
  link: LinkFields,
  going: Iterable<string>,
): RekeyPlan {
  const locked = new Set(going);
  const stored = storedGraph(entity.entity);
  const left = withoutEmpty(stored.without(exchangesTo(locked, stored)));
  const stay = withoutEmpty(entity.graph.without(exchangesTo(locked, entity.graph)));
  const graph = entity.graph.withGrants(stay);
  return { entity, content, link, going: [...locked].sort(), left, graph };
}

/** Plans it for an entity with its content as it is. */
export function planRekeyOf(opened: OpenedEntity, going: Iterable<string>): RekeyPlan {
  return planRekey(opened.verified, opened.contentTakenOver(), opened.link, going);
}

/** Who had access and, beside those who go, has none any more. */
export function alsoLost(plan: RekeyPlan): readonly string[] {
  const staying = delegates(plan.graph.valid);
  return [...delegates(plan.entity.graph.valid)]
    .filter((delegate) => !staying.has(delegate) && !plan.going.includes(delegate))
    .sort();
}

/** Who stays and gets no new key, since nothing that counts gives it to them, with the reason. */
export function notBelieved(plan: RekeyPlan): readonly SkippedDelegate[] {
  const withKey = new Set(
    [...plan.graph.valid.values()]
      .filter((held) => held.delegation.wrapped !== undefined)
      .map((held) => held.delegation.delegate),
  );
  const without = new Map<string, string>();
  for (const grant of plan.left) {
    for (const { delegate, wrapped } of Object.values(grant.delegations)) {
      if (wrapped !== undefined && !withKey.has(delegate)) {
        without.set(delegate, reasonOf(plan, grant));
      }
    }
  }
  return [...without].map(([dataOwner, reason]) => ({ dataOwner, reason }));
}

/** Seals an entity under a new key for those who stay (protocol §8). */
export class EntityRekeyer {
  constructor(
    private readonly sealer: EntitySealer,
    private readonly random: RandomSource,
  ) {}

  /**
   * The entity under a new key, at the revision at which it was verified.
   *
   * @param wrapping for delegations that are left and valid, by their exchange, the exchange to wrap
   *   under; who is not among them gets no key
   * @throws TrustChanged if something was decided meanwhile about who signed it or gets the key
   */
  async seal(
    plan: RekeyPlan,
    wrapping: ReadonlyMap<string, OpenedExchange>,
  ): Promise<OpenedEntity> {
    const old = plan.entity.entity;
    const key = EntityKey.generate(old.keyGeneration + 1, this.random);
    const locked = plan.going.map((delegate) => ({ delegate, generation: key.generation }));
    const revoked = [...old.revoked, ...locked];
    const grants: Grant[] = [];
    for (const grant of plan.left) {
      grants.push(await this.#wrapped(old, grant, key, wrapping));
    }
    const counting = new Set(plan.graph.grants.map(actOf));
    const graph = plan.graph.withGrants(grants.filter((grant) => counting.has(actOf(grant))));
    const { entity, content, link } = plan;
    const sealed = await this.sealer.rekeyed(entity, key, content, link, graph, revoked, grants);
    [...wrapping.values()].forEach(requireCurrent);
    return sealed;
  }

  /**
   * A grant of the key ring's owner to itself of what it knows of the patient and no key, which hangs on
   * what it still holds after the re-key: for one who knows that only through those who go (protocol
   * §9.3).
   */
  async ownLink({ entity, graph, link }: RekeyPlan, own: OpenedExchange): Promise<Grant> {
    const { exchangeId } = own.key;
    const parents = parentsOf(entity.entity, graph.heldBy(this.sealer.owner));
    const bare: Delegation = { delegate: own.delegate, permission: "READ" };
    const signed = this.sealer.signedGrant(entity.entity, entity.entity.keyGeneration, parents, {
      [exchangeId]: bare,
    });
    const place = placeOf(entity.entity, exchangeId, signed);
    const boxed = await wrapLink(link, wrapKeyOf(own), place, this.random);
    this.sealer.requireVerified(entity);
    return { ...signed, delegations: { [exchangeId]: { ...bare, link: boxed } } };
  }

  async #wrapped(
    old: Entity,
    grant: Grant,
    key: EntityKey,
    wrapping: ReadonlyMap<string, OpenedExchange>,
  ): Promise<Grant> {
    const delegations: Record<string, Delegation> = {};
    for (const [exchangeId, delegation] of Object.entries(grant.delegations)) {
      delegations[exchangeId] =
        delegation.wrapped === undefined
          ? delegation
          : await this.#wrapAgain(old, grant, key, exchangeId, wrapping.get(exchangeId));
    }
    return { ...grant, delegations };
  }

  async #wrapAgain(
    old: Entity,
    grant: Grant,
    key: EntityKey,
    exchangeId: string,
    under: OpenedExchange | undefined,
  ): Promise<Delegation> {
    const { delegate, permission, link } = grant.delegations[exchangeId] as Delegation;
    const bare = { delegate, permission, ...(link === undefined ? {} : { link }) };
    if (under === undefined) {
      return bare;
    }
    const place = placeOf(old, exchangeId, grant);
    const wrapped = await wrapKey(key, old.version + 1, wrapKeyOf(under), place, this.random);
    const wrapExchange = under.key.exchangeId;
    return { ...bare, wrapped, ...(wrapExchange === exchangeId ? {} : { wrapExchange }) };
  }
}

/** What a grant is, whatever is wrapped in it: others may come with a signature that is not theirs. */
function actOf(grant: Grant): string {
  const exchanges = Object.keys(grant.delegations).sort();
  return JSON.stringify([grant.signature, exchanges, [...(grant.gone ?? [])].sort()]);
}

function exchangesTo(going: ReadonlySet<string>, graph: DelegationGraph): readonly string[] {
  return [...graph.valid.values()]
    .filter((held) => going.has(held.delegation.delegate))
    .map((held) => held.exchangeId);
}

function withoutEmpty(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter((grant) => Object.keys(grant.delegations).length > 0);
}

function reasonOf(plan: RekeyPlan, grant: Grant): string {
  const left = plan.entity.leftOut.find((each) => each.grant.signature === grant.signature);
  const why = left?.reason.message ?? "it hangs on access that does not count";
  return `given access by data owner ${grant.by}: ${why}`;
}

function delegates(held: ReadonlyMap<string, Held>): ReadonlySet<string> {
  return new Set([...held.values()].map((each) => each.delegation.delegate));
}
