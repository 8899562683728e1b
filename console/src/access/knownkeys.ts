import type { SalusApi } from "@salus/sdk";

/** How many keys of somebody there are. */
export interface KnownKeys {
  /** That a human has compared, or that one of those vouches for: not what first use took. */
  readonly compared: number;
  /** That could be used, once they are compared. */
  readonly live: number;
}

/** The keys of a data owner as they are to whoever is there. */
export async function knownKeys(api: SalusApi, dataOwner: string): Promise<KnownKeys> {
  const compared = await api.dataOwnerApi.getComparedKeys(dataOwner);
  const trusted = await api.dataOwnerApi.getTrustedKeys(dataOwner);
  const untrusted = await api.dataOwnerApi.getUntrustedKeys(dataOwner);
  return { compared: compared.length, live: trusted.length + untrusted.length };
}
