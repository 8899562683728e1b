import type { OwnerKey } from "../crypto/ownerkey.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { RecoveryRefused } from "../error/keys.js";
import { type JsonObject, valueAt } from "../json/node.js";
import type { KeyRing } from "../keys/keyring.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { Secret } from "../primitives/secret.js";
import type { NotarySet } from "../wire/notary.js";
import { openShare } from "./notaryshare.js";

/**
 * The share that a notary keeps, as the server has it sealed to the notary's cards, which is the one
 * that the set commits to.
 *
 * @throws RecoveryRefused for `SHARE` if there is none
 */
export async function openOwnShare(
  ring: KeyRing,
  set: NotarySet,
  answer: JsonObject,
): Promise<Secret> {
  for (const key of ring.keys()) {
    const entry = entryFor(key, answer);
    const share = entry === undefined ? undefined : await tryToOpen(set, key, entry);
    if (share !== undefined) {
      return share;
    }
  }
  throw new RecoveryRefused("SHARE");
}

/** An entry for each card, or one that does not say for which. */
function entryFor(key: OwnerKey, answer: JsonObject): string | undefined {
  const sealed = valueAt(answer, "sealed");
  const entry = sealed?.kind === "object" ? valueAt(sealed, key.keyId) : sealed;
  return entry?.kind === "text" ? entry.value : undefined;
}

async function tryToOpen(
  set: NotarySet,
  key: OwnerKey,
  entry: string,
): Promise<Secret | undefined> {
  try {
    return await openShare(set, key, entry);
  } catch (failure) {
    if (failure instanceof CryptoFailure || failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}
