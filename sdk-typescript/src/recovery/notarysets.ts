import { toBase64Url } from "../encoding/base64url.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { NotFound } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { OwnSet, ServedSet } from "../keys/knownsets.js";
import { sha256 } from "../primitives/hash.js";
import { allItems } from "../transport/pages.js";
import type { Query } from "../transport/transport.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies, type KeyCard, mayHaveSignedAt } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import { type NotarySet, notarySetBytes, readNotarySet } from "../wire/notary.js";
import type { RecoveryRoutes } from "./routes.js";

/** A set as the server lists it. */
export interface ListedSet {
  readonly set: NotarySet;
  /** Of an own set, whether an own card signed it; of another's, whether it is as it was accepted. */
  readonly trusted: boolean;
}

/**
 * Notary sets as the server lists them, told apart by whether they are what they say: an own one is if
 * an own card signed it, another's if it is the one that was accepted. No policy is asked.
 */
export class NotarySetDirectory {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
  ) {}

  /** Those that the caller owns or serves. */
  all(): Promise<readonly ListedSet[]> {
    return this.#listed({});
  }

  /** Those of a data owner; of another one those that the caller serves. */
  async of(owner: string): Promise<readonly ListedSet[]> {
    const listed = await this.#listed({ owner });
    return listed.filter(({ set }) => set.owner === owner);
  }

  /** One of a data owner's; fails with `NotFound`. */
  async find(owner: string, setId: string): Promise<ListedSet> {
    const listed = await this.of(owner);
    const found = listed.find(({ set }) => set.setId === setId);
    if (found === undefined) {
      throw new NotFound("there is no such notary set");
    }
    return found;
  }

  async #listed(query: Query): Promise<readonly ListedSet[]> {
    const items = await allItems((asked) => this.routes.notarySets(asked), query);
    const sets = items.flatMap((item) => parseSet(item) ?? []);
    return Promise.all(sets.map((set) => this.#check(set)));
  }

  async #check(set: NotarySet): Promise<ListedSet> {
    const { ring, cards } = this.keys;
    if (set.owner === ring.owner) {
      const signed = isSetSigned(set, await cards.confirmed(set.owner));
      return { set, trusted: signed && isNoOther(set, ring.notarySets.newest) };
    }
    const [served, now] = [ring.notarySets.served(set.setId), servedAs(set)];
    const trusted =
      served?.owner === now.owner && served.signedBy === now.signedBy && served.hash === now.hash;
    return { set, trusted };
  }
}

function parseSet(item: JsonObject): NotarySet | undefined {
  try {
    return readWhole(item, readNotarySet);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}

/** What there is to remember of a set that is signed. */
export function ownSetOf(set: NotarySet): OwnSet {
  const hash = toBase64Url(sha256(notarySetBytes(set)));
  return { setId: set.setId, createdAt: set.createdAt, hash };
}

/** Whether it is no other text of the set that this ring signed last. */
function isNoOther(set: NotarySet, newest: OwnSet | undefined): boolean {
  return newest?.setId !== set.setId || newest.hash === ownSetOf(set).hash;
}

/** What there is to remember of a set that is accepted. */
export function servedAs(set: NotarySet): ServedSet {
  const hash = toBase64Url(sha256(notarySetBytes(set)));
  return { owner: set.owner, signedBy: set.signedBy, hash };
}

/** Whether one of these cards signed the set while it might. */
export function isSetSigned(set: NotarySet, cards: TrustedCards): boolean {
  const card = cards.card(set.signedBy);
  return card !== undefined && isSetSignedBy(set, card);
}

/** Whether this card of the owner signed the set while it might. */
export function isSetSignedBy(set: NotarySet, card: KeyCard): boolean {
  return (
    card.owner === set.owner &&
    card.keyId === set.signedBy &&
    mayHaveSignedAt(card, set.createdAt) &&
    cardVerifies(card, notarySetBytes(set), set.signature)
  );
}
