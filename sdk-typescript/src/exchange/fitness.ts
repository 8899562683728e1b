import { toBase64Url } from "../encoding/base64url.js";
import { paeSorted } from "../encoding/pae.js";
import type { FitExchange } from "../keys/fitexchanges.js";
import { sha256 } from "../primitives/hash.js";
import type { TrustedCards } from "../trust/trustedcards.js";

/** The cards of both parties of an exchange, as they are trusted at one moment. */
export interface Parties {
  readonly own: TrustedCards;
  readonly to: TrustedCards;
}

/** Which of both parties' trusted cards are retired, as one text (protocol §3). */
export function endedOf({ own, to }: Parties): string {
  const ended = [...own.trusted, ...to.trusted]
    .filter((card) => card.retired !== undefined)
    .map((card) => card.keyId);
  return toBase64Url(sha256(paeSorted([...new Set(ended)])));
}

/**
 * Whether all that an exchange was sealed to is still trusted and live, and none of both parties'
 * cards was retired since (protocol §3). Dates say nothing here: others wrote them.
 */
export function isFit(made: FitExchange, parties: Parties): boolean {
  return (
    made.ended === endedOf(parties) &&
    [...made.sealedTo].every((keyId) => parties.own.isLive(keyId) || parties.to.isLive(keyId))
  );
}

/** Whether something that is sealed to these keyIds reaches every device of the delegate. */
export function reaches(sealedTo: ReadonlySet<string>, to: TrustedCards): boolean {
  return to.live().every((card) => sealedTo.has(card.keyId));
}
