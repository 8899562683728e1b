import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { KeyFileRefused } from "../error/keys.js";
import { type Argon2Costs, DEFAULT_COSTS } from "../keys/argon2.js";
import type { KeyFilePlace } from "../keys/keptring.js";
import { PassphraseKeyStore, type SmallFiles } from "../keys/passphrasestore.js";
import { platformRandom, type RandomSource } from "../primitives/random.js";
import { isCode, OwnerOnlyFile } from "./ownerfile.js";
import { ProcessLock } from "./processlock.js";

/** How files of a {@link FileKeyStore} are made. */
export interface FileKeyStoreOptions {
  /** For files that are made or get another passphrase; those that are there keep their own. */
  readonly costs?: Argon2Costs;
  readonly random?: RandomSource;
}

/**
 * Key rings in files of one directory, under a passphrase (protocol §9.1): `<data owner's id>.keys`
 * and `.seen`, and an `.account` for each login, as the Java SDK writes and reads them; while one is in
 * use, a `.pid` is beside it.
 *
 * Files are made with permissions 0600 and a directory with 0700; a file that others may read or
 * write, or whose directory they may write, is refused, and so is a link in place of the file. A file
 * is replaced as a whole, and is on the disk when saving completes: a crash at any moment leaves the
 * ring of before or the new one.
 *
 * One process at a time uses a file; another one of Node is told `IN_USE`. Node has no locks of the
 * operating system, so the Java SDK is not kept away: a store that finds, as it writes, that somebody
 * else has written the file meanwhile fails with `IN_USE` and leaves it as it is.
 */
export class FileKeyStore extends PassphraseKeyStore {
  /**
   * A store in this directory, which is made when it is needed.
   *
   * @param passphrase not empty; the same for all files that this store opens or makes
   */
  constructor(directory: string, passphrase: string, options: FileKeyStoreOptions = {}) {
    super(
      (dataOwner) => placeIn(directory, dataOwner),
      smallFilesIn(directory),
      passphrase,
      options.costs ?? DEFAULT_COSTS,
      options.random ?? platformRandom,
    );
  }

  /** Where the file of a data owner is, or will be. */
  static file(directory: string, dataOwner: string): string {
    return join(directory, `${dataOwner}.keys`);
  }
}

function placeIn(directory: string, dataOwner: string): KeyFilePlace {
  const name = FileKeyStore.file(directory, dataOwner);
  const file = new OwnerOnlyFile(name);
  const notes = new OwnerOnlyFile(join(directory, `${dataOwner}.seen`));
  const lock = new ProcessLock(join(directory, `${dataOwner}.pid`));
  return {
    name,
    read: () => refusing(name, file.read()),
    replace: (bytes) => refusing(name, file.replace(bytes)),
    readNotes: () => refusing(name, notes.read()),
    appendNote: (line) => refusing(name, notes.append(line)),
    removeNotes: () => refusing(name, notes.remove()),
    lock: () => refusing(name, locked(directory, lock)),
    unlock: () => refusing(name, lock.release()),
  };
}

function smallFilesIn(directory: string): SmallFiles {
  const replace = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await new OwnerOnlyFile(path).replace(bytes);
  };
  return {
    read: (name) => {
      const path = join(directory, name);
      return refusing(path, new OwnerOnlyFile(path).read());
    },
    replace: (name, bytes) => {
      const path = join(directory, name);
      return refusing(path, replace(path, bytes));
    },
    names: () => refusing(directory, namesIn(directory)),
  };
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (failure) {
    if (isCode(failure, "ENOENT")) {
      return [];
    }
    throw failure;
  }
}

async function locked(directory: string, lock: ProcessLock): Promise<boolean> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return lock.acquire();
}

/** What the file system says no to becomes a refusal of the key file. */
async function refusing<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (failure) {
    if (failure instanceof KeyFileRefused) {
      throw failure;
    }
    throw new KeyFileRefused(name, "IO", { cause: failure });
  }
}
