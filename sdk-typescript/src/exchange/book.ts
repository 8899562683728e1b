import { UntrustedKey } from "../error/client.js";
import { Invalid, NotFound } from "../error/server.js";
import type { KeyRing } from "../keys/keyring.js";
import type { RandomSource } from "../primitives/random.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { CardDirectory } from "../trust/directory.js";
import { MOST_TRIES, TrustChanged } from "../trust/trustchanged.js";
import type { ExchangeRecord } from "../wire/exchange.js";
import { PromiseCache } from "./cache.js";
import { isFit, type Parties, reaches } from "./fitness.js";
import { ExchangeMaker, type WrappingExchange } from "./maker.js";
import type { OpenedExchange } from "./opened.js";
import { ExchangeOpener, parseExchange } from "./opener.js";

const MOST_REMEMBERED = 100_000;

/** How often all is looked up again because something was decided meanwhile. */

/**
 * The exchange keys of the key ring's owner (protocol §3). Opened ones are remembered, so only the
 * first use of an exchange costs an HPKE operation; concurrent first uses make one record.
 */
export class ExchangeBook {
  readonly #opener: ExchangeOpener;
  readonly #maker: ExchangeMaker;
  readonly #byId = new PromiseCache<OpenedExchange>(MOST_REMEMBERED);
  readonly #byDelegate = new PromiseCache<WrappingExchange>(MOST_REMEMBERED);

  constructor(
    private readonly server: ServerApi,
    private readonly keyRing: KeyRing,
    private readonly cards: CardDirectory,
    now: () => number,
    random: RandomSource,
  ) {
    this.#opener = new ExchangeOpener(keyRing, cards);
    this.#maker = new ExchangeMaker(keyRing, now, random);
  }

  /** The key ring's owner. */
  get owner(): string {
    return this.keyRing.owner;
  }

