import { TamperedEntity } from "../error/client.js";
import type { KeyRing } from "../keys/keyring.js";
import type { SeenEntity } from "../keys/seenentities.js";
import type { Entity, Revocation } from "../wire/entity.js";
import { signatureHashOf, type VerifiedEntity } from "./verified.js";

/** Compares an entity with what was seen of it before (protocol §4), and remembers it. */
export class SeenCheck {
  constructor(private readonly keyRing: KeyRing) {}

  /** What has been seen of an entity so far. */
  before(entityId: string): SeenEntity | undefined {
    return this.keyRing.seen(entityId);
  }

  /**
   * Refuses an entity that contradicts what had been seen when it was asked for, else remembers it.
   * What was seen since may be newer, but it is of the same history.
   *
   * @throws TamperedEntity ROLLBACK, HISTORY or FORK
   */
  check(entity: Entity, before: SeenEntity | undefined): void {
    compare(entity, before);
    this.written(entity);
  }

  /** What the ring's own keys have signed of a verified entity, the ring has to know of (§9.1). */
  checkOwn({ entity, graph }: VerifiedEntity): void {
    const { owner, leases } = this.keyRing;
    if (entity.modifiedBy === owner) {
      leases.shown(entity.signedBy, entity.modified);
    }
    for (const grant of graph.grants.filter(({ by }) => by === owner)) {
      leases.shown(grant.signedBy, grant.grantedAt);
    }
  }

  /** {@link check}, and does not remember it: nobody vouches for it. */
  checkDoubtful(entity: Entity, before: SeenEntity | undefined): void {
    compare(entity, before);
  }

  /**
   * Remembers what was stored for the key ring's owner. Somebody else's next version may have been
   * seen before the server's answer arrived.
   *
   * @throws TamperedEntity FORK or HISTORY
   */
  written(entity: Entity): void {
    const now = this.keyRing.seen(entity.id);
    if (now !== undefined) {
      requireSameHistory(entity, now);
    }
    if (now === undefined || entity.version > now.version) {
      this.keyRing.recordSeen(entity.id, seenOf(entity));
    }
  }
}

/** What there is to remember of an entity. */
export function seenOf(entity: Entity): SeenEntity {
  const { version, keyGeneration, author, created, revoked } = entity;
  const signatureHash = signatureHashOf(entity);
  return { version, keyGeneration, author, created, revoked, signatureHash };
}

function compare(entity: Entity, seen: SeenEntity | undefined): void {
  if (seen === undefined) {
    return;
  }
  if (entity.version < seen.version || entity.keyGeneration < seen.keyGeneration) {
    requireSameOrigin(entity, seen);
    throw new TamperedEntity(entity.id, "ROLLBACK");
  }
  requireSameHistory(entity, seen);
}

/** Whether both can be versions of one entity, whichever came first. */
function requireSameHistory(entity: Entity, seen: SeenEntity): void {
  requireSameOrigin(entity, seen);
  if (entity.version === seen.version && signatureHashOf(entity) !== seen.signatureHash) {
    throw new TamperedEntity(entity.id, "FORK");
  }
  const fits =
    entity.version > seen.version
      ? entity.keyGeneration >= seen.keyGeneration && hasAll(entity.revoked, seen.revoked)
      : entity.keyGeneration <= seen.keyGeneration && hasAll(seen.revoked, entity.revoked);
  if (!fits) {
    throw new TamperedEntity(entity.id, "HISTORY");
  }
}

function requireSameOrigin(entity: Entity, seen: SeenEntity): void {
  if (entity.author !== seen.author || entity.created !== seen.created) {
    throw new TamperedEntity(entity.id, "HISTORY");
  }
}

function hasAll(some: readonly Revocation[], others: readonly Revocation[]): boolean {
  return others.every(({ delegate, generation }) =>
    some.some((each) => each.delegate === delegate && each.generation === generation),
  );
}
