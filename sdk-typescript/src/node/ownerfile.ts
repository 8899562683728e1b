import { constants } from "node:fs";
import { type FileHandle, lstat, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { KeyFileRefused } from "../error/keys.js";
import { MOST_FILE_BYTES } from "../keys/keyfile.js";

const OF_OTHERS = 0o077;
const WRITE_OF_OTHERS = 0o022;

/** Tells one content of a path from another: each replacing makes a new file. */
interface Stamp {
  readonly ino: bigint;
  readonly mtimeNs: bigint;
  readonly size: bigint;
}

/**
 * A file that nobody but its owner may read or write, from the moment it is made. It is replaced as a
 * whole and survives a crash of the machine. On systems without POSIX permissions, their own access
 * rules have to keep others out.
 */
export class OwnerOnlyFile {
  readonly #path: string;
  /** Of what was read or written last; null for no file, undefined before the first look. */
  #known: Stamp | null | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** The bytes of the file; undefined if it is not there. Fails with `KeyFileRefused`. */
  async read(): Promise<Uint8Array | undefined> {
    const found = await ifThere(lstat(this.#path));
    if (found === undefined) {
      this.#known = null;
      return undefined;
    }
    if (!found.isFile()) {
      throw new KeyFileRefused(this.#path, "NOT_A_FILE");
    }
    this.#requireClosed(found.mode, OF_OTHERS);
    await this.#requireClosedDirectory();
    const file = await open(this.#path, constants.O_RDONLY | (constants.O_NOFOLLOW || 0));
    try {
      return await this.#readAll(file);
    } finally {
      await file.close();
    }
  }

  async #readAll(file: FileHandle): Promise<Uint8Array> {
    const stats = await file.stat({ bigint: true });
    if (stats.size > BigInt(MOST_FILE_BYTES)) {
      throw new KeyFileRefused(this.#path, "MALFORMED");
    }
    this.#known = stampOf(stats);
    return file.readFile();
  }

  /**
   * Puts these bytes in place of what the file has, at once: a crash at any moment leaves one or the
   * other. They are on the disk when this completes. Fails with `KeyFileRefused` for `IN_USE` if it
   * is not the file any more that was read or written last.
   */
  async replace(bytes: Uint8Array): Promise<void> {
    await this.#requireClosedDirectory();
    const whole = `${this.#path}.new`;
    // what a crash has left
    await rm(whole, { force: true });
    try {
      const written = await this.#write(whole, bytes);
      await this.#requireUnchanged();
      await rename(whole, this.#path);
      this.#known = written;
    } finally {
      await rm(whole, { force: true });
    }
    await syncDirectory(dirname(this.#path));
  }

  /** Adds bytes at the end of the file, which is made if it is not there; they are on the disk then. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.#requireClosedDirectory();
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
    const before = await ifThere(lstat(this.#path));
    const file = await open(this.#path, O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW || 0), 0o600);
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    if (before === undefined) {
      await syncDirectory(dirname(this.#path));
    }
  }

  /** Removes the file; one that is not there is gone already. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#known = null;
  }

  async #write(path: string, bytes: Uint8Array): Promise<Stamp> {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
      return stampOf(await file.stat({ bigint: true }));
    } finally {
      await file.close();
    }
  }

  async #requireUnchanged(): Promise<void> {
    const now = await ifThere(lstat(this.#path, { bigint: true }));
    const stamp = now === undefined ? null : stampOf(now);
    if (this.#known !== undefined && !isSame(this.#known, stamp)) {
      throw new KeyFileRefused(this.#path, "IN_USE");
    }
  }

  async #requireClosedDirectory(): Promise<void> {
    const directory = await stat(dirname(this.#path));
    this.#requireClosed(directory.mode, WRITE_OF_OTHERS);
  }

  #requireClosed(mode: number, others: number): void {
    if (isPosix() && (mode & others) !== 0) {
      throw new KeyFileRefused(this.#path, "PERMISSIONS");
    }
  }
}

function stampOf({ ino, mtimeNs, size }: Stamp): Stamp {
  return { ino, mtimeNs, size };
}

function isSame(one: Stamp | null, other: Stamp | null): boolean {
  return one?.ino === other?.ino && one?.mtimeNs === other?.mtimeNs && one?.size === other?.size;
}

/** What a look at a path gives; undefined if nothing is there. */
async function ifThere<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (failure) {
    if (isCode(failure, "ENOENT")) {
      return undefined;
    }
    throw failure;
  }
}

/** Whether the system's error has this code. */
export function isCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && "code" in failure && failure.code === code;
}

/** Makes the new name survive a crash; other systems than POSIX do that with the renaming. */
async function syncDirectory(path: string): Promise<void> {
  if (isPosix()) {
    const directory = await open(path, "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }
}

function isPosix(): boolean {
  return process.platform !== "win32";
}
