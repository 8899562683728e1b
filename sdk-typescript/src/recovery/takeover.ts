import type { OwnerKey } from "../crypto/ownerkey.js";
import type { KeyRing } from "../keys/keyring.js";
import { takeOver } from "../keys/takeover.js";
import { OwnCards } from "../trust/owncards.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { RecoveryRoutes } from "./routes.js";

/**
 * Adds all that a restored ring knows to the one of this connection, and takes in which of its keys
 * were retired since. Cards that are new here are vouched for with a restored key that is not.
 */
export async function takeOverRestored(
  routes: RecoveryRoutes,
  keys: OwnerKeys,
  copy: KeyRing,
): Promise<void> {
  const { ring, cards } = keys;
  const fresh = ring.keys().filter((key) => copy.key(key.keyId) === undefined);
  takeOver(ring, copy);
  cards.forgetLists();
  await keys.save();
  try {
    await vouchFor(
      new OwnCards(routes.server, keys),
      fresh,
      copy,
      await cards.refreshed(ring.owner),
    );
  } finally {
    cards.forgetLists();
    await keys.save();
  }
}

async function vouchFor(
  own: OwnCards,
  fresh: readonly OwnerKey[],
  copy: KeyRing,
  cards: TrustedCards,
): Promise<void> {
  const voucher = copy.keys().findLast((key) => cards.isLive(key.keyId));
  if (voucher === undefined) {
    return;
  }
  for (const key of fresh) {
    if (cards.isLive(key.keyId)) {
      await own.endorse(key.card, voucher);
    }
  }
}
