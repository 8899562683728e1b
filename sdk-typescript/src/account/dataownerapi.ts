import { fingerprintOf, qrCodeOf } from "../crypto/fingerprint.js";
import { Forbidden, Invalid } from "../error/server.js";
import type { ExchangeBook } from "../exchange/book.js";
import type { ExchangeEntries } from "../exchange/entries.js";
import type { EntriesAdded, Progress } from "../exchange/entryadder.js";
import { GivenNames } from "../keys/givennames.js";
import { items } from "../transport/answers.js";
import { allItems } from "../transport/pages.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { KeyPrompt, TrustedCards } from "../trust/trustedcards.js";
import { type DataOwner, dataOwnerOf, type DataOwnerType, type User } from "./user.js";

/** What keys need of a connection that has them. */
interface Keyed {
  readonly keys: OwnerKeys;
  readonly exchanges: ExchangeBook;
  readonly entries: ExchangeEntries;
}

/** Data owners, and whose key is whose (protocol §10). */
export class DataOwnerApi {
  /** @internal */
  constructor(
    private readonly server: ServerApi,
    private readonly keyedIfAny: Keyed | undefined,
  ) {}

  /** A data owner. */
  async getDataOwner(id: string): Promise<DataOwner> {
    return dataOwnerOf(await this.server.dataOwner(id));
  }

  /** The data owner that a user acts for; throws `Invalid` if it acts for none. */
  getDataOwnerIdOf(user: User): string {
    if (user.dataOwner === undefined) {
      throw new Invalid("dataOwner", "this user has no data owner");
    }
    return user.dataOwner;
  }

  /** Creates a data owner; for administrators. Patients have no name here. */
  async createDataOwner(type: DataOwnerType, name?: string): Promise<DataOwner> {
    const body = { type, ...(name === undefined ? {} : { name }) };
    return dataOwnerOf(await this.server.post("/data-owners", body));
  }

  /** The data owners of a type whose name begins so, by name, `limit` at most; an empty text begins each. */
  async findDataOwners(
    type: DataOwnerType,
    name: string,
    limit = 100,
  ): Promise<readonly DataOwner[]> {
    const beginning = name === "" ? undefined : name;
    const answer = await this.server.get("/data-owners", { type, name: beginning, limit });
    return items(answer).map(dataOwnerOf);
  }

  /** All data owners of a type. */
  async getDataOwners(type: DataOwnerType): Promise<readonly DataOwner[]> {
    const all = await allItems((query) => this.server.get("/data-owners", query), { type });
    return all.map(dataOwnerOf);
  }

  /** What others compare of the key that this device signs with: twelve groups of five digits. */
  getOwnFingerprint(): string {
    const { ring } = this.#keyed.keys;
    return fingerprintOf(ring.owner, ring.current().keyId);
  }

  /** The same as the text of a QR code. */
  getOwnQrCode(): string {
    const { ring } = this.#keyed.keys;
    return qrCodeOf(ring.owner, ring.current().keyId);
  }

  /**
   * What the caller calls people and devices, by data owner's id and keyId (protocol §9): for people
   * only, whatever the server calls them.
   */
  getGivenNames(): ReadonlyMap<string, string> {
    return this.#keyed.keys.ring.names.all();
  }

  /**
   * Gives a data owner, or the key of a device, a name of the caller's own, and completes once that is
   * kept. `Invalid` naming `name` if it is blank, longer than 100 characters or has control characters.
   *
   * @param id the data owner's id, or the keyId
   */
  async giveName(id: string, name: string): Promise<void> {
    const { keys } = this.#keyed;
    if (!GivenNames.allows(name)) {
      throw new Invalid("name", "has 1 to 100 characters, without control characters");
    }
    keys.ring.names.give(id, name);
    await keys.save();
  }

  /** The keys of a data owner that are trusted and live, as the server lists them now. */
  async getTrustedKeys(dataOwnerId: string): Promise<readonly KeyPrompt[]> {
    const cards = await this.#listed(dataOwnerId);
    return cards.live().map((card) => cards.prompt(card.keyId));
  }

  /**
   * The live keys of a data owner that a human has compared, or that one of those vouches for, as the
   * server lists them now: what first use took is not among them.
   */
  async getComparedKeys(dataOwnerId: string): Promise<readonly KeyPrompt[]> {
    const cards = await this.#keyed.keys.cards.confirmed(dataOwnerId);
    return cards.live().map((card) => cards.prompt(card.keyId));
  }

  /** The keys of a data owner that nothing known vouches for. */
  async getUntrustedKeys(dataOwnerId: string): Promise<readonly KeyPrompt[]> {
    const cards = await this.#listed(dataOwnerId);
    return cards.unknown.map((card) => cards.prompt(card.keyId));
  }

  /** Trusts a key, after a human has compared its fingerprint; {@link verify} compares it, too. */
  async confirmKey(dataOwnerId: string, keyId: string): Promise<void> {
    const { keys } = this.#keyed;
    await keys.cards.decisions.confirmKey(dataOwnerId, keyId);
    await keys.save();
  }

  /**
   * Trusts the key of a data owner that has this fingerprint, as it was read out or scanned, and what
   * it vouches for. Fails with `FingerprintMismatch` if the server lists no such key.
   *
   * @returns the keyId, once the decision is kept
   */
  async verify(dataOwnerId: string, fingerprint: string): Promise<string> {
    const { keys } = this.#keyed;
    const keyId = await keys.cards.decisions.confirm(dataOwnerId, fingerprint);
    await keys.save();
    return keyId;
  }

  /**
   * Opens what was shared with a data owner before to a key of theirs that was compared since, as of a
   * new device ({@link verify}): else that device opens only what is shared from then on. Costs a few
   * calls for each exchange record between the two; may be repeated. `Invalid` if no human has compared
   * this key, or it is retired.
   *
   * @param progress is told after each exchange record
   */
  async openSharedTo(
    dataOwnerId: string,
    keyId: string,
    progress: Progress = () => undefined,
  ): Promise<EntriesAdded> {
    const { entries } = this.#keyed;
    const receiver = await entries.compared(dataOwnerId, keyId);
    if (receiver === undefined) {
      throw new Invalid("keyId", "was not compared by a human, or is retired");
    }
    return entries.addToThoseWith(dataOwnerId, receiver, progress);
  }

  /**
   * Trusts a key no more, whoever vouches for it; until it is compared again. Completes once that is
   * kept.
   */
  async distrustKey(dataOwnerId: string, keyId: string): Promise<void> {
    const { keys, exchanges } = this.#keyed;
    keys.cards.decisions.distrust(dataOwnerId, keyId);
    exchanges.forget();
    await keys.save();
  }

  get #keyed(): Keyed {
    if (this.keyedIfAny === undefined) {
      throw new Forbidden("this needs a key ring; the connection was made without one");
    }
    return this.keyedIfAny;
  }

  #listed(dataOwnerId: string): Promise<TrustedCards> {
    return this.#keyed.keys.cards.refreshed(dataOwnerId);
  }
}
