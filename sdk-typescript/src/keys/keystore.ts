import type { Account } from "./account.js";
import type { KeyRing } from "./keyring.js";

/**
 * Where key rings are kept between two runs: a directory of files, a browser's database, memory. An
 * application can bring its own.
 *
 * What a store must do: keep a ring so that nobody but its owner can read or change it unnoticed
 * (whoever has what it exports is the data owner); replace the ring of an owner as a whole, so that
 * after a crash at any moment the next {@link load} finds what was there before or what was to be
 * saved; keep whose ring an account uses ({@link bind}), apart from the rings; and complete {@link save} only once the ring survives a crash.
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
   * Keeps what the ring remembers of these entities, beside the ring where that is less work than
   * {@link save}; completes once it survives a crash. Left out by stores for which it is not.
   */
  note?(keyRing: KeyRing, entityIds: readonly string[]): Promise<void>;

  /**
   * Says that the ring that was loaded or saved is in use no more, so that another connection may
   * have it: two that write the same ring would undo each other's changes.
   *
   * @param dataOwner the data owner's id
   */
  release(dataOwner: string): Promise<void>;

  /**
   * The data owners whose rings are kept. An account that is not {@link bind bound} gets a ring only if
   * there is none of anybody else: between several the server would choose.
   */
  owners(): Promise<readonly string[]>;

  /**
   * Whose ring an account uses, as it was {@link bind bound}; undefined if it never was. The SDK asks for
   * no other ring on behalf of that account, whatever its server says.
   */
  owner(account: Account): Promise<string | undefined>;

  /**
   * Binds an account to a data owner, in the place of another one, and completes once that survives a
   * crash. The SDK binds one that is not bound when it first uses or makes its ring, if the store has no
   * other. For an account that really acts for another data owner from now on, and for each of several
   * people whose rings are in one store, the application binds it itself, after a person has said so.
   */
  bind(account: Account, dataOwner: string): Promise<void>;
}
