import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, utf8 } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { CryptoFailure } from "../primitives/failure.js";
import { hkdf } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { seal } from "../primitives/seal.js";
import { Secret } from "../primitives/secret.js";
import type { KeyCard } from "../wire/card.js";
import type { ExchangeRecord } from "../wire/exchange.js";
import { type OwnerKey, requireLength } from "./ownerkey.js";

const KEY_BYTES = 32;

/** The secret `X` of one exchange, with what is derived from it (protocol §3). */
export class ExchangeKey {
  /** Binds the key: the record's `commitment`. */
  readonly commitment: string;

  /** Boxes what is wrapped under this exchange. */
  readonly wrapKey: Secret;

  /** @throws RangeError if the secret has not 32 bytes */
  constructor(
    readonly exchangeId: string,
    readonly secret: Secret,
  ) {
    if (secret.length !== KEY_BYTES) {
      throw new RangeError("an exchange key has 32 bytes");
    }
    const x = secret.reveal();
    this.wrapKey = Secret.taking(hkdf(x, "salus/v1/wrap", KEY_BYTES));
    this.commitment = toBase64Url(hkdf(x, "salus/v1/exchange-commitment", KEY_BYTES));
  }

  /** A new random key for an exchange. */
  static generate(exchangeId: string, random: RandomSource): ExchangeKey {
    return new ExchangeKey(exchangeId, Secret.taking(random(KEY_BYTES)));
  }

  /**
   * Opens the entry of a record for one of one's own cards and checks it against the record's
   * commitment. The record's signature and the trust in its signer are not looked at.
   *
   * @throws CryptoFailure of kind `OPEN` if there is no entry for that card or it does not open,
   *   `COMMITMENT` if another key is inside
   */
  static async open(record: ExchangeRecord, key: OwnerKey): Promise<ExchangeKey> {
    const entry = record.sealed[key.keyId];
    if (entry === undefined) {
      throw new CryptoFailure("OPEN");
    }
    const x = await key.open(entry, exchangeInfo(record), utf8(key.keyId));
    const opened = new ExchangeKey(record.id, Secret.taking(requireLength(x, KEY_BYTES)));
    if (opened.commitment !== record.commitment) {
      throw new CryptoFailure("COMMITMENT");
    }
    return opened;
  }

  /**
   * The base64url of `X` sealed to a card.
   *
   * @throws CryptoFailure of kind `PUBLIC_KEY` if nothing can be sealed to the card
   */
  async sealTo(
    card: KeyCard,
    parties: Pick<ExchangeRecord, "delegator" | "delegate">,
    random: RandomSource,
  ): Promise<string> {
    const kem = fromBase64Url(card.kem, "kem");
    const info = exchangeInfo({ id: this.exchangeId, ...parties });
    return toBase64Url(await seal(kem, this.secret.reveal(), info, utf8(card.keyId), random));
  }

  /** Overwrites the key and what was derived; nothing opens or wraps with it after. */
  wipe(): void {
    this.secret.wipe();
    this.wrapKey.wipe();
  }
}

/** The HPKE info of a sealed exchange key (protocol §3). */
export function exchangeInfo(record: Pick<ExchangeRecord, "id" | "delegator" | "delegate">): Bytes {
  return pae("salus/v1/exchange", record.id, record.delegator, record.delegate);
}
