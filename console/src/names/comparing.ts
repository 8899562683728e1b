import type { SalusApi } from "@salus/sdk";
import { keepName } from "./givennames.js";
import { serversNameOf } from "./useNames.js";

/** Does what compares somebody's key, and keeps what they were called then. */
export async function comparing<T>(
  api: SalusApi,
  dataOwner: string,
  work: () => Promise<T>,
): Promise<T> {
  // asked for before: what the server says afterwards was not what the person saw
  const shown = await serversNameOf(api, dataOwner);
  const done = await work();
  await keepName(api, dataOwner, shown);
  return done;
}

/** Compares a fingerprint that was typed; nothing if none was. */
export async function compareTyped(api: SalusApi, dataOwner: string, typed: string): Promise<void> {
  if (typed.trim() !== "") {
    await comparing(api, dataOwner, () => api.dataOwnerApi.verify(dataOwner, typed));
  }
}
