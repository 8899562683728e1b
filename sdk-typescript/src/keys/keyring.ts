import type { OwnerKey } from "../crypto/ownerkey.js";
import { KeysRetired } from "../error/keys.js";
import { DecidedPins } from "./decidedpins.js";
import { type FitExchange, FitExchanges } from "./fitexchanges.js";
import { GivenNames } from "./givennames.js";
import { KnownSets } from "./knownsets.js";
import type { Pin } from "./pin.js";
import { SeenEntities, type SeenEntity } from "./seenentities.js";
import { SeenPolicy } from "./seenpolicy.js";
import { SignedWrites } from "./signedwrites.js";
import { SigningKeys } from "./signingkeys.js";
import { SigningLeases } from "./signingleases.js";

/** What became different in a key ring, by how soon it has to be kept. */
export type KeyRingChange =
  /** Keys, pins, or the version of the policy: at once. */
  | "KEYS_OR_TRUST"
  /** What was seen of entities, which changes with each read: soon. */
  | "SEEN";

/**
 * All that a data owner must keep secret and must not forget (protocol §9): its private keys, what
 * was decided about the cards of others, and the newest of what it has seen.
 *
 * A {@link KeyStore} keeps it between two runs. Whoever has its export is the data owner; printing it
 * shows no secret. Every change is told to those who listen before the call ends.
 */
export class KeyRing {
  /** The data owner's id. */
  readonly owner: string;
  /** What the keys sign and the server has not answered yet. */
  readonly writes = new SignedWrites();
  /** What was seen and signed of the owner's policy of automatic sharing. */
  readonly policy = new SeenPolicy(() => {
    this.#tell(true, "KEYS_OR_TRUST");
  });
  /** The notary sets that the owner serves, and the newest of its own. */
  readonly notarySets = new KnownSets(() => {
    this.#tell(true, "KEYS_OR_TRUST");
  });
  /** What the owner calls people and devices. */
  readonly names = new GivenNames(this.#tell.bind(this, true, "KEYS_OR_TRUST"));
  /** Up to when the keys may have signed. */
  readonly leases = new SigningLeases(this.#tell.bind(this, true, "KEYS_OR_TRUST"));
  readonly #keys = new SigningKeys();
  readonly #pins = new DecidedPins();
  readonly #fit = new FitExchanges();
  readonly #seen = new SeenEntities();
  readonly #listeners = new Set<(change: KeyRingChange, entityId?: string) => void>();

  /** A ring of these keys, with the date up to which each has signed. */
  constructor(owner: string, keys: readonly { key: OwnerKey; signedUpTo: number }[]) {
    this.owner = owner;
    for (const { key, signedUpTo } of keys) {
      this.#requireOwn(key);
      this.#keys.add(key);
      this.#keys.signs(key.keyId, signedUpTo);
    }
  }

  /** The keys, in the order in which they were added. */
  keys(): readonly OwnerKey[] {
    return this.#keys.all();
  }

  /** The key with this keyId. */
  key(keyId: string): OwnerKey | undefined {
    return this.#keys.find(keyId);
  }

  /**
   * The newest key that signs and is not known to be {@link isRetired retired}, by creation; of
   * several as new, the last that was added. If all are retired, the newest, which signs nothing: see
   * {@link live}.
   */
  current(): OwnerKey {
    return this.#keys.current((keyId) => this.isRetired(keyId));
  }

  /**
   * The {@link current} key, to sign something.
   *
   * @throws KeysRetired if it is known to be retired, as are all of the ring then
   */
  live(): OwnerKey {
    const current = this.current();
    if (this.isRetired(current.keyId)) {
      throw new KeysRetired(this.owner);
    }
    return current;
  }

  /** Whether an own card is pinned as retired (protocol §10), of a key in the ring or not. */
  isRetired(keyId: string): boolean {
    return this.#pins.isRetired(this.owner, keyId);
  }

  /**
   * The {@link live} key, to sign something of this date: it is not retired with an earlier one then
   * (protocol §2).
   *
   * @param date milliseconds since the epoch
   * @throws KeysRetired if no key of the ring signs any more
   */
  signer(date: number): OwnerKey {
    const signer = this.live();
    this.#tell(this.#keys.signs(signer.keyId, date), "SEEN");
    return signer;
  }

  /** The latest date that a key has signed, milliseconds since the epoch; 0 for none. */
  signedUpTo(keyId: string): number {
    return this.#keys.signedUpTo(keyId);
  }

  /** Adds a key; one that is there already changes nothing. Throws `RangeError` for another's. */
  add(key: OwnerKey): void {
    this.#requireOwn(key);
    this.#added(this.#keys.add(key));
  }

  /**
   * Adds a key that opens but signs nothing until it is {@link activate activated}, because nothing
   * vouches for it yet. An export does not know of that.
   */
  addWaiting(key: OwnerKey): void {
    this.#requireOwn(key);
    this.#added(this.#keys.addWaiting(key));
  }

  #added(added: boolean): void {
    if (added) {
      this.#pins.changed(this.owner);
    }
    this.#tell(added, "KEYS_OR_TRUST");
  }

  /** The key that waits to be activated, if there is one. */
  waiting(): OwnerKey | undefined {
    return this.#keys.waiting();
  }

  /** A key that waited signs from now on, if it is the {@link current}. */
  activate(keyId: string): void {
    this.#keys.activate(keyId);
  }

  /** The keyId of the key that is to take the place of others, until {@link rotated}. */
  rotating(): string | undefined {
    return this.#keys.rotating;
  }

  /** Says that a rotation is over. */
  rotated(): void {
    this.#tell(this.#keys.setRotating(undefined), "KEYS_OR_TRUST");
  }

  /** The rotation of an import. */
  importRotating(keyId: string): void {
    this.#keys.setRotating(keyId);
  }

  #requireOwn(key: OwnerKey): void {
    if (key.owner !== this.owner) {
      throw new RangeError("a key of another owner");
    }
  }

