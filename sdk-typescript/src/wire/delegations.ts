import { toBase64Url } from "../encoding/base64url.js";
import type { Revocation } from "./entity.js";
import { covers, type Delegation, delegationDigest, type Grant, type Permission } from "./grant.js";

/** A delegation in its place. */
export interface Held {
  /** The exchange that identifies it. */
  readonly exchangeId: string;
  readonly grant: Grant;
  readonly delegation: Delegation;
}

/** That a data owner holds, or held, a WRITE delegation in a grant of no higher generation. */
interface Claim {
  readonly exchangeId: string;
  readonly holder: string;
  readonly generation: number;
}

/**
 * The delegations of one entity and who stands on whom (protocol §5).
 *
 * A delegation is *valid* if it hangs, through parents of no less permission and no higher
 * generation, on a grant of the author without parents, and no revocation voids it. Validity is
 * computed from the author down, so delegations that only carry each other in a ring are not valid.
 * The graph knows nothing of signatures.
 */
export class DelegationGraph {
  /** All valid delegations by exchange id. */
  readonly valid: ReadonlyMap<string, Held>;

  constructor(
    private readonly author: string,
    private readonly revoked: readonly Revocation[],
    /** What it is made of. */
    readonly grants: readonly Grant[],
  ) {
    this.valid = this.#findValid();
  }

  /** The graph of the same entity with these grants instead. */
  withGrants(grants: readonly Grant[]): DelegationGraph {
    return new DelegationGraph(this.author, this.revoked, grants);
  }

  /** The valid delegations to a data owner. */
  heldBy(dataOwner: string): readonly Held[] {
    return [...this.valid.values()].filter((held) => held.delegation.delegate === dataOwner);
  }

  /** The most that a data owner may do; undefined if it holds nothing. */
  permissionOf(dataOwner: string): Permission | undefined {
    const permissions = this.heldBy(dataOwner).map((held) => held.delegation.permission);
    return permissions.includes("WRITE") ? "WRITE" : permissions[0];
  }

  /** Whether the data owner holds a delegation with content or link. */
  isVisibleTo(dataOwner: string): boolean {
    return this.heldBy(dataOwner).some((held) => isVisible(held.delegation));
  }

  /** The exchange ids of all valid delegations that a valid delegation hangs on. */
  ancestorsOf(exchangeId: string): ReadonlySet<string> {
    const ancestors = new Set<string>();
    const open = [exchangeId];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const child = this.valid.get(next);
      for (const parent of child?.grant.parents ?? []) {
        const held = this.valid.get(parent);
        if (held !== undefined && child !== undefined && carries(held, child)) {
          if (!ancestors.has(parent)) {
            ancestors.add(parent);
            open.push(parent);
          }
        }
      }
    }
    return ancestors;
  }

  /**
   * The grants that are left when these delegations are removed, and with them, repeatedly, all that
   * nothing carries any more. What was removed is in its grant's `gone`.
   */
  without(exchangeIds: Iterable<string>): readonly Grant[] {
    const removed = new Set(exchangeIds);
    const left = this.withGrants(this.grants.map((grant) => strip(grant, removed))).valid;
    const gone = new Set([...this.valid.keys()].filter((exchangeId) => !left.has(exchangeId)));
    return this.grants.map((grant) => strip(grant, gone));
  }

  /**
   * Whether a data owner may have written under this exchange: it is, or was, a valid WRITE
   * delegation to it (protocol §5, the writer's evidence). What was is proved by digests in `gone`,
   * up to the author.
   */
  isEvidenceOfWriting(exchangeId: string, writer: string): boolean {
    const grantsByGone = new Map<string, Grant[]>();
    for (const grant of this.grants) {
      for (const digest of grant.gone ?? []) {
        grantsByGone.set(digest, [...(grantsByGone.get(digest) ?? []), grant]);
      }
    }
    const seen = new Set<string>();
    const open: Claim[] = [{ exchangeId, holder: writer, generation: Infinity }];
    for (let claim = open.pop(); claim !== undefined; claim = open.pop()) {
      if (this.#isHeld(claim)) {
        return true;
      }
      const delegation = { delegate: claim.holder, permission: "WRITE" } as const;
      const digest = toBase64Url(delegationDigest(claim.exchangeId, delegation));
      for (const grant of grantsByGone.get(digest) ?? []) {
        if (grant.generation > claim.generation || this.#isVoid(claim.holder, grant.generation)) {
          continue;
        }
        if (grant.parents.length === 0 && grant.by === this.author) {
          return true;
        }
        for (const parent of grant.parents) {
          const next = { exchangeId: parent, holder: grant.by, generation: grant.generation };
          const key = `${parent} ${grant.by} ${grant.generation}`;
          if (!seen.has(key)) {
            seen.add(key);
            open.push(next);
          }
        }
      }
    }
    return false;
  }

  #isHeld(claim: Claim): boolean {
    const held = this.valid.get(claim.exchangeId);
    return (
      held?.delegation.delegate === claim.holder &&
      held.delegation.permission === "WRITE" &&
      held.grant.generation <= claim.generation
    );
  }

  #isVoid(delegate: string, generation: number): boolean {
    return this.revoked.some((each) => each.delegate === delegate && each.generation > generation);
  }

  #findValid(): ReadonlyMap<string, Held> {
    const children = new Map<string, Held[]>();
    const open: Held[] = [];
    for (const grant of this.grants) {
      for (const [exchangeId, delegation] of Object.entries(grant.delegations)) {
        if (this.#isVoid(delegation.delegate, grant.generation)) {
          continue;
        }
        const held = { exchangeId, grant, delegation };
        if (grant.by === this.author && grant.parents.length === 0) {
          open.push(held);
        }
        for (const parent of grant.parents) {
          const siblings = children.get(parent) ?? [];
          siblings.push(held);
          children.set(parent, siblings);
        }
      }
    }
    const found = new Map<string, Held>();
    for (let parent = open.shift(); parent !== undefined; parent = open.shift()) {
      const { exchangeId } = parent;
      if (!found.has(exchangeId)) {
        found.set(exchangeId, parent);
        for (const child of children.get(exchangeId) ?? []) {
          if (carries(parent, child)) {
            open.push(child);
          }
        }
      }
    }
    return found;
  }
}

/** Whether there is something in a delegation that its delegate may see. */
export function isVisible(delegation: Delegation): boolean {
  return delegation.wrapped !== undefined || delegation.link !== undefined;
}

function carries(parent: Held, child: Held): boolean {
  return (
    parent.delegation.delegate === child.grant.by &&
    covers(parent.delegation.permission, child.delegation.permission) &&
    parent.grant.generation <= child.grant.generation
  );
}

function strip(grant: Grant, removed: ReadonlySet<string>): Grant {
  const entries = Object.entries(grant.delegations);
  const going = entries.filter(([exchangeId]) => removed.has(exchangeId));
  if (going.length === 0) {
    return grant;
  }
  const digests = going.map(([id, delegation]) => toBase64Url(delegationDigest(id, delegation)));
  return {
    ...grant,
    delegations: Object.fromEntries(entries.filter(([exchangeId]) => !removed.has(exchangeId))),
    gone: [...(grant.gone ?? []), ...digests],
  };
}