  /**
   * An exchange for opening what was wrapped under it. Fails with `NotFound` if there is none that
   * this key ring can believe and open; with `UntrustedKey` if it could open it, were its delegator's key
   * trusted.
   */
  async opened(exchangeId: string): Promise<OpenedExchange> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const known = this.#byId.get(exchangeId, () => this.#fetch(exchangeId));
      const exchange = await known;
      if (exchange.isCurrent()) {
        return exchange;
      }
      this.#byId.forget(exchangeId, known);
    }
    throw new TrustChanged();
  }

  /** {@link opened}; undefined, or whose key keeps it closed, if there is none that opens. */
  async tryOpened(exchangeId: string): Promise<OpenedExchange | UntrustedKey | undefined> {
    try {
      return await this.opened(exchangeId);
    } catch (failure) {
      if (failure instanceof UntrustedKey) {
        return failure;
      }
      if (failure instanceof NotFound) {
        return undefined;
      }
      throw failure;
    }
  }

  /** Whether there is one that opens. */
  async opens(exchangeId: string): Promise<boolean> {
    const found = await this.tryOpened(exchangeId);
    return found !== undefined && !(found instanceof UntrustedKey);
  }

  /**
   * An exchange from the key ring's owner to a delegate that is fit for wrapping something new; made
   * if there is none. Fails with `NoUsableKey` if the delegate has no card, with `UntrustedKey` if it
   * has none that is trusted, with `KeysRetired` if no key of the ring signs any more, with a conflict if whom
   * to trust was decided anew each time.
   *
   * @param inUse ids of exchanges that are in use already where it is needed: none of these
   */
  async forWrapping(delegate: string, inUse?: ReadonlySet<string>): Promise<OpenedExchange> {
    const found = await this.#again(() => this.#forWrapping(delegate));
    if (inUse?.has(found.key.exchangeId) !== true) {
      return found;
    }
    return (await this.#make(await this.#parties(delegate))).exchange;
  }

  /** {@link forWrapping} from the key ring's owner to itself. */
  own(): Promise<OpenedExchange> {
    return this.forWrapping(this.owner);
  }

  /**
   * An exchange for wrapping an entity's next key for a delegate (protocol §8): that of its
   * delegation, if the key ring's owner made it and it is fit (§3); else as {@link forWrapping}.
   */
  async forWrappingAgain(
    exchangeId: string,
    delegator: string,
    delegate: string,
  ): Promise<OpenedExchange> {
    if (delegator === this.owner && this.#maker.isRemembered(delegate, exchangeId)) {
      const found = await this.#fitOne(exchangeId, await this.#parties(delegate));
      if (found !== undefined) {
        return found.exchange;
      }
    }
    return this.forWrapping(delegate);
  }

  /** Forgets all exchange keys, as it is no longer known who is to be believed. */
  forget(): void {
    this.#byId.drain();
    this.#byDelegate.drain();
  }

  /** Forgets and overwrites all exchange keys; what is under way with them fails. */
  wipe(): void {
    this.#byId.drain((exchange) => {
      exchange.key.wipe();
    });
    this.#byDelegate.drain(({ exchange }) => {
      exchange.key.wipe();
    });
  }

  /** All over again if something was decided meanwhile: what was looked up before is not used. */
  async #again<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (failure) {
        if (!(failure instanceof TrustChanged) || tries >= MOST_TRIES) {
          throw failure;
        }
      }
    }
  }

  async #forWrapping(delegate: string): Promise<OpenedExchange> {
    // a ring whose keys are all retired says that, and not that its owner has none
    this.keyRing.live();
    const parties = await this.#parties(delegate);
    const known = this.#byDelegate.get(delegate, () => this.#findOrMake(parties));
    let found = await known;
    if (!this.#isFit(found, parties)) {
      found = await this.#byDelegate.renew(delegate, known, () => this.#findOrMake(parties));
    }
    if (!found.exchange.isCurrent()) {
      throw new TrustChanged();
    }
    return found.exchange;
  }

  async #parties(delegate: string): Promise<Parties> {
    const to = (await this.cards.cards(delegate)).requireLive();
    const own = await this.cards.cards(this.owner);
    if (!this.cards.isCurrent(own) || !this.cards.isCurrent(to)) {
      throw new TrustChanged();
    }
    return { own, to };
  }

  #isFit(found: WrappingExchange, parties: Parties): boolean {
    const { exchange, sealedTo } = found;
    return (
      exchange.isCurrent() &&
      reaches(sealedTo, parties.to) &&
      this.keyRing
        .fitExchanges(parties.to.owner)
        .some((made) => made.id === exchange.key.exchangeId && isFit(made, parties))
    );
  }

  /** Of those that the ring made and that may wrap something new, the newest first. */
  async #findOrMake(parties: Parties): Promise<WrappingExchange> {
    for (const made of this.keyRing.fitExchanges(parties.to.owner)) {
      const found = isFit(made, parties) ? await this.#fitOne(made.id, parties) : undefined;
      if (found !== undefined) {
        return found;
      }
    }
    return this.#make(parties);
  }

  /** One that the ring remembers; undefined if the server has it no more, or it reaches not all. */
  async #fitOne(exchangeId: string, parties: Parties): Promise<WrappingExchange | undefined> {
    const record = await this.#record(exchangeId).catch((failure: unknown) => {
      if (failure instanceof NotFound) {
        return undefined;
      }
      throw failure;
    });
    // signed by a key of this very ring: another one could have been made by the thief of a card
    if (record === undefined || this.keyRing.key(record.signedBy) === undefined) {
      return undefined;
    }
    const opened = await this.#opener.open(record);
    if (opened === undefined) {
      return undefined;
    }
    const isCurrent = (): boolean => this.#maker.isRemembered(record.delegate, record.id);
    const sealedTo = new Set(Object.keys(record.sealed));
    const found = { exchange: { ...opened, isCurrent }, sealedTo };
    return this.#isFit(found, parties) ? found : undefined;
  }

  async #fetch(exchangeId: string): Promise<OpenedExchange> {
    const record = await this.#record(exchangeId);
    const opened = await this.#opener.open(record);
    if (opened === undefined) {
      throw await this.#opener.whyClosed(record);
    }
    return opened;
  }

  async #record(exchangeId: string): Promise<ExchangeRecord> {
    const record = parseExchange(await this.server.exchange(exchangeId));
    if (record?.id !== exchangeId) {
      throw new NotFound(`exchange ${exchangeId} cannot be opened`);
    }
    return record;
  }

  async #make(parties: Parties): Promise<WrappingExchange> {
    try {
      return await this.#makeOnce(parties);
    } catch (failure) {
      // a card that is remembered as live may have been retired a moment ago
      const retired =
        failure instanceof Invalid &&
        (failure.field.startsWith("sealed") || failure.field === "signedBy");
      if (!retired) {
        throw failure;
      }
      const to = (await this.cards.refreshed(parties.to.owner)).requireLive();
      return this.#makeOnce({ own: await this.cards.refreshed(this.owner), to });
    }
  }

  #makeOnce(parties: Parties): Promise<WrappingExchange> {
    return this.keyRing.writes.during(async () => {
      const { record, made } = await this.#maker.make(parties);
      await this.server.createExchange(record);
      return made;
    });
  }
}
