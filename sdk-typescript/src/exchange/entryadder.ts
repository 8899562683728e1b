import { Conflict, Invalid } from "../error/server.js";
import type { KeyRing } from "../keys/keyring.js";
import type { RandomSource } from "../primitives/random.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { Query } from "../transport/transport.js";
import type { CardDirectory } from "../trust/directory.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { KeyCard } from "../wire/card.js";
import { type Attestation, attestationBytes, type ExchangeRecord } from "../wire/exchange.js";
import type { OpenedExchange } from "./opened.js";
import { ExchangeOpener } from "./opener.js";
import { walkExchanges } from "./walk.js";

/** How far the exchange records of an owner are open to one more card. */
export interface EntriesAdded {
  /** Records that got an entry for it now. */
  readonly added: number;
  /** Records that had one. */
  readonly present: number;
  /** Records that this key ring does not believe or cannot open itself. */
  readonly closed: number;
}

/** A card that records are to be opened to. */
export interface Receiver {
  /** Of a party of the records; a human has compared its fingerprint, or an own key vouches for it. */
  readonly card: KeyCard;
  /**
   * KeyIds of that party's cards that were trusted before, for more than first use, each with why.
   */
  readonly knew: ReadonlyMap<string, string>;
  /** The ring's `trustEpoch` of that party that this was found out at. */
  readonly epoch: number;
}

/** The receiver's cards, and what was known of them without this one, as of one moment. */
interface Known {
  readonly cards: TrustedCards;
  readonly knew: ReadonlyMap<string, string>;
}

/** Is told after each record. */
export type Progress = (soFar: EntriesAdded) => void;

/** Adds an entry for a card, with an attestation, to one exchange record after the other (§9.3). */
export class EntryAdder {
  readonly #opener: ExchangeOpener;

  constructor(
    private readonly server: ServerApi,
    private readonly keyRing: KeyRing,
    private readonly cards: CardDirectory,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {
    this.#opener = new ExchangeOpener(keyRing, cards);
  }

  /** Walks through the records that these queries list. */
  async add(
    queries: readonly Query[],
    receiver: Receiver,
    progress: Progress,
  ): Promise<EntriesAdded> {
    let soFar: EntriesAdded = { added: 0, present: 0, closed: 0 };
    const live = this.#liveCards(receiver);
    for await (const record of walkExchanges(this.server, queries)) {
      const outcome = await this.#outcome(record, receiver, live);
      soFar = { ...soFar, [outcome]: soFar[outcome] + 1 };
      progress(soFar);
    }
    return soFar;
  }

  /** Again if something was decided meanwhile. */
  async #outcome(
    record: ExchangeRecord,
    receiver: Receiver,
    liveCards: () => Promise<Known>,
  ): Promise<keyof EntriesAdded> {
    const { card } = receiver;
    if (Object.hasOwn(record.sealed, card.keyId)) {
      return "present";
    }
    if (![record.delegator, record.delegate].includes(card.owner)) {
      return "closed";
    }
    for (;;) {
      const live = await liveCards();
      const opened = await this.#opener.open(record);
      if (opened === undefined) {
        return "closed";
      }
      try {
        const outcome = await this.#add(record, receiver, opened, live);
        if (outcome !== undefined) {
          return outcome;
        }
      } finally {
        opened.key.wipe();
      }
    }
  }

  /**
   * The receiver's cards, of which this one has to be live: looked up again whenever something was
   * decided about them. Nothing is attested that was distrusted since, and nothing more than what was
   * known first.
   */
  #liveCards({ card, knew, epoch }: Receiver): () => Promise<Known> {
    let known: Known | undefined;
    return async () => {
      while (known === undefined || !this.cards.isCurrent(known.cards)) {
        const now = requireLive(await this.cards.withoutAsking(card.owner), card.keyId);
        const still =
          now.epoch === epoch ? knew : await this.cards.knownWithout(card.owner, card.keyId);
        const left = [...knew].filter(([keyId]) => still.has(keyId));
        known = { cards: now, knew: new Map(left) };
      }
      return known;
    };
  }

  /** Undefined if what it is sealed by is not what is trusted now: nothing was sent then. */
  async #add(
    record: ExchangeRecord,
    { card }: Receiver,
    opened: OpenedExchange,
    live: Known,
  ): Promise<"added" | "present" | undefined> {
    const sealed = await opened.key.sealTo(card, record, this.random);
    if (!this.cards.isCurrent(live.cards) || !opened.isCurrent()) {
      return undefined;
    }
    const attestation = this.#attestation(record, card.keyId, live.knew);
    try {
      await this.server.addSealed(record.id, card.keyId, { sealed, attestation });
      return "added";
    } catch (failure) {
      if (failure instanceof Conflict) {
        // somebody else was faster
        return "present";
      }
      throw failure;
    }
  }

  #attestation(
    record: ExchangeRecord,
    newKeyId: string,
    known: ReadonlyMap<string, string>,
  ): Attestation {
    const at = this.now();
    const signer = this.keyRing.signer(at);
    const knew = [...known].map(([keyId, how]) => ({ keyId, how }));
    const message = attestationBytes(record.id, record.commitment, newKeyId, { at, knew });
    return { by: signer.keyId, at, knew, signature: signer.sign(message) };
  }
}

function requireLive(cards: TrustedCards, keyId: string): TrustedCards {
  const listed = cards.card(keyId);
  if (listed === undefined) {
    throw cards.untrusted(keyId);
  }
  if (listed.retired !== undefined) {
    throw new Invalid("keyId", "that card is retired");
  }
  return cards;
}
