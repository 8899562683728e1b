import { KeyFileRefused } from "../error/keys.js";
import { platformRandom, type RandomSource } from "../primitives/random.js";
import type { Account } from "./account.js";
import { type Argon2Costs, DEFAULT_COSTS } from "./argon2.js";
import type { KeyFilePlace } from "./keptring.js";
import { boundOwner, ownersOf, PassphraseKeyStore } from "./passphrasestore.js";

/** How an {@link IndexedDbKeyStore} keeps rings. */
export interface IndexedDbKeyStoreOptions {
  /** The database's name: `salus-keys` if it is left out. */
  readonly database?: string;
  /** For rings that are made or get another passphrase. */
  readonly costs?: Argon2Costs;
  readonly random?: RandomSource;
}

const FILES = "key-files";

/**
 * Key rings in a browser's IndexedDB, for pages of one origin, under a passphrase: the bytes of a key
 * file (protocol §9.1) for each data owner. What is saved is on the disk when saving completes, as far
 * as the browser says (`durability: "strict"`).
 *
 * A browser may delete what pages have kept; ask for `navigator.storage.persist()`, and offer people a
 * way back. While a ring is in use, other tabs are kept away by a lock of the Web Locks API, which the
 * browser gives up when a tab is gone; they get `KeyFileRefused` with `IN_USE`.
 */
export class IndexedDbKeyStore extends PassphraseKeyStore {
  /** @param passphrase not empty; the same for all rings that this store opens or makes */
  constructor(passphrase: string, options: IndexedDbKeyStoreOptions = {}) {
    const database = options.database ?? "salus-keys";
    super(
      (dataOwner) => placeIn(database, dataOwner),
      {
        read: (file) => readFrom(database, file),
        replace: (file, bytes) => writeTo(database, file, bytes),
        names: () => namesIn(database),
      },
      passphrase,
      options.costs ?? DEFAULT_COSTS,
      options.random ?? platformRandom,
    );
  }

  /** The bytes of a data owner's key file, to keep or to open elsewhere; undefined for none. */
  static async exportFile(
    dataOwner: string,
    database = "salus-keys",
  ): Promise<Uint8Array | undefined> {
    return placeIn(database, dataOwner).read();
  }

  /**
   * Sets the ring of a data owner aside, sealed as it is: for somebody who has forgotten its passphrase
   * and makes another store. No connection finds it until it is {@link putBack}, and several may be set
   * aside. Fails with `KeyFileRefused` and `IN_USE` while another connection uses it.
   *
   * @returns whether there was one
   */
  static setAside(dataOwner: string, database = "salus-keys"): Promise<boolean> {
    return whileUnused(database, dataOwner, () => moveAside(database, dataOwner));
  }

  /**
   * Puts what was {@link setAside} last back, unless there is a ring now. Fails with `KeyFileRefused`
   * and `IN_USE` while another connection uses its place.
   *
   * @returns whether that was done
   */
  static putBack(dataOwner: string, database = "salus-keys"): Promise<boolean> {
    return whileUnused(database, dataOwner, () => moveBack(database, dataOwner));
  }

  /** How many rings of a data owner were {@link setAside} and are still there. */
  static async aside(dataOwner: string, database = "salus-keys"): Promise<number> {
    return asideOf(dataOwner, await namesIn(database)).length;
  }

  /**
   * Whose ring an account uses, as it was bound; undefined if it never was. For a page that has to know it
   * before it asks for a passphrase: what a server answers about the login is to be the same.
   */
  static ownerOf(account: Account, database = "salus-keys"): Promise<string | undefined> {
    return boundOwner((name) => readFrom(database, name), account);
  }

  /** The data owners whose rings are here. */
  static async kept(database = "salus-keys"): Promise<readonly string[]> {
    return ownersOf(await namesIn(database));
  }

  /** Removes for good what was {@link setAside}. */
  static removeAside(dataOwner: string, database = "salus-keys"): Promise<void> {
    return removeAside(database, dataOwner);
  }
}

function placeIn(database: string, dataOwner: string): KeyFilePlace {
  const name = `${database}/${dataOwner}.keys`;
  const tabs = new TabLock(name);
  return {
    name,
    read: () => readFrom(database, dataOwner),
    replace: (bytes) => writeTo(database, dataOwner, bytes),
    readNotes: () => Promise.resolve(undefined),
    removeNotes: () => Promise.resolve(),
    lock: () => tabs.acquire(),
    unlock: () => {
      tabs.release();
      return Promise.resolve();
    },
  };
}

async function readFrom(database: string, key: string): Promise<Uint8Array | undefined> {
  const kept = await inStore(database, "readonly", (files) => files.get(key));
  return kept instanceof Uint8Array ? kept : undefined;
}

