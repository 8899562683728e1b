import type { DataOwner, DataOwnerType, SalusApi } from "@salus/sdk";
import { wordsBegin } from "./words.js";

/** So many names, the first of the alphabet, are searched by any of their words. */
const MOST_NAMES = 1000;

/** For so long a list of names is taken for what the server would say, milliseconds. */
const FRESH = 10_000;

interface Names {
  readonly at: number;
  readonly list: Promise<readonly DataOwner[]>;
}

// one list for each connection and type: who types a name does not ask for all of them at each key
const known = new WeakMap<SalusApi, Map<DataOwnerType, Names>>();

function named(api: SalusApi, type: DataOwnerType, now: number): Promise<readonly DataOwner[]> {
  const lists = known.get(api) ?? new Map<DataOwnerType, Names>();
  known.set(api, lists);
  const before = lists.get(type);
  if (before !== undefined && now - before.at < FRESH) {
    return before.list;
  }
  const list = api.dataOwnerApi.findDataOwners(type, "", MOST_NAMES);
  lists.set(type, { at: now, list });
  list.catch(() => lists.delete(type));
  return list;
}

/**
 * The data owners in whose name each word of a search begins a word. The server finds names by how they
 * begin; what is in the middle of a name is found here, in names that are some seconds old at most.
 *
 * @param most of those that the server finds
 * @param now milliseconds since the epoch
 */
export async function ownersCalled(
  api: SalusApi,
  type: DataOwnerType,
  search: string,
  most: number,
  now = Date.now(),
): Promise<readonly DataOwner[]> {
  const [beginning, all] = await Promise.all([
    api.dataOwnerApi.findDataOwners(type, search, most),
    named(api, type, now),
  ]);
  const begun = new Set(beginning.map(({ id }) => id));
  const others = all.filter(({ id, name = "" }) => !begun.has(id) && wordsBegin([name], search));
  return [...beginning, ...others];
}
