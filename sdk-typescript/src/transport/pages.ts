import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { items, next } from "./answers.js";
import type { Query } from "./transport.js";

const PAGE = 1_000;

/** What a list may have, so that one that does not end is found out. */
const MOST_PAGES = 10_000;

/**
 * All answers of a list, one page after the other; fails with `InternalFault` if it does not end.
 *
 * @param list asks for a page
 */
export async function* pages(
  list: (query: Query) => Promise<JsonObject>,
  query: Query = {},
): AsyncGenerator<JsonObject> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await list({ limit: PAGE, ...query, cursor });
    yield answer;
    cursor = next(answer);
    if (cursor === undefined) {
      return;
    }
  }
  throw new InternalFault("the server's list does not end");
}

/** All that a list has. */
export async function allItems(
  list: (query: Query) => Promise<JsonObject>,
  query: Query = {},
): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  for await (const answer of pages(list, query)) {
    all.push(...items(answer));
  }
  return all;
}
