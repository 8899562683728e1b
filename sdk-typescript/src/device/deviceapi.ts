import { fingerprintOf, qrCodeOf } from "../crypto/fingerprint.js";
import { Invalid, NotFound } from "../error/server.js";
import type { ExchangeEntries } from "../exchange/entries.js";
import type { EntriesAdded, Progress } from "../exchange/entryadder.js";
import type { RingBehind } from "../keys/signingleases.js";
import type { RandomSource } from "../primitives/random.js";
import { requireFingerprint } from "../recovery/accessbackapi.js";
import type { OwnCards } from "../trust/owncards.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { KeyCard } from "../wire/card.js";
import { KeyRotation, type RotatedKey } from "./rotation.js";

/** How a card of the data owner stands to this device. */
export type CardState =
  /** Its key is in this connection's ring. */
  | "THIS_DEVICE"
  /** Of another device, and trusted. */
  | "TRUSTED"
  /** Nothing known vouches for it: let it in, or retire it. */
  | "UNTRUSTED"
  /**
   * Others, who knew it, attest that its key is lost: it verifies what it signed before here, and others
   * seal to it until it is retired ({@link DeviceApi.retire}), which changes nothing here.
   */
  | "LOST"
  /** It verifies what it signed before, and nothing else. */
  | "RETIRED";

/** A card of the data owner, as the server lists it. */
export interface OwnCard {
  readonly keyId: string;
  /** What the device that has the key shows for it. */
  readonly fingerprint: string;
  /** The same as the text of a QR code. */
  readonly qrCode: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Up to when it verifies, milliseconds since the epoch; left out while it is in use. */
  readonly retiredAt?: number;
  /** Whether its key is in this connection's ring, which opens what was sealed to it. */
  readonly onThisDevice: boolean;
  readonly state: CardState;
}

/**
 * The keys of the data owner's own devices (protocol §2, §10). Each device has a key of its own; one
 * that is new sees nothing of what was there before until another lets it in.
 */
export class DeviceApi {
  readonly #rotation: KeyRotation;
  #rotating: Promise<RotatedKey> | undefined;

  constructor(
    private readonly keys: OwnerKeys,
    private readonly own: OwnCards,
    private readonly entries: ExchangeEntries,
    private readonly now: () => number,
    random: RandomSource,
  ) {
    this.#rotation = new KeyRotation(keys, own, entries, now, random);
  }

  /** All cards of the data owner as the server lists them now, the oldest first. */
  async cards(): Promise<readonly OwnCard[]> {
    const cards = await this.own.listed();
    return [...cards.trusted, ...cards.unknown]
      .sort((one, two) => one.createdAt - two.createdAt || (one.keyId < two.keyId ? -1 : 1))
      .map((card) => ({
        keyId: card.keyId,
        fingerprint: fingerprintOf(card.owner, card.keyId),
        qrCode: qrCodeOf(card.owner, card.keyId),
        createdAt: card.createdAt,
        ...(card.retired === undefined ? {} : { retiredAt: card.retired.at }),
        onThisDevice: this.keys.ring.key(card.keyId) !== undefined,
        state: this.#stateOf(card, cards),
      }));
  }

  /**
   * Whether this connection has met something that a key of this device verifiably signed and its key
   * ring knows nothing of: an older copy of the key file was put back, or another machine has the same
   * key. What was distrusted, compared and seen since that copy was made is not known here then: put the
   * newest copy back; if there is none, distrust anew what was distrusted, and {@link rotate}. A copy
   * that is older by less than an hour of writing is not found, and a server can hide what was signed,
   * but make none up. Found as records are read.
   */
  get ringBehind(): RingBehind | undefined {
    return this.keys.ring.leases.behind;
  }