  /** What was decided about a data owner's cards; empty for one that is not known. */
  pins(dataOwner: string): readonly Pin[] {
    return this.#pins.of(dataOwner);
  }

  /** All pins by data owner. */
  allPins(): ReadonlyMap<string, readonly Pin[]> {
    return this.#pins.all();
  }

  /**
   * Adds a decision about a card to those that are there; nothing is ever taken out (protocol §10).
   * What was wrapped under, or looked up, before counts no more for what comes after: {@link
   * trustEpoch} is another one then.
   */
  decide(dataOwner: string, pin: Pin): void {
    const changed = this.#pins.add(dataOwner, pin);
    if (changed && dataOwner === this.owner) {
      this.#fit.forgetAll();
    } else if (changed) {
      this.#fit.forget(dataOwner);
    }
    this.#tell(changed, "KEYS_OR_TRUST");
  }

  /**
   * A number that is another one after each change of what is decided about a data owner's cards, or
   * of the ring's own keys; left out: about anybody's. What was looked up at one epoch is not used at
   * another.
   */
  trustEpoch(dataOwner?: string): number {
    return this.#pins.epoch(dataOwner);
  }

  /** The exchanges to a delegate that may wrap something new (protocol §3), the newest first. */
  fitExchanges(delegate: string): readonly FitExchange[] {
    return this.#fit.of(delegate);
  }

  /** All of them by delegate. */
  allFit(): ReadonlyMap<string, readonly FitExchange[]> {
    return this.#fit.all();
  }

  /**
   * Remembers an exchange that was just made as one that may wrap something new, unless what it was
   * sealed by has changed since.
   *
   * @param ownEpoch the {@link trustEpoch} of this ring's owner by which it was sealed
   * @param delegateEpoch that of the delegate
   * @returns whether it is remembered
   */
  rememberFit(
    delegate: string,
    exchange: FitExchange,
    ownEpoch: number,
    delegateEpoch: number,
  ): boolean {
    const current =
      this.trustEpoch(this.owner) === ownEpoch && this.trustEpoch(delegate) === delegateEpoch;
    if (current) {
      this.#fit.add(delegate, exchange);
    }
    this.#tell(current, "SEEN");
    return current;
  }

  /** Remembers one of an import. */
  importFit(delegate: string, exchange: FitExchange): void {
    this.#fit.add(delegate, exchange);
  }

  /** What is remembered of an entity. */
  seen(entityId: string): SeenEntity | undefined {
    return this.#seen.of(entityId);
  }

  /** All that was seen by entity, least recently used first. */
  allSeen(): ReadonlyMap<string, SeenEntity> {
    return this.#seen.all();
  }

  /**
   * Remembers what was seen of an entity, unless something newer is remembered already (a lower
   * version or key generation changes nothing).
   */
  recordSeen(entityId: string, now: SeenEntity): void {
    this.#tell(this.#seen.record(entityId, now), "SEEN", entityId);
  }

  /** Forgets an entity, which the server says is deleted. */
  forget(entityId: string): void {
    this.#tell(this.#seen.forget(entityId), "SEEN");
  }

  /** Calls this after each change, with the entity that was seen; answers what ends that. */
  onChange(listener: (change: KeyRingChange, entityId?: string) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(changed: boolean, change: KeyRingChange, entityId?: string): void {
    if (changed) {
      this.#listeners.forEach((listener) => {
        listener(change, entityId);
      });
    }
  }

  /** Raises the date up to which a key has signed, as of a ring that is taken over. */
  raiseSignedUpTo(keyId: string, date: number): void {
    this.#tell(this.#keys.signs(keyId, date), "SEEN");
  }

  /** Overwrites every seed: the ring signs and opens nothing new, and cannot be exported. */
  wipe(): void {
    this.#keys.wipe();
  }

  /** Owner and keyIds; never a seed. */
  toString(): string {
    const keyIds = this.keys().map((key) => key.keyId);
    return `KeyRing[owner=${this.owner}, keys=${keyIds.join(", ")}]`;
  }
}
