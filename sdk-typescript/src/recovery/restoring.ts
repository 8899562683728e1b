import type { OwnerKey } from "../crypto/ownerkey.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { MissingShares, RecoveryRefused } from "../error/keys.js";
import { NotFound } from "../error/server.js";
import { type JsonObject, valueAt } from "../json/node.js";
import type { KeyRing } from "../keys/keyring.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { Secret } from "../primitives/secret.js";
import { optionalText } from "../transport/answers.js";
import { allItems } from "../transport/pages.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { MOST_TRIES, TrustChanged } from "../trust/trustchanged.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import {
  type NotarySet,
  readShareReturn,
  type ShareReturn,
  shareReturnBytes,
} from "../wire/notary.js";
import type { AppointedNotaries } from "./appointednotaries.js";
import type { KeyCopies } from "./keycopies.js";
import { isSetSignedBy, type NotarySetDirectory } from "./notarysets.js";
import { openReturnedShare } from "./notaryshare.js";
import { RecoveryKey } from "./recoverykey.js";
import type { RecoveryRoutes } from "./routes.js";
import { shareRequestOf } from "./sharerequest.js";
import { combineShares } from "./shares.js";
import { takeOverRestored } from "./takeover.js";

/** What is restored from. */
interface Asked {
  readonly requestId: string;
  readonly set: NotarySet;
  readonly newKey: OwnerKey;
  readonly shares: JsonObject;
}

/** What came of one notary's share. */
type Answer =
  | { readonly kind: "GOOD"; readonly share: Secret }
  | { readonly kind: "UNCONFIRMED"; readonly notary: string }
  | { readonly kind: "REFUSED"; readonly notary: string };

/**
 * Restores keys from shares that notaries gave back (protocol §9.4). Nothing that the server says is
 * believed: a share counts if a card that a human confirmed signed it and the set commits to it, the
 * shares if they give the recovery key that the notaries name, and the set if a key signed it that the
 * restored ring has.
 */
export class NotaryRestoring {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    private readonly copies: KeyCopies,
    private readonly sets: NotarySetDirectory,
  ) {}

  /** @param meant how many notaries there have to be, or the set that a human has recognised */
  async restore(requestId: string, meant: number | AppointedNotaries): Promise<void> {
    const asked = await this.#asked(requestId);
    const needed = typeof meant === "number" ? meant : requireThat(meant, asked.set);
    const key = await recoveryKeyOf(asked.set, await this.#answers(asked), needed);
    try {
      await takeOverRestored(this.routes, this.keys, await this.#copy(asked.set, key));
    } finally {
      key.wipe();
    }
    // the keys are there; that the request goes, too, is a courtesy to the notaries
    await this.routes.deleteNotaryRequest(requestId).catch(() => undefined);
  }

  async #asked(requestId: string): Promise<Asked> {
    const items = await allItems((query) => this.routes.notaryRequests(query), { by: "me" });
    const item = items.find((each) => optionalText(each, "id") === requestId);
    if (item === undefined) {
      throw new NotFound("there is no such request of yours");
    }
    const request = shareRequestOf(item);
    const newKey = this.keys.ring.key(request.newKeyId);
    const shares = valueAt(item, "shares");
    if (newKey === undefined || shares?.kind !== "object") {
      throw new NotFound("the request was made on another machine");
    }
    const { set } = await this.sets.find(this.keys.ring.owner, request.setId);
    return { requestId, set, newKey, shares };
  }

  /** As one list of cards came, a human may have decided about what another one had said. */
  async #answers(asked: Asked): Promise<readonly Answer[]> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answers: Answer[] = [];
      const by: TrustedCards[] = [];
      for (const notary of asked.set.notaries) {
        const json = valueAt(asked.shares, notary);
        if (json?.kind === "object") {
          const confirmed = await this.keys.cards.confirmed(notary);
          by.push(confirmed);
          answers.push(await this.#answer(asked, confirmed, json));
        }
      }
      if (by.every((cards) => this.keys.cards.isCurrent(cards))) {
        return answers;
      }
      answers.forEach((each) => {
        if (each.kind === "GOOD") {
          each.share.wipe();
        }
      });
    }
    throw new TrustChanged();
  }

  async #answer(asked: Asked, confirmed: TrustedCards, json: JsonObject): Promise<Answer> {
    const notary = confirmed.owner;
    const returned = parseReturn(json);
    if (returned === undefined) {
      return { kind: "REFUSED", notary };
    }
    const card = confirmed.live().find((each) => each.keyId === returned.by);
    if (card === undefined) {
      return { kind: "UNCONFIRMED", notary };
    }
    const { set, newKey, requestId } = asked;
    const place = { setId: set.setId, requestId, owner: set.owner, notary, newKeyId: newKey.keyId };
    const message = shareReturnBytes({ ...place, recoveryId: set.recoveryId }, returned.sealed);
    if (!cardVerifies(card, message, returned.signature)) {
      return { kind: "REFUSED", notary };
    }
    try {
      const share = await openReturnedShare(set, notary, requestId, newKey, returned.sealed);
      return { kind: "GOOD", share };
    } catch (failure) {
      if (failure instanceof CryptoFailure) {
        return { kind: "REFUSED", notary };
      }
      throw failure;
    }
  }

  async #copy(set: NotarySet, key: RecoveryKey): Promise<KeyRing> {
    const copy = await this.copies.fetch(this.keys.ring.owner, key);
    const signer = copy.key(set.signedBy);
    if (signer === undefined || !isSetSignedBy(set, signer.card)) {
      copy.wipe();
      throw new RecoveryRefused("SET");
    }
    return copy;
  }
}

/** How many it takes, of a set that is not to be another one by now (threat T28). */
function requireThat(recognised: AppointedNotaries, listed: NotarySet): number {
  const isThat =
    recognised.setId === listed.setId &&
    recognised.owner === listed.owner &&
    recognised.needed === listed.k &&
    recognised.recoveryId === listed.recoveryId &&
    recognised.createdAt === listed.createdAt &&
    recognised.notaries.length === listed.notaries.length &&
    recognised.notaries.every((notary, i) => notary === listed.notaries[i]);
  if (!isThat) {
    throw new RecoveryRefused("SET");
  }
  return recognised.needed;
}

function parseReturn(json: JsonObject): ShareReturn | undefined {
  try {
    return readWhole(json, readShareReturn);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}

async function recoveryKeyOf(
  set: NotarySet,
  answers: readonly Answer[],
  needed: number,
): Promise<RecoveryKey> {
  const good = answers.flatMap((each) => (each.kind === "GOOD" ? [each.share] : []));
  try {
    if (set.k < needed) {
      throw new RecoveryRefused("QUORUM");
    }
    if (good.length < set.k) {
      const of = (kind: "UNCONFIRMED" | "REFUSED"): readonly string[] =>
        answers.flatMap((each) => (each.kind === kind ? [each.notary] : []));
      throw new MissingShares(set.k - good.length, of("UNCONFIRMED"), of("REFUSED"));
    }
    return requireKeyOf(set, await combined(good));
  } finally {
    good.forEach((share) => {
      share.wipe();
    });
  }
}

async function combined(shares: readonly Secret[]): Promise<Secret> {
  try {
    return await combineShares(shares);
  } catch (failure) {
    throw failure instanceof RangeError ? new RecoveryRefused("SHARES") : failure;
  }
}

function requireKeyOf(set: NotarySet, secret: Secret): RecoveryKey {
  const key = RecoveryKey.of(secret);
  if (key.id !== set.recoveryId) {
    key.wipe();
    throw new RecoveryRefused("SHARES");
  }
  return key;
}
