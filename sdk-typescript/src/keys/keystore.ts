import type { KeyRing } from "./keyring.js";

/**
 * Where key rings are kept between two runs: a directory of files, a browser's database, memory. An
 * application can bring its own.
 *
 * What a store must do: keep a ring so that nobody but its owner can read or change it unnoticed
 * (whoever has what it exports is the data owner); replace the ring of an owner as a whole, so that
 * after a crash at any moment the next {@link load} finds what was there before or what was to be
 * saved; and complete {@link save} only once the ring survives a crash.
 *
 * The SDK has at most one {@link save} of a ring under way at a time, and calls {@link release} when
 * a connection ends.
 */
export interface KeyStore {
  /**
   * The ring of a data owner, new with each call and the caller's to wipe; undefined if the store
   * has none. Fails if there is one and it cannot be opened: that is never answered with undefined,
   * after which new keys may be made.
   *
   * @param dataOwner the data owner's id
   */
  load(dataOwner: string): Promise<KeyRing | undefined>;

  /**
   * Keeps the ring in place of the one of the same owner. What is written is the ring as it is at
   * one moment between this call and its end. If it fails, what is kept is as before or new.
   */
  save(keyRing: KeyRing): Promise<void>;

  /**
   * Says that the ring that was loaded or saved is in use no more, so that another connection may
   * have it: two that write the same ring would undo each other's changes.
   *
   * @param dataOwner the data owner's id
   */
  release(dataOwner: string): Promise<void>;
}
