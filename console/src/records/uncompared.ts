import { type PotentiallyEncrypted, UntrustedKey } from "@salus/sdk";

/** Whose key is to be compared before something opens; undefined if that is not why it is closed. */
export function uncomparedOf(listed: PotentiallyEncrypted<unknown>): string | undefined {
  return listed.kind === "stillEncrypted" && listed.reason instanceof UntrustedKey
    ? listed.reason.dataOwner
    : undefined;
}
