import { toBase64Url } from "../encoding/base64url.js";
import { sha256 } from "../primitives/hash.js";
import type { EntityType } from "../wire/entity.js";
import { type AutoSharePolicy, policyBytes } from "../wire/policy.js";

/** The kinds of data that can be shared automatically (protocol §7). */
export type SharingKind = "all" | "medicalInformation" | "administrativeInformation";

/** With whom a data owner shares what it creates from now on, by kind. */
export type SharingDataWith = Readonly<Record<SharingKind, readonly string[]>>;

/** {@link SharingDataWith}, verified; version 0 if there has never been a policy. */
export interface AutomaticSharing {
  readonly version: number;
  readonly delegates: SharingDataWith;
  /** Of the signed text that says so, base64url of `H(signed bytes)`; left out if there is none. */
  readonly hash?: string;
}

/** With nobody. */
export const SHARING_WITH_NOBODY: AutomaticSharing = {
  version: 0,
  delegates: { all: [], medicalInformation: [], administrativeInformation: [] },
};

/** What a policy says. */
export function sharingOf(policy: AutoSharePolicy): AutomaticSharing {
  const { version, all, medicalInformation, administrativeInformation } = policy;
  const delegates = { all, medicalInformation, administrativeInformation };
  return { version, delegates, hash: policyHash(policy) };
}

/** Of a policy's text, base64url. */
export function policyHash(policy: AutoSharePolicy): string {
  return toBase64Url(sha256(policyBytes(policy)));
}

/** The delegates with these of a kind added. */
export function withDelegates(
  delegates: SharingDataWith,
  kind: SharingKind,
  ids: readonly string[],
): SharingDataWith {
  return { ...delegates, [kind]: [...new Set([...delegates[kind], ...ids])] };
}

/** The delegates without these of a kind. */
export function withoutDelegates(
  delegates: SharingDataWith,
  kind: SharingKind,
  ids: readonly string[],
): SharingDataWith {
  return { ...delegates, [kind]: delegates[kind].filter((id) => !ids.includes(id)) };
}

/** Who gets a new entity with all that goes along. */
export function fully(delegates: SharingDataWith, creator: string): readonly string[] {
  const ids = new Set([...delegates.all, ...delegates.medicalInformation]);
  ids.delete(creator);
  return [...ids];
}

/** Who gets a new entity of this type without the link secret, and is not among the others. */
export function withoutLink(
  delegates: SharingDataWith,
  type: EntityType,
  creator: string,
): readonly string[] {
  const others = [...fully(delegates, creator), creator];
  return type === "Patient"
    ? delegates.administrativeInformation.filter((id) => !others.includes(id))
    : [];
}
