import type { KeyRing, KeyRingChange } from "./keyring.js";

import type { KeyStore } from "./keystore.js";

/** What was seen in this time before a crash may be forgotten, milliseconds. */
export const SAVED_WITHIN_MS = 2_000;

/**
 * A ring that is written to its store as it changes (protocol §9, §10). One write is under way at a
 * time; all that changes meanwhile goes with the next one. What was seen of entities waits for a
 * short while, since each read changes it; a write that failed is tried again after the same while.
 */
export class KeyRingSaver {
  readonly #store: KeyStore;
  readonly #keyRing: KeyRing;
  readonly #stopListening: () => void;
  /** Entities that were seen and are not kept yet. */
  readonly #seen = new Set<string>();
  #changed = false;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed: Promise<void> | undefined;

  /** Writes a ring that came from this store, or is to go there. */
  constructor(store: KeyStore, keyRing: KeyRing) {
    this.#store = store;
    this.#keyRing = keyRing;
    this.#stopListening = keyRing.onChange((change, entityId) => {
      if (entityId !== undefined) {
        this.#seen.add(entityId);
      }
      this.#onChange(change);
    });
  }

  /**
   * Completes once everything that is in the ring now survives a crash; fails with what the store
   * failed with.
   */
  save(): Promise<void> {
    return this.#closed ?? this.#saveNow();
  }

  /**
   * Completes once all that was seen of entities until now survives a crash: what the server has
   * acknowledged of an own write is not forgotten then.
   */
  async saveSeen(): Promise<void> {
    if (this.#closed !== undefined || this.#store.note === undefined) {
      return this.save();
    }
    const seen = [...this.#seen];
    if (seen.length > 0) {
      await this.#store.note(this.#keyRing, seen);
      seen.forEach((entityId) => this.#seen.delete(entityId));
    }
  }

  /**
   * Saves what is not saved yet, wipes the ring's keys whether or not that succeeds, and gives the
   * store's ring free; idempotent. Fails as {@link save} does.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#stopListening();
    this.#cancelTimer();
    try {
      await this.#saveNow();
    } finally {
      this.#cancelTimer();
      this.#keyRing.wipe();
      await this.#store.release(this.#keyRing.owner);
    }
  }

  #onChange(change: KeyRingChange): void {
    this.#changed = true;
    if (change === "SEEN") {
      this.#saveSoon();
    } else {
      this.#inBackground(this.#saveNow());
    }
  }

  #saveNow(): Promise<void> {
    if (this.#next !== undefined) {
      return this.#next;
    }
    if (this.#writing !== undefined) {
      // what changes while a write is under way may not be in it
      const next = this.#writing.catch(() => undefined).then(() => this.#write());
      this.#next = next;
      return next;
    }
    return this.#changed ? this.#write() : Promise.resolve();
  }

  #write(): Promise<void> {
    this.#next = undefined;
    this.#changed = false;
    this.#seen.clear();
    this.#cancelTimer();
    const writing = this.#written();
    this.#writing = writing;
    return writing;
  }

  async #written(): Promise<void> {
    try {
      await this.#store.save(this.#keyRing);
    } catch (failure) {
      this.#changed = true;
      this.#saveSoon();
      throw failure;
    } finally {
      this.#writing = undefined;
    }
  }

  #saveSoon(): void {
    if (this.#timer === undefined && this.#closed === undefined) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#inBackground(this.#saveNow());
      }, SAVED_WITHIN_MS);
    }
  }

  /** A failure is seen by who asks to save; the write itself is tried again by the timer. */
  #inBackground(writing: Promise<void>): void {
    writing.catch(() => undefined);
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
