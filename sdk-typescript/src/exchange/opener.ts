import { ExchangeKey } from "../crypto/exchangekey.js";
import type { OwnerKey } from "../crypto/ownerkey.js";
import { ProtocolViolation } from "../encoding/violation.js";
import type { UntrustedKey } from "../error/client.js";
import { NotFound } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { KeyRing } from "../keys/keyring.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { CardDirectory } from "../trust/directory.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies, mayHaveSignedAt } from "../wire/card.js";
import { exchangeBytes, type ExchangeRecord, readExchange } from "../wire/exchange.js";
import { readWhole } from "../wire/fields.js";
import { attestedCards, EntryAttestations } from "./attestations.js";
import type { OpenedExchange } from "./opened.js";

/** The record that this is; undefined if it is none. */
export function parseExchange(json: JsonObject): ExchangeRecord | undefined {
  try {
    return readWhole(json, readExchange);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}

/**
 * Verifies and opens exchange records (protocol §3): signed by a trusted card of the delegator, an
 * entry for an own key, the commitment kept. Others are ignored.
 */
export class ExchangeOpener {
  readonly #attestations: EntryAttestations;

  constructor(
    private readonly keyRing: KeyRing,
    private readonly cards: CardDirectory,
  ) {
    this.#attestations = new EntryAttestations(keyRing, (owner) => cards.confirmed(owner));
  }

  /** The opened record; undefined if it is not to be believed or has no entry for an own key. */
  async open(record: ExchangeRecord): Promise<OpenedExchange | undefined> {
    const { delegator, delegate } = record;
    if (![delegator, delegate].includes(this.keyRing.owner)) {
      return undefined;
    }
    const epoch = this.keyRing.trustEpoch(delegate);
    const signers = await this.cards.cardsWith(delegator, record.signedBy);
    const keys = await this.#keysThatMayOpen(record);
    if (!isSigned(record, signers)) {
      return undefined;
    }
    if (delegator === this.keyRing.owner) {
      this.keyRing.leases.shown(record.signedBy, record.createdAt);
    }
    const isCurrent = (): boolean =>
      this.cards.isCurrent(signers) && this.keyRing.trustEpoch(delegate) === epoch;
    for (const key of keys) {
      const opened = await tryToOpen(record, key);
      if (opened !== undefined) {
        return { delegator, delegate, key: opened, isCurrent };
      }
    }
    return undefined;
  }

  /**
   * Why a record that is not opened stays closed: `UntrustedKey` if it has an entry for an own key and
   * its signer's card is not trusted; else `NotFound`.
   */
  async whyClosed(record: ExchangeRecord): Promise<UntrustedKey | NotFound> {
    const { owner } = this.keyRing;
    const isForUs =
      [record.delegator, record.delegate].includes(owner) &&
      this.keyRing.keys().some((key) => Object.hasOwn(record.sealed, key.keyId));
    const signers = isForUs && (await this.cards.cardsWith(record.delegator, record.signedBy));
    return signers &&
      signers.card(record.signedBy) === undefined &&
      signers.valid(record.signedBy) !== undefined
      ? signers.untrusted(record.signedBy)
      : new NotFound(`exchange ${record.id} cannot be opened`);
  }

  /**
   * The own keys whose entry counts. Where the signer is an own card that is trusted on somebody
   * else's word alone, that word has to be given for this record, too: whoever found the lost key
   * could have signed another one.
   */
  async #keysThatMayOpen(record: ExchangeRecord): Promise<readonly OwnerKey[]> {
    const keys = this.keyRing.keys().filter((key) => Object.hasOwn(record.sealed, key.keyId));
    if (keys.length === 0 || !this.cards.isAttested(record.delegator, record.signedBy)) {
      return keys;
    }
    const holding = await this.#attestations.of(record);
    return holding
      .filter(({ attestation }) => attestedCards(attestation).has(record.signedBy))
      .map(({ key }) => key)
      .filter((key) => keys.includes(key));
  }
}

function isSigned(record: ExchangeRecord, signers: TrustedCards): boolean {
  const signer = signers.card(record.signedBy);
  return (
    signer !== undefined &&
    mayHaveSignedAt(signer, record.createdAt) &&
    cardVerifies(signer, exchangeBytes(record), record.signature)
  );
}

async function tryToOpen(record: ExchangeRecord, key: OwnerKey): Promise<ExchangeKey | undefined> {
  try {
    return await ExchangeKey.open(record, key);
  } catch (failure) {
    if (failure instanceof CryptoFailure) {
      return undefined;
    }
    throw failure;
  }
}
