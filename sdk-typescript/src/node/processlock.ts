import { readFile, rm, writeFile } from "node:fs/promises";
import { isCode } from "./ownerfile.js";

/**
 * Keeps other processes away from something by a file with this process's id in it. One that was left
 * behind by a process that is gone counts for nothing.
 *
 * Node has no locks of the operating system: whoever does not look for this file, as the Java SDK,
 * is not kept away.
 */
export class ProcessLock {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether it is held now; false if somebody else has it. */
  async acquire(): Promise<boolean> {
    if (await this.#create()) {
      return true;
    }
    if (await this.#isHeldByALivingProcess()) {
      return false;
    }
    await this.release();
    return this.#create();
  }

  async #create(): Promise<boolean> {
    try {
      await writeFile(this.#path, String(process.pid), { flag: "wx", mode: 0o600 });
      return true;
    } catch (failure) {
      if (isCode(failure, "EEXIST")) {
        return false;
      }
      throw failure;
    }
  }

  async #isHeldByALivingProcess(): Promise<boolean> {
    const pid = Number.parseInt(await readFile(this.#path, "utf8").catch(() => ""), 10);
    return Number.isNaN(pid) ? false : isAlive(pid);
  }

  /** Gives it up; it must be held. */
  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return isCode(failure, "EPERM");
  }
}
