import type { DataOwner, DataOwnerType, SalusApi } from "@salus/sdk";
import { wordsBegin } from "./words.js";

/** So many names, the first of the alphabet, are searched by any of their words. */
const MOST_NAMES = 1000;

// one list for each connection and type: names are asked for once
const known = new WeakMap<SalusApi, Map<DataOwnerType, Promise<readonly DataOwner[]>>>();

function named(api: SalusApi, type: DataOwnerType): Promise<readonly DataOwner[]> {
  const lists = known.get(api) ?? new Map<DataOwnerType, Promise<readonly DataOwner[]>>();
  known.set(api, lists);
  const list = lists.get(type) ?? api.dataOwnerApi.findDataOwners(type, "", MOST_NAMES);
  lists.set(type, list);
  list.catch(() => lists.delete(type));
  return list;
}

/**
 * The data owners in whose name each word of a search begins a word. The server finds names by how they
 * begin, also those that came since; what is in the middle of a name is found here.
 *
 * @param most of those that the server finds
 */
export async function ownersCalled(
  api: SalusApi,
  type: DataOwnerType,
  search: string,
  most: number,
): Promise<readonly DataOwner[]> {
  const [beginning, all] = await Promise.all([
    api.dataOwnerApi.findDataOwners(type, search, most),
    named(api, type),
  ]);
  const begun = new Set(beginning.map(({ id }) => id));
  const others = all.filter(({ id, name = "" }) => !begun.has(id) && wordsBegin([name], search));
  return [...beginning, ...others];
}
