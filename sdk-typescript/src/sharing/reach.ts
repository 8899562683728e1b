import { fingerprintOf } from "../crypto/fingerprint.js";
import { NoUsableKey, UntrustedKey } from "../error/client.js";
import type { LeftOutKey, SkippedDelegate } from "../model/metadata.js";
import type { CardDirectory } from "../trust/directory.js";
import type { TrustedCards } from "../trust/trustedcards.js";

/** What is not reached of several data owners. */
export interface NotReached {
  /** Those who are not reached at all, and why. */
  readonly skipped: readonly SkippedDelegate[];
  /** Keys of the others that nothing is sealed to. */
  readonly leftOut: readonly LeftOutKey[];
}

/** The keys of a data owner that nothing is sealed to, since they are not trusted (protocol §10). */
export async function leftOutKeys(
  directory: CardDirectory,
  dataOwner: string,
): Promise<readonly LeftOutKey[]> {
  return untrusted(await directory.cards(dataOwner));
}

/** What something that is shared with these now does not reach. */
export async function notReached(
  directory: CardDirectory,
  dataOwners: readonly string[],
): Promise<NotReached> {
  const skipped: SkippedDelegate[] = [];
  const leftOut: LeftOutKey[] = [];
  for (const cards of await Promise.all(dataOwners.map((each) => directory.cards(each)))) {
    try {
      cards.requireLive();
      leftOut.push(...untrusted(cards));
    } catch (failure) {
      if (!(failure instanceof NoUsableKey || failure instanceof UntrustedKey)) {
        throw failure;
      }
      skipped.push({ dataOwner: cards.owner, reason: failure.message });
    }
  }
  return { skipped, leftOut };
}

function untrusted(cards: TrustedCards): readonly LeftOutKey[] {
  const { owner, unknown } = cards;
  return unknown
    .filter((card) => card.retired === undefined)
    .map(({ keyId }) => ({ dataOwner: owner, keyId, fingerprint: fingerprintOf(owner, keyId) }));
}
