import { InternalFault } from "../error/server.js";
import { items } from "../transport/answers.js";
import { pages } from "../transport/pages.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { Query } from "../transport/transport.js";
import type { ExchangeRecord } from "../wire/exchange.js";
import { parseExchange } from "./opener.js";

const PAGE = 200;

/**
 * The exchange records that the server lists, each once; what is no record is left out. Fails with
 * `InternalFault` if a list goes on without anything new in it.
 *
 * @param queries of the lists to walk over, one after the other
 */
export async function* walkExchanges(
  server: ServerApi,
  queries: readonly Query[],
): AsyncGenerator<ExchangeRecord> {
  const met = new Set<string>();
  for (const query of queries) {
    for await (const page of pages((asked) => server.exchanges(asked), { ...query, limit: PAGE })) {
      const fresh = items(page).flatMap((item) => {
        const record = parseExchange(item);
        return record === undefined || met.has(record.id) ? [] : [record];
      });
      if (fresh.length === 0 && page.members.has("next")) {
        throw new InternalFault("the server's list goes on without anything new in it");
      }
      for (const record of fresh) {
        met.add(record.id);
        yield record;
      }
    }
  }
}

/** The lists of the records between two, in both directions. */
export function betweenBoth(one: string, other: string): readonly Query[] {
  return [
    { delegator: one, delegate: other },
    { delegator: other, delegate: one },
  ];
}
