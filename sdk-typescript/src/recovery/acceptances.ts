import { ProtocolViolation } from "../encoding/violation.js";
import { type JsonNode, type JsonObject, valueAt } from "../json/node.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies, mayHaveSignedAt } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import {
  type NotarySet,
  readSetAcceptance,
  type SetAcceptance,
  setAcceptanceBytes,
} from "../wire/notary.js";
import type { RecoveryRoutes } from "./routes.js";

/**
 * Who has taken on a set of the caller's (protocol §9.4), by the notaries' signatures. A server can
 * hide one, and make none.
 */
export class SetAcceptances {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
  ) {}

  /** The notaries whose word holds. */
  async of(set: NotarySet): Promise<readonly string[]> {
    const said = valueAt(await this.routes.notaryAcceptances(set.setId), "acceptances");
    if (said?.kind !== "object") {
      return [];
    }
    const counted = await Promise.all(set.notaries.map((notary) => this.#holds(set, notary, said)));
    return set.notaries.filter((_, i) => counted[i] === true);
  }

  async #holds(set: NotarySet, notary: string, said: JsonObject): Promise<boolean> {
    const acceptance = parse(valueAt(said, notary));
    return (
      acceptance !== undefined &&
      isSignedBy(set, notary, acceptance, await this.keys.cards.confirmed(notary))
    );
  }
}

function isSignedBy(
  set: NotarySet,
  notary: string,
  { at, by, signature }: SetAcceptance,
  cards: TrustedCards,
): boolean {
  const card = cards.card(by);
  return (
    card !== undefined &&
    mayHaveSignedAt(card, at) &&
    cardVerifies(card, setAcceptanceBytes(set, notary, at), signature)
  );
}

function parse(said: JsonNode | undefined): SetAcceptance | undefined {
  try {
    return said?.kind === "object" ? readWhole(said, readSetAcceptance) : undefined;
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}
