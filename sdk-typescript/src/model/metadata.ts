import type { Permission } from "../wire/grant.js";
import type { DoubtfulOrigin } from "./doubtful.js";
import type { UnreadableField } from "./reading.js";

/** Who has access to a record, through whom. */
export interface DelegationInfo {
  readonly delegate: string;
  readonly permission: Permission;
  /** Who gave it. */
  readonly by: string;
  /** Whether the delegate has the key, and not a link alone. */
  readonly content: boolean;
}

/** Somebody whom something was not shared with, and why. */
export interface SkippedDelegate {
  readonly dataOwner: string;
  readonly reason: string;
}

/** A key that something was not sealed to, since nobody compared it. */
export interface LeftOutKey {
  readonly dataOwner: string;
  readonly keyId: string;
  readonly fingerprint: string;
}

/**
 * What the SDK knows about a record beside its content; made by the SDK, and checked by it when the
 * record is read. What an application changes here is not written.
 */
export interface Metadata {
  /** The store's revision, which a modification must name. */
  readonly rev: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** Data owner who created it. */
  readonly author: string;
  /** Data owner who wrote this version. */
  readonly modifiedBy: string;
  /** 1 at creation, one more at each write. */
  readonly version: number;
  /** 1 at creation, one more at each re-key. */
  readonly keyGeneration: number;
  /** Who has access. */
  readonly delegations: readonly DelegationInfo[];
  /** With whom it was not shared automatically though it should have been; in the answer alone. */
  readonly skipped: readonly SkippedDelegate[];
  /** Keys of those whom it was just shared with that it was not sealed to; in the answer alone. */
  readonly leftOut: readonly LeftOutKey[];
  /** Fields that are not shown, since they break their rule; they stay as they are when it is written. */
  readonly unreadable: readonly UnreadableField[];
  /** Whose content it is, if nobody vouches for it; left out if it is genuine. */
  readonly doubtful?: DoubtfulOrigin;
}