async function namesIn(database: string): Promise<readonly string[]> {
  const names = await inStore(database, "readonly", (files) => files.getAllKeys());
  return Array.isArray(names) ? names.map(String) : [];
}

/** What rings that were set aside are called: the id, and which one it is. */
const ASIDE = ".aside.";

/** The names of a data owner's rings that were set aside, the last one last. */
function asideOf(dataOwner: string, names: readonly string[]): readonly string[] {
  const before = dataOwner + ASIDE;
  const numberOf = (name: string): number => Number(name.slice(before.length));
  return names
    .filter((name) => name.startsWith(before))
    .sort((one, other) => numberOf(one) - numberOf(other));
}

/** Does this while no other connection has the ring. */
async function whileUnused<T>(
  database: string,
  dataOwner: string,
  work: () => Promise<T>,
): Promise<T> {
  const place = placeIn(database, dataOwner);
  if (!(await place.lock())) {
    throw new KeyFileRefused(place.name, "IN_USE");
  }
  try {
    return await work();
  } finally {
    await place.unlock();
  }
}

function moveAside(database: string, dataOwner: string): Promise<boolean> {
  return move(database, (names) => {
    const last = asideOf(dataOwner, names).at(-1);
    const number = last === undefined ? 1 : Number(last.slice((dataOwner + ASIDE).length)) + 1;
    const to = `${dataOwner}${ASIDE}${number}`;
    return names.includes(dataOwner) ? { from: dataOwner, to } : undefined;
  });
}

function moveBack(database: string, dataOwner: string): Promise<boolean> {
  return move(database, (names) => {
    const last = asideOf(dataOwner, names).at(-1);
    return last === undefined || names.includes(dataOwner)
      ? undefined
      : { from: last, to: dataOwner };
  });
}

/**
 * Moves bytes to a place where none are, in one transaction with the choice of both: they are in one of
 * the two, whatever happens, and no other tab comes between, also where the browser has no Web Locks.
 */
async function move(
  database: string,
  choose: (names: readonly string[]) => { readonly from: string; readonly to: string } | undefined,
): Promise<boolean> {
  let moved = false;
  await inStore(database, "readwrite", (files) => {
    const names = files.getAllKeys();
    names.onsuccess = () => {
      const chosen = choose(names.result.map(String));
      if (chosen !== undefined) {
        const read: IDBRequest<unknown> = files.get(chosen.from);
        read.onsuccess = () => {
          files.add(read.result, chosen.to);
          files.delete(chosen.from);
          moved = true;
        };
      }
    };
    return names;
  });
  return moved;
}

async function removeAside(database: string, dataOwner: string): Promise<void> {
  const names = asideOf(dataOwner, await namesIn(database));
  for (const name of names) {
    await inStore(database, "readwrite", (files) => files.delete(name));
  }
}

async function writeTo(database: string, key: string, bytes: Uint8Array): Promise<void> {
  await inStore(database, "readwrite", (files) => files.put(bytes, key));
}

/** Does this in a transaction of its own; completes once that is done. */
async function inStore(
  database: string,
  mode: IDBTransactionMode,
  work: (files: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opened = await openDatabase(database);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(FILES, mode, { durability: "strict" });
      const request = work(transaction.objectStore(FILES));
      transaction.oncomplete = () => {
        resolve(request.result);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error("the browser gave up keeping the key ring"));
      };
    });
  } finally {
    opened.close();
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = globalThis.indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(FILES);
    };
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error("the browser has no place for key rings"));
    };
  });
}

/** A lock that one tab of an origin has, where the browser knows such; else one of this page. */
class TabLock {
  static readonly #ofThisPage = new Set<string>();
  readonly #name: string;
  #giveUp: (() => void) | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  acquire(): Promise<boolean> {
    if (TabLock.#ofThisPage.has(this.#name)) {
      return Promise.resolve(false);
    }
    TabLock.#ofThisPage.add(this.#name);
    const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
    return locks === undefined ? Promise.resolve(true) : this.#acquireIn(locks);
  }

  #acquireIn(locks: LockManager): Promise<boolean> {
    return new Promise((resolve, reject) => {
      locks
        .request(`salus:${this.#name}`, { ifAvailable: true }, (lock) => {
          if (lock === null) {
            TabLock.#ofThisPage.delete(this.#name);
            resolve(false);
            return undefined;
          }
          return new Promise<void>((giveUp) => {
            this.#giveUp = giveUp;
            resolve(true);
          });
        })
        .catch(reject);
    });
  }

  release(): void {
    TabLock.#ofThisPage.delete(this.#name);
    this.#giveUp?.();
    this.#giveUp = undefined;
  }
}
