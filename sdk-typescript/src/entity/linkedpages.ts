import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { items, next, optionalInteger, optionalText } from "../transport/answers.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { EntityType } from "../wire/entity.js";

/** Where an entity stands in a list by link: the newest first. */
interface Place {
  readonly created: number;
  readonly id: string;
}

/**
 * All that carries a link, page by page. A list that goes back, or on without anything new in it,
 * fails with `InternalFault`.
 */
export async function* linkedPages(
  server: ServerApi,
  type: EntityType,
  link: string,
  limit: number,
): AsyncGenerator<readonly JsonObject[]> {
  let cursor: string | undefined;
  let oldest: Place | undefined;
  do {
    const answer = await server.listEntities(type, { link, limit, cursor });
    const fresh = [...new Map(items(answer).map((item) => [idOf(item), item])).values()];
    cursor = next(answer);
    const before = oldest;
    const goesBack = before !== undefined && fresh.some((item) => !isBefore(placeOf(item), before));
    if (goesBack || (fresh.length === 0 && cursor !== undefined)) {
      throw new InternalFault("the server's list goes on without anything new in it");
    }
    for (const item of fresh) {
      const place = placeOf(item);
      oldest = oldest === undefined || isBefore(place, oldest) ? place : oldest;
    }
    yield fresh;
  } while (cursor !== undefined);
}

function placeOf(item: JsonObject): Place {
  return { created: optionalInteger(item, "created") ?? 0, id: idOf(item) };
}

function idOf(item: JsonObject): string {
  return optionalText(item, "id") ?? "";
}

function isBefore(one: Place, other: Place): boolean {
  return one.created < other.created || (one.created === other.created && one.id < other.id);
}
