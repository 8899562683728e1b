import type { OwnerKey } from "../crypto/ownerkey.js";
import type { KeyRing } from "../keys/keyring.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies, mayHaveSignedAt } from "../wire/card.js";
import { type Attestation, attestationBytes, type ExchangeRecord } from "../wire/exchange.js";

const KNOWN_FOR = ["confirmed", "accepted", "proven", "verified", "endorsed", "own"];

/**
 * The keyIds that an attestation speaks for (protocol §9.3): those that its signer knew for more than
 * first use. Whoever helps must not pass on what a server made it guess.
 */
export function attestedCards(attestation: Attestation): ReadonlySet<string> {
  const known = attestation.knew.filter((each) => KNOWN_FOR.includes(each.how));
  return new Set(known.map((each) => each.keyId));
}

/** An own key, and why the entry for it was added to a record. */
export interface AttestedEntry {
  readonly key: OwnerKey;
  readonly attestation: Attestation;
}

/**
 * Why entries for own keys were added to exchange records (protocol §9.3). An attestation holds if a
 * card of one of the record's parties signed it whose trust goes back to a human's comparison, a
 * proof or an own key: first use is not enough.
 */
export class EntryAttestations {
  /** @param confirmed finds an owner's cards as far as they go back to more than first use */
  constructor(
    private readonly keyRing: KeyRing,
    private readonly confirmed: (owner: string) => Promise<TrustedCards>,
  ) {}

  /** Those that hold by own cards only, as of another own device; the oldest key first. */
  async ofOwn(record: ExchangeRecord): Promise<readonly AttestedEntry[]> {
    const said = this.#said(record);
    return said.length === 0 ? [] : this.#holding(record, said, this.keyRing.owner);
  }

  /** Those that hold by a card of either party; the oldest key first. */
  async of(record: ExchangeRecord): Promise<readonly AttestedEntry[]> {
    const said = this.#said(record);
    if (said.length === 0) {
      return [];
    }
    const byOwn = await this.#holding(record, said, this.keyRing.owner);
    if (byOwn.length === said.length) {
      return byOwn;
    }
    const { delegator, delegate } = record;
    const counterpart = delegator === this.keyRing.owner ? delegate : delegator;
    const byOther = await this.#holding(record, said, counterpart);
    return said.filter((each) => byOwn.includes(each) || byOther.includes(each));
  }

  #said(record: ExchangeRecord): readonly AttestedEntry[] {
    return this.keyRing.keys().flatMap((key) => {
      const attestation = record.attestations?.[key.keyId];
      return attestation === undefined ? [] : [{ key, attestation }];
    });
  }

  async #holding(
    record: ExchangeRecord,
    said: readonly AttestedEntry[],
    party: string,
  ): Promise<readonly AttestedEntry[]> {
    const cards = await this.confirmed(party);
    return said.filter(({ key, attestation }) => {
      const by = cards.card(attestation.by);
      const message = attestationBytes(record.id, record.commitment, key.keyId, attestation);
      return (
        by !== undefined &&
        mayHaveSignedAt(by, attestation.at) &&
        cardVerifies(by, message, attestation.signature)
      );
    });
  }
}
