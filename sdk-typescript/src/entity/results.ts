import type { ClientError } from "../error/client.js";
import type { SkippedDelegate } from "../model/metadata.js";
import type { Entity, EntityType } from "../wire/entity.js";
import type { Permission } from "../wire/grant.js";

/** What is given along with access. */
export interface Access {
  /** As the giver's own, if left out. */
  readonly permission?: Permission;
  /** Whether it is told which patient it is about; true if left out. */
  readonly withPatient?: boolean;
}

/** A record that may be closed to whoever asks. */
export type PotentiallyEncrypted<T> =
  | { readonly kind: "decrypted"; readonly value: T }
  /** Nobody vouches for what it says. */
  | { readonly kind: "doubtful"; readonly value: T; readonly reason: ClientError }
  /** There is no key at hand: the entity as stored. */
  | { readonly kind: "stillEncrypted"; readonly clear: Entity; readonly reason?: ClientError }
  /** What the server lists is not to be used. */
  | { readonly kind: "refused"; readonly id?: string; readonly reason: Error };

/** An entity that a list leaves out. */
export interface LeftOutEntity {
  /** As the server says; left out if it says none. */
  readonly id?: string;
  /**
   * Why it stays closed (`NoEntityKey`, `UntrustedKey` naming the key that is to be confirmed,
   * `RetiredKey`), why its content is doubtful, or why it is refused.
   */
  readonly reason: Error;
}

/**
 * What a patient's record has that the caller can open and believes, newest first. It knows what was
 * left out of it, and why: an empty list is not always an empty record.
 */
export type OpenEntities<T> = readonly T[] & {
  /** What the server lists and is not here, in its order. */
  readonly leftOut: readonly LeftOutEntity[];
};

/** A page of a list. */
export interface EntityPage<T> {
  readonly items: readonly PotentiallyEncrypted<T>[];
  /** The cursor of the next page; not there if this was the last. */
  readonly next?: string;
}

/** What became of one of many. */
export type BatchResult<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly id?: string; readonly error: unknown };

/** What a revocation did. */
export interface AccessRevoked<T> {
  /** The entity under its new key. */
  readonly entity: T;
  readonly revoked: ReadonlySet<string>;
  /** Who had access through those alone, and has none any more. */
  readonly alsoLost: ReadonlySet<string>;
  /** Who stays without a key, and why. */
  readonly leftOut: readonly SkippedDelegate[];
  /** Why the content is not genuine, if it is not. */
  readonly doubt?: ClientError;
}

/** What became of one of the entities that were shared with a patient. */
export interface SharedEntity {
  readonly type: EntityType;
  readonly id: string;
  readonly outcome: "shared" | "hadAccess" | "failed";
  readonly error?: unknown;
}

/** Which entities a list has. */
export interface EntityFilter {
  /** That are tagged with this coding, of a type that this connection publishes. */
  readonly tag?: { readonly type: string; readonly code: string };
  /** Created not before, milliseconds since the epoch. */
  readonly from?: number;
  /** Created not after, milliseconds since the epoch. */
  readonly to?: number;
  /** 1 to 1 000; 100 if left out. */
  readonly limit?: number;
  /** As the page before said. */
  readonly cursor?: string;
}
