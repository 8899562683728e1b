import { Conflict } from "../error/server.js";
import type { OwnerKey } from "../crypto/ownerkey.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { KeyCard } from "../wire/card.js";
import type { OwnerKeys } from "./ownerkeys.js";
import type { TrustedCards } from "./trustedcards.js";

/** The cards of the key ring's own keys, as the server lists and is to list them (protocol §2). */
export class OwnCards {
  constructor(
    private readonly server: ServerApi,
    private readonly keys: OwnerKeys,
  ) {}

  /** All cards of the data owner as the server lists them now, and whether they are trusted. */
  listed(): Promise<TrustedCards> {
    return this.keys.cards.refreshed(this.keys.ring.owner);
  }

  /**
   * Publishes those cards of the ring that are not listed, and has the oldest that is not retired
   * vouch for newer ones that none of the ring has vouched for. After it the ring knows which of its
   * keys are retired.
   */
  async publishMissing(): Promise<void> {
    try {
      const listed = await this.listed();
      const keys = [...this.keys.ring.keys()].sort((one, two) => one.createdAt - two.createdAt);
      let voucher = keys.find((key) => listed.isLive(key.keyId));
      for (const key of keys) {
        const card = listed.card(key.keyId);
        if (card === undefined) {
          await this.publish(key, voucher);
          voucher ??= key;
        } else if (
          voucher !== undefined &&
          key !== voucher &&
          listed.isLive(key.keyId) &&
          this.#isUnvouched(card)
        ) {
          await this.endorse(key.card, voucher);
        }
      }
    } finally {
      this.keys.cards.forgetLists();
    }
  }

  /**
   * Publishes a card of the ring; the same again changes nothing.
   *
   * @param voucher vouches for it in the same step
   */
  async publish(key: OwnerKey, voucher?: OwnerKey): Promise<void> {
    const endorsements = voucher === undefined ? [] : [voucher.endorse(key.card)];
    await this.server.publishCard({ ...key.card, endorsements });
  }

  /** Vouches for another card of the owner, with the current key if no other is given. */
  async endorse(card: KeyCard, by: OwnerKey = this.keys.ring.live()): Promise<void> {
    await this.server.endorse(card.owner, card.keyId, by.endorse(card));
  }

  /**
   * Retires a card, and remembers that; one that is retired already stays as it is, and that is
   * remembered as well, or a server that says so and lists it as live would keep it.
   *
   * @param at milliseconds since the epoch
   * @param successor keyId of the card that takes its place
   */
  async retire(card: KeyCard, by: OwnerKey, at: number, successor?: string): Promise<void> {
    try {
      await this.server.retire(card.owner, card.keyId, by.retire(card, at, successor));
    } catch (failure) {
      if (!(failure instanceof Conflict)) {
        throw failure;
      }
    }
    this.keys.cards.decisions.retired(card.keyId, at);
  }

  #isUnvouched(card: KeyCard): boolean {
    return card.endorsements.every((each) => this.keys.ring.key(each.by) === undefined);
  }
}
