import { toBase64Url } from "../encoding/base64url.js";
import { type ClientError, UntrustedKey } from "../error/client.js";
import { Conflict } from "../error/server.js";
import type { KeyRing } from "../keys/keyring.js";
import type { SeenEntity } from "../keys/seenentities.js";
import { TrustChanged } from "../trust/trustchanged.js";
import { DelegationGraph } from "../wire/delegations.js";
import { type Entity, entitySignatureHash } from "../wire/entity.js";
import type { Grant } from "../wire/grant.js";

/** A grant that does not count, as if it were not there (protocol §4), and why not. */
export interface LeftOutGrant {
  readonly grant: Grant;
  readonly reason: ClientError;
}

/** An entity whose grants and history were checked; its content may still be closed, or doubtful. */
export interface VerifiedEntity {
  readonly entity: StoredEntity;
  /** Of the grants that hold. */
  readonly graph: DelegationGraph;
  readonly leftOut: readonly LeftOutGrant[];
  /** Whose cards it was verified by, with the `trustEpoch` of each at that time. */
  readonly signers: ReadonlyMap<string, number>;
  /** Why its content is not to be taken for what its writer wrote; undefined if it is. */
  readonly doubt?: ClientError;
}

/** An entity, which has its revision once it is stored. */
export type StoredEntity = Entity;

/** The `trustEpoch` of a key ring. */
export type TrustEpoch = (dataOwner?: string) => number;

/**
 * Whether nothing was decided about the cards of its signers since an entity was verified: what comes of
 * it at the end of a call, or is signed, asks this then.
 */
export function isStillVerified(
  { signers }: Pick<VerifiedEntity, "signers">,
  trustEpoch: TrustEpoch,
): boolean {
  return [...signers].every(([owner, epoch]) => trustEpoch(owner) === epoch);
}

/**
 * For what was just signed over it.
 *
 * @throws Conflict if not {@link isStillVerified}, or if the ring has seen a later version since, which may
 *   have locked somebody out: an answer that a server held back does not bring that back
 */
export function requireStillVerified(
  verified: VerifiedEntity,
  ring: Pick<KeyRing, "trustEpoch" | "seen">,
): void {
  if (!isStillVerified(verified, (dataOwner) => ring.trustEpoch(dataOwner))) {
    throw new TrustChanged();
  }
  const { entity } = verified;
  if (isOvertaken(entity, ring.seen(entity.id))) {
    const what = `entity ${entity.id} has changed meanwhile`;
    throw new Conflict(`${what}; read it again and repeat the change`);
  }
}

/** Whether something later, or another text of this version, was seen by now. */
function isOvertaken(entity: Entity, seen: SeenEntity | undefined): boolean {
  return (
    seen !== undefined &&
    (seen.version > entity.version ||
      seen.keyGeneration > entity.keyGeneration ||
      (seen.version === entity.version && seen.signatureHash !== signatureHashOf(entity)))
  );
}

/** As it is remembered. */
export function signatureHashOf(entity: Entity): string {
  return toBase64Url(entitySignatureHash(entity));
}

/** The graph of all grants that are stored, as the server has it. */
export function storedGraph(entity: Entity): DelegationGraph {
  return new DelegationGraph(entity.author, entity.revoked, entity.grants);
}

/** The same at another revision with one more grant, which is believed. */
export function withGrant(verified: VerifiedEntity, grant: Grant, rev: string): VerifiedEntity {
  const { entity, graph } = verified;
  return {
    ...verified,
    entity: { ...entity, grants: [...entity.grants, grant], rev },
    graph: graph.withGrants([...graph.grants, grant]),
  };
}

/**
 * Why a reader whom an entity is meant to be open to holds nothing that counts; undefined if that is
 * not because of a grant that was left out.
 */
export function whyNothingIsHeld(
  verified: VerifiedEntity,
  reader: string,
): ClientError | undefined {
  const hangsOnOthers =
    verified.graph.heldBy(reader).length === 0 && storedGraph(verified.entity).isVisibleTo(reader);
  const reasons = verified.leftOut
    .filter(({ grant }) => hangsOnOthers || isTo(grant, reader) || grant.by === reader)
    .map(({ reason }) => reason);
  return reasons.find((reason) => reason instanceof UntrustedKey) ?? reasons[0];
}

function isTo(grant: Grant, dataOwner: string): boolean {
  return Object.values(grant.delegations).some((each) => each.delegate === dataOwner);
}
