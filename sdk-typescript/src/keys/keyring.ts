import { OwnerKey } from "../crypto/ownerkey.js";
import { DecidedPins } from "./decidedpins.js";
import { type FitExchange, FitExchanges } from "./fitexchanges.js";
import { GivenNames } from "./givennames.js";
import type { KeyRingChange } from "./keyringchange.js";
import type { Pin } from "./pin.js";
import type { ServedSet } from "./servedset.js";
import { SeenEntities, type SeenEntity } from "./seenentities.js";
import { SeenPolicy } from "./seenpolicy.js";
import { SentRecords } from "./sentrecords.js";
import { SignedWrites } from "./signedwrites.js";
import { SigningKeys } from "./signingkeys.js";

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
  /** What was signed and is to be kept before it is sent. */
  readonly sent = new SentRecords(() => {
    this.#tell(true, "KEYS_OR_TRUST");
  });
  /** What the owner calls people and devices. */
  readonly names = new GivenNames(this.#tell.bind(this, true, "KEYS_OR_TRUST"));
  readonly #keys = new SigningKeys();
  readonly #pins = new DecidedPins();
  readonly #fit = new FitExchanges();
  readonly #served = new Map<string, ServedSet>();
  readonly #seen = new SeenEntities();
  readonly #policy = new SeenPolicy();
  readonly #listeners = new Set<(change: KeyRingChange) => void>();

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
   * several as new, the last that was added. If all are retired, the newest: the server refuses what
   * it signs.
   */
  current(): OwnerKey {
    return this.#keys.current((keyId) => this.isRetired(keyId));
  }

  /** Whether an own card is pinned as retired (protocol §10), of a key in the ring or not. */
  isRetired(keyId: string): boolean {
    return this.#pins.isRetired(this.owner, keyId);
  }

  /**
   * The {@link current} key, to sign something of this date: it is not retired with an earlier one
   * then (protocol §2).
   *
   * @param date milliseconds since the epoch
   */
  signer(date: number): OwnerKey {
    const signer = this.current();
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
   * Adds a key that opens but signs nothing until it is {@link activate activated}: nothing vouches
   * for it yet. An export knows only that it is to take the place of others.
   */
  addWaiting(key: OwnerKey): void {
    this.#requireOwn(key);
    this.sent.rotate(key.keyId);
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
   * of the ring's own keys. What was looked up at one epoch is not used at another.
   */
  trustEpoch(dataOwner: string): number {
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

  /** A notary set that the owner has accepted to serve, as it was then. */
  served(setId: string): ServedSet | undefined {
    return this.#served.get(setId);
  }

  /** All that the owner serves, by set id. */
  allServed(): ReadonlyMap<string, ServedSet> {
    return new Map(this.#served);
  }

  /** Remembers a set that the owner has accepted to serve; what is accepted stays as it is. */
  serve(setId: string, set: ServedSet): void {
    if (!this.#served.has(setId)) {
      this.#served.set(setId, set);
      this.#tell(true, "KEYS_OR_TRUST");
    }
  }

  /** The highest version of the owner's automatic sharing policy that was seen; 0 for none. */
  policyVersion(): number {
    return this.#policy.version;
  }

  /** What is remembered of the text of the policy of {@link policyVersion}; undefined for nothing. */
  policyHash(): string | undefined {
    return this.#policy.hash;
  }

  /** Remembers a version of the policy; one lower than the highest changes nothing. */
  raisePolicyVersion(version: number): void {
    this.#tell(this.#policy.raise(version), "KEYS_OR_TRUST");
  }

  /**
   * Remembers the text of a version of the policy. What is lower than the highest changes nothing,
   * nor does another text of it.
   *
   * @param hash base64url of `H(signed bytes)`
   * @returns whether that is no other text of the highest version than the one that was seen
   */
  seenPolicy(version: number, hash: string): boolean {
    this.raisePolicyVersion(version);
    this.#tell(this.#policy.text(version, hash), "KEYS_OR_TRUST");
    return this.#policy.isNoOther(version, hash);
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
    this.#tell(this.#seen.record(entityId, now), "SEEN");
  }

  /** Forgets an entity, which the server says is deleted. */
  forget(entityId: string): void {
    this.#tell(this.#seen.forget(entityId), "SEEN");
  }

  /** Calls this after each change; answers what ends that. */
  onChange(listener: (change: KeyRingChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(changed: boolean, change: KeyRingChange): void {
    for (const listener of changed ? this.#listeners : []) {
      listener(change);
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
    return `KeyRing[owner=${this.owner}, keys=${this.keys()
      .map((key) => key.keyId)
      .join(", ")}]`;
  }
}
