import type { OpenedEntity } from "../sealing/opened.js";

/** What kind of write it was whose answer was lost. */
export type OwnWrite = "creation" | "content" | "newKey";

/**
 * Whether what is stored is what was sealed, or was made of it: a write that had happened. A conflict
 * is then no conflict.
 */
export function isStoredAs(kind: OwnWrite, sealed: OpenedEntity, stored: OpenedEntity): boolean {
  return (
    stored.entity.signature === sealed.entity.signature ||
    (kind === "creation" && (hasItsGrant(sealed, stored) || isTheSame(sealed, stored))) ||
    (kind === "newKey" && hasItsKey(sealed, stored))
  );
}

function hasItsGrant(sealed: OpenedEntity, stored: OpenedEntity): boolean {
  const grant = sealed.entity.grants[0]?.signature;
  return stored.entity.grants.some((each) => each.signature === grant);
}

/** Another device of the author, or an earlier try, made the same of the same id. */
function isTheSame(sealed: OpenedEntity, stored: OpenedEntity): boolean {
  const [made, there] = [sealed.entity, stored.entity];
  return (
    there.author === made.author &&
    there.modifiedBy === made.author &&
    stored.doubt() === undefined &&
    isSameSet(there.links, made.links) &&
    isSameSet(there.tags.map(textOf), made.tags.map(textOf)) &&
    stored.reveal() === sealed.reveal()
  );
}

function hasItsKey(sealed: OpenedEntity, stored: OpenedEntity): boolean {
  const [made, there] = [sealed.entity, stored.entity];
  return there.keyGeneration === made.keyGeneration && there.keyCommitment === made.keyCommitment;
}

/** Whether two lists have the same elements. */
export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).size === new Set(other).size && one.every((each) => other.includes(each));
}

/** What tells tags apart. */
export function textOf(tag: {
  readonly type: string;
  readonly code: string;
  readonly version?: string;
}): string {
  return JSON.stringify([tag.type, tag.code, tag.version]);
}
