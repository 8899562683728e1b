import type { RandomSource } from "../primitives/random.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { Query } from "../transport/transport.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { ExchangeRecord } from "../wire/exchange.js";
import { attestedCards, type AttestedEntry, EntryAttestations } from "./attestations.js";
import type { ExchangeBook } from "./book.js";
import { PromiseCache } from "./cache.js";
import { type EntriesAdded, EntryAdder, type Progress, type Receiver } from "./entryadder.js";
import { betweenBoth, walkExchanges } from "./walk.js";

const EVERYTHING: readonly Query[] = [{}];

/** What others said as they opened records to keys of this ring. */
export interface TakenIn {
  /** How many of them have an attestation that holds. */
  readonly records: number;
  /** KeyIds of own cards that are trusted from now on as retired ones. */
  readonly lost: ReadonlySet<string>;
}

/**
 * Opens exchange records that are there to one more card (protocol §3, §9.3), each with an
 * attestation. No entity is touched: what it costs depends on the number of records only.
 */
export class ExchangeEntries {
  readonly #adder: EntryAdder;

  /** @param exchanges forgets what it had opened whenever more may be believed */
  constructor(
    private readonly server: ServerApi,
    private readonly keys: OwnerKeys,
    private readonly exchanges: ExchangeBook,
    now: () => number,
    random: RandomSource,
  ) {
    this.#adder = new EntryAdder(server, keys.ring, keys.cards, now, random);
  }

  /**
   * Trusts a card, whose fingerprint a human has compared, from now on, and keeps that. Fails with
   * `NotFound` if its owner lists no valid card of this keyId.
   *
   * @returns the card as one that records are to be opened to; undefined if it is retired, or was
   *   distrusted meanwhile
   */
  async confirmed(owner: string, keyId: string): Promise<Receiver | undefined> {
    await this.keys.cards.decisions.confirmKey(owner, keyId);
    await this.keys.save();
    return this.#receiver(owner, keyId);
  }

  /**
   * A card whose fingerprint a human has compared before, as one that records are to be opened to;
   * undefined if none has, or it is retired.
   */
  async compared(owner: string, keyId: string): Promise<Receiver | undefined> {
    const { cards } = this.keys;
    if (!cards.isConfirmed(owner, keyId)) {
      return undefined;
    }
    await cards.refreshed(owner);
    return this.#receiver(owner, keyId);
  }

  /** Again if something was decided meanwhile: whoever gets it may vouch for the card at once. */
  async #receiver(owner: string, keyId: string): Promise<Receiver | undefined> {
    const { cards } = this.keys;
    for (;;) {
      const now = await cards.withoutAsking(owner);
      const knew = await cards.knownWithout(owner, keyId);
      if (cards.isCurrent(now)) {
        const card = now.live().find((each) => each.keyId === keyId);
        return card === undefined ? undefined : { card, knew, epoch: now.epoch };
      }
    }
  }

  /**
   * Adds an entry to every record of the key ring's owner. Those that have one are skipped, so it may
   * be called again after a failure and whenever records may have come; what was added stays.
   */
  addToAll(receiver: Receiver, progress: Progress): Promise<EntriesAdded> {
    return this.#adder.add(EVERYTHING, receiver, progress);
  }

  /** {@link addToAll} for the records with one counterpart, in both directions. */
  addToThoseWith(
    counterpart: string,
    receiver: Receiver,
    progress: Progress,
  ): Promise<EntriesAdded> {
    return this.#adder.add(betweenBoth(this.keys.ring.owner, counterpart), receiver, progress);
  }

  /**
   * Takes the own cards that a counterpart knew before it gave access back as retired ones, which
   * verify what is dated before the key was made that it gave access to. Counts what goes back to a
   * confirmed card only. What was opened before is opened anew.
   */
  takeInFrom(counterpart: string): Promise<TakenIn> {
    const queries = betweenBoth(this.keys.ring.owner, counterpart);
    return this.#takeIn(queries, (attestations, record) => attestations.of(record));
  }

  /**
   * {@link takeInFrom} of all records, as another own device let this one in: on the word of own
   * cards only. Nobody asked the counterparts, of whom any may be the server's accomplice.
   */
  takeInFromOwn(): Promise<TakenIn> {
    return this.#takeIn(EVERYTHING, (attestations, record) => attestations.ofOwn(record));
  }

  /**
   * The cards of each party are looked up once; if somebody decides about one of them before what they
   * attest is taken in, it is not, and the call has to be made again.
   */
  async #takeIn(
    queries: readonly Query[],
    which: (from: EntryAttestations, record: ExchangeRecord) => Promise<readonly AttestedEntry[]>,
  ): Promise<TakenIn> {
    const { ring, cards } = this.keys;
    const parties = new PromiseCache<TrustedCards>(Infinity);
    const found: TrustedCards[] = [];
    const attestations = new EntryAttestations(ring, (party) =>
      parties.get(party, async () => {
        const confirmed = await cards.confirmed(party);
        found.push(confirmed);
        return confirmed;
      }),
    );
    const knewByKey = new Map<string, Set<string>>();
    let records = 0;
    for await (const record of walkExchanges(this.server, queries)) {
      const holding = await which(attestations, record);
      this.#collect(holding, knewByKey);
      records += holding.length > 0 ? 1 : 0;
    }
    const lost = await this.#attestAll(knewByKey, () => found.every((of) => cards.isCurrent(of)));
    this.exchanges.forget();
    await this.keys.save();
    return { records, lost };
  }

  /** What this ring said itself, on a rotation, says nothing new. */
  #collect(holding: readonly AttestedEntry[], knewByKey: Map<string, Set<string>>): void {
    for (const { key, attestation } of holding) {
      if (this.keys.ring.key(attestation.by) === undefined) {
        const knew = knewByKey.get(key.keyId) ?? new Set();
        attestedCards(attestation).forEach((keyId) => knew.add(keyId));
        knewByKey.set(key.keyId, knew);
      }
    }
  }

  /** The oldest key first: what was known before that one was made ends then. */
  async #attestAll(
    knewByKey: ReadonlyMap<string, ReadonlySet<string>>,
    believed: () => boolean,
  ): Promise<ReadonlySet<string>> {
    const byEnd = new Map<number, Set<string>>();
    for (const key of this.keys.ring.keys()) {
      const knew = knewByKey.get(key.keyId) ?? new Set();
      if (knew.size > 0) {
        const before = byEnd.get(key.createdAt) ?? new Set();
        byEnd.set(key.createdAt, new Set([...before, ...knew]));
      }
    }
    return byEnd.size === 0 ? new Set() : this.keys.cards.decisions.attest(byEnd, believed);
  }
}
