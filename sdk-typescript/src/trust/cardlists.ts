import { ProtocolViolation } from "../encoding/violation.js";
import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { items, texts } from "../transport/answers.js";
import { pages } from "../transport/pages.js";
import type { ServerApi } from "../transport/serverapi.js";
import { type KeyCard, readCard } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import type { CardList } from "./firstuse.js";

/** More cards than a data owner may have (protocol §5, Bounds). */
const MOST_CARDS = 128;

/**
 * The cards that the server lists for a data owner now, unchecked; whatever is none is left out.
 *
 * @throws InternalFault for a list of more than 128 (protocol §10)
 */
export async function listCards(server: ServerApi, owner: string): Promise<CardList> {
  const cards: KeyCard[] = [];
  const unvouched = new Set<string>();
  let listed = 0;
  for await (const answer of pages((query) => server.cards(owner, query))) {
    const page = items(answer);
    listed += page.length;
    if (listed > MOST_CARDS) {
      throw new InternalFault("the server lists more cards than a data owner may have");
    }
    cards.push(...page.flatMap(cardOf));
    texts(answer, "unvouched").forEach((keyId) => unvouched.add(keyId));
  }
  return { owner, cards, unvouched };
}

function cardOf(json: JsonObject): readonly KeyCard[] {
  try {
    return [readWhole(json, readCard)];
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return [];
    }
    throw failure;
  }
}