  #stateOf(card: KeyCard, cards: TrustedCards): CardState {
    if (card.retired !== undefined) {
      return this.keys.cards.isAttested(card.owner, card.keyId) ? "LOST" : "RETIRED";
    }
    if (this.keys.ring.key(card.keyId) !== undefined) {
      return "THIS_DEVICE";
    }
    return cards.card(card.keyId) === undefined ? "UNTRUSTED" : "TRUSTED";
  }

  /**
   * Lets another device of the data owner in, after a human compared the fingerprint that it shows:
   * trusts and vouches for its card, and opens everything to it that is open to this device. Do the
   * same on the other device with this one's fingerprint: it believes nothing from here before, and
   * what it wrote opens here only then.
   *
   * Costs a few calls for each exchange record. May be repeated after a failure; what is done is
   * skipped. Fails with `FingerprintMismatch` if that is not the fingerprint of this card, with
   * `NotFound` if the server lists no valid card of this keyId, with `Invalid` if the card is retired
   * or of this device.
   *
   * @param keyId of the other device's card, from {@link cards}
   * @param fingerprint as the other device shows it: the digits, or the text of its QR code
   * @param progress is told after each exchange record
   */
  async letIn(
    keyId: string,
    fingerprint: string,
    progress: Progress = () => undefined,
  ): Promise<EntriesAdded> {
    const { owner } = this.keys.ring;
    requireFingerprint(fingerprint, owner, keyId);
    if (this.keys.ring.key(keyId) !== undefined) {
      throw new Invalid("keyId", "is a key of this device");
    }
    const receiver = await this.entries.confirmed(owner, keyId);
    if (receiver === undefined) {
      throw new Invalid("keyId", "that card is retired, or not listed any more");
    }
    await this.own.endorse(receiver.card);
    const added = await this.entries.addToAll(receiver, progress);
    // the other device may have let this one in before: what it knew of lost keys counts now
    await this.entries.takeInFromOwn();
    return added;
  }

  /**
   * Says that a device is lost: what its key signs from now on counts nowhere, and nothing is sealed
   * to it any more. It still opens what it could open; whoever found it has to be kept from logging in
   * by changing the password. A card that is retired already stays as it is.
   *
   * Fails with `Invalid` for a key of this device ({@link rotate} replaces it), with `NotFound` if the
   * server lists no valid card of this keyId.
   */
  async retire(keyId: string): Promise<void> {
    const { ring, cards } = this.keys;
    if (ring.key(keyId) !== undefined) {
      throw new Invalid("keyId", "is a key of this device: rotate it instead");
    }
    const card = (await this.own.listed()).valid(keyId);
    if (card === undefined) {
      throw new NotFound("you have no card with that keyId");
    }
    await this.own.retire(card, ring.live(), this.now());
    if (cards.isAttested(card.owner, keyId)) {
      // it counts as retired here from earlier on; others are to know that what it signed is genuine
      await this.own.endorse(card);
    }
    await this.own.listed();
    await this.keys.save();
  }

  /**
   * Replaces this device's key by a new one, whether or not the old one got into wrong hands: every
   * exchange record is opened to the new one too, then the old one retires itself. Nothing is
   * unreadable meanwhile, and who trusted the old key trusts the new one without being asked. The old
   * one stays in the key ring to open what was there before.
   *
   * If the only key of the ring was retired by another device, or is retired in a ring that was
   * restored, nothing vouches for the new one: others have to confirm it. The new key vouches for the
   * owner's other cards only if a human confirmed them on this device ({@link letIn}).
   *
   * If it fails or the process dies, call it again, or {@link isRotationUnfinished} at the next start
   * and then this: it goes on where it stopped. Calls while one is under way join it. Fails with
   * `KeyNotReplaced` unless the new key is live, in use and vouched for in the end: whoever has the old
   * key and the password can retire it, so change the password first. Fails with `Conflict` if a
   * further key came into the ring meanwhile.
   *
   * Recovery keys and notary sets that were made before are out of date after.
   *
   * @param progress is told after each exchange record
   */
  rotate(progress: Progress = () => undefined): Promise<RotatedKey> {
    this.#rotating ??= this.#rotation.run(progress).finally(() => {
      this.#rotating = undefined;
    });
    return this.#rotating;
  }

  /** Whether a rotation was begun, here or before a restart, and is to be finished. */
  isRotationUnfinished(): Promise<boolean> {
    return this.#rotation.isUnfinished();
  }
}
