import type { DataOwner, SalusApi } from "@salus/sdk";

/** The beginning of an id: enough for people to see that two are not the same. */
export function shortId(id: string): string {
  return `${id.slice(0, 8)}…`;
}

/** The names that the ring of whoever is there keeps, by data owner; none for who has no keys. */
export function givenNames(
  api: SalusApi,
  owner: DataOwner | undefined,
): ReadonlyMap<string, string> {
  return owner === undefined ? new Map() : api.dataOwnerApi.getGivenNames();
}

/**
 * Keeps what somebody was called when their key was compared, unless they have such a name: from then on
 * the server cannot call a key that was compared by another person's name. A name that cannot be kept
 * stays the server's word, and is shown as that.
 *
 * @param shown what the page called them while they were compared
 */
export async function keepName(api: SalusApi, id: string, shown: string): Promise<void> {
  if (shown !== "" && !api.dataOwnerApi.getGivenNames().has(id)) {
    await api.dataOwnerApi.giveName(id, shown).catch(() => undefined);
  }
}
