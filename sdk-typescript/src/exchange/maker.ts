import { ExchangeKey } from "../crypto/exchangekey.js";
import type { KeyRing } from "../keys/keyring.js";
import type { RandomSource } from "../primitives/random.js";
import { randomUuid } from "../primitives/randomuuid.js";
import { TrustChanged } from "../trust/trustchanged.js";
import { exchangeBytes, type ExchangeRecord } from "../wire/exchange.js";
import { endedOf, type Parties } from "./fitness.js";
import type { OpenedExchange } from "./opened.js";

/** An exchange under which something new may be wrapped, with the keyIds that it is sealed to. */
export interface WrappingExchange {
  readonly exchange: OpenedExchange;
  readonly sealedTo: ReadonlySet<string>;
}

/** Makes exchange records of the key ring's owner (protocol §3). */
export class ExchangeMaker {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {}

  /**
   * A new record, sealed to all live cards of both, and remembered in the ring as fit for wrapping.
   *
   * @throws TrustChanged if something was decided about these cards since they were looked up
   */
  async make(parties: Parties): Promise<{ record: ExchangeRecord; made: WrappingExchange }> {
    const { own, to } = parties;
    const createdAt = this.now();
    const key = ExchangeKey.generate(randomUuid(this.random), this.random);
    const signer = this.keyRing.signer(createdAt);
    const head = {
      id: key.exchangeId,
      delegator: own.owner,
      delegate: to.owner,
      createdAt,
      commitment: key.commitment,
    };
    // the own card also where the server hides it: the delegator must be able to open it again
    const cards = [signer.card, ...own.live(), ...to.live()];
    const distinct = new Map(cards.map((card) => [card.keyId, card]));
    const sealed: Record<string, string> = {};
    for (const [keyId, card] of distinct) {
      sealed[keyId] = await key.sealTo(card, head, this.random);
    }
    const sealedTo = new Set(distinct.keys());
    const fit = { id: key.exchangeId, sealedTo, ended: endedOf(parties) };
    if (!this.keyRing.rememberFit(to.owner, fit, own.epoch, to.epoch)) {
      throw new TrustChanged();
    }
    const exchange: OpenedExchange = {
      delegator: own.owner,
      delegate: to.owner,
      key,
      isCurrent: () => this.isRemembered(to.owner, key.exchangeId),
    };
    const signature = signer.sign(exchangeBytes(head));
    const record = { ...head, signedBy: signer.keyId, signature, sealed };
    return { record, made: { exchange, sealedTo } };
  }

  /** Whether nothing was decided since that makes an exchange unfit for wrapping. */
  isRemembered(delegate: string, exchangeId: string): boolean {
    return this.keyRing.fitExchanges(delegate).some((fit) => fit.id === exchangeId);
  }
}
