import { toBase64Url } from "../encoding/base64url.js";
import { equalBytes } from "../encoding/bytes.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { KeyFileRefused, type KeyFileRefusal } from "../error/keys.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { RandomSource } from "../primitives/random.js";
import type { Secret } from "../primitives/secret.js";
import { areUsualCosts, type Argon2Costs, SALT_BYTES } from "./argon2.js";
import {
  deriveFileKey,
  type KeyDerivation,
  MOST_FILE_BYTES,
  openKeyFile,
  parseKeyFile,
  sealKeyFile,
} from "./keyfile.js";
import type { KeyRing } from "./keyring.js";
import { noteOf, readNotes } from "./seennotes.js";

/** The place of one key file: in a directory, or in a browser's database. */
export interface KeyFilePlace {
  /** For messages. */
  readonly name: string;
  /** The bytes that are there; undefined if there are none. */
  read(): Promise<Uint8Array | undefined>;
  /** Puts these bytes in place of what is there, at once and for good. */
  replace(bytes: Uint8Array): Promise<void>;
  /** Lines that were noted beside the file since it was written; undefined for none. */
  readNotes(): Promise<Uint8Array | undefined>;
  /** Adds a line, for good; left out where writing the file is as little work. */
  appendNote?(line: Uint8Array): Promise<void>;
  /** Removes those lines, which the file has now. */
  removeNotes(): Promise<void>;
  /** Keeps others away until {@link unlock}; whether that is so now. */
  lock(): Promise<boolean>;
  /** Gives the place free. */
  unlock(): Promise<void>;
}

/** The key of a file, with what it follows from. */
interface Opened {
  readonly key: Secret;
  readonly derivation: KeyDerivation;
}

/**
 * The key file of one data owner under a passphrase (protocol §9.1), wherever it is kept. While it is
 * in use, others are kept away and the key that follows from the passphrase is kept.
 */
export class KeptRing {
  readonly #place: KeyFilePlace;
  readonly #owner: string;
  readonly #costs: Argon2Costs;
  readonly #random: RandomSource;
  #passphrase: Secret;
  #locked = false;
  #opened: Opened | undefined;

  /** @param costs for a new file, or one that gets another passphrase */
  constructor(
    place: KeyFilePlace,
    owner: string,
    passphrase: Secret,
    costs: Argon2Costs,
    random: RandomSource,
  ) {
    this.#place = place;
    this.#owner = owner;
    this.#passphrase = passphrase;
    this.#costs = costs;
    this.#random = random;
  }

  /** The ring that is kept, if there is one; it is in use from then on, unless this fails. */
  async load(): Promise<KeyRing | undefined> {
    if (this.#locked) {
      throw this.#refused("IN_USE");
    }
    return this.#usedFirst();
  }

  /** Replaces what is kept, unless it does not open with the passphrase; it is in use from then on. */
  async save(ring: KeyRing): Promise<void> {
    if (!this.#locked) {
      (await this.#usedFirst())?.wipe();
    }
    this.#opened ??= await this.#derive(this.#passphrase);
    await this.#write(ring, this.#opened);
  }

  /** Notes what the ring remembers of these entities beside what is kept. */
  async note(ring: KeyRing, entityIds: readonly string[]): Promise<void> {
    if (this.#opened === undefined || this.#place.appendNote === undefined) {
      return this.save(ring);
    }
    const { key, derivation } = this.#opened;
    const line = await noteOf(ring, entityIds, key, derivation.salt, this.#random);
    await this.#place.appendNote(line);
  }

  /** Whether what is kept is under this passphrase; takes the same time for each of one length. */
  isPassphrase(passphrase: Secret): boolean {
    return equalBytes(this.#passphrase.reveal(), passphrase.reveal());
  }

  /** Seals what is kept under another passphrase from now on; whether there is anything. */
  async changePassphrase(passphrase: Secret): Promise<boolean> {
    const inUse = this.#locked;
    const ring = inUse ? await this.#open() : await this.#usedFirst();
    try {
      if (ring === undefined) {
        return false;
      }
      const now = await this.#derive(passphrase);
      await this.#replace(ring, now);
      // what is kept is under this one from here on, whatever comes of the lines beside it
      this.#wipeKey();
      this.#opened = now;
      this.#passphrase.wipe();
      this.#passphrase = passphrase;
      // they say nothing under another key, and the next writing removes what is left of them
      await this.#place.removeNotes().catch(() => undefined);
      return true;
    } finally {
      ring?.wipe();
      if (!inUse) {
        await this.release();
      }
    }
  }

  /** Gives up place and key. */
  async release(): Promise<void> {
    this.#wipeKey();
    if (this.#locked) {
      this.#locked = false;
      await this.#place.unlock();
    }
  }

  /** {@link release}, for good. */
  async close(): Promise<void> {
    await this.release();
    this.#passphrase.wipe();
  }

  async #usedFirst(): Promise<KeyRing | undefined> {
    if (!(await this.#place.lock())) {
      throw this.#refused("IN_USE");
    }
    this.#locked = true;
    try {
      return await this.#open();
    } catch (failure) {
      await this.release();
      throw failure;
    }
  }

  async #open(): Promise<KeyRing | undefined> {
    const bytes = await this.#place.read();
    if (bytes === undefined) {
      return undefined;
    }
    if (bytes.length > MOST_FILE_BYTES) {
      throw this.#refused("MALFORMED");
    }
    try {
      return await this.#opening(bytes);
    } catch (failure) {
      throw this.#refusal(failure);
    }
  }

  async #opening(bytes: Uint8Array): Promise<KeyRing> {
    const file = parseKeyFile(bytes);
    if (file.owner !== this.#owner) {
      throw this.#refused("FOREIGN");
    }
    if (!areUsualCosts(file.costs)) {
      throw this.#refused("COSTS");
    }
    const derivation = { costs: file.costs, salt: file.salt };
    const key = await deriveFileKey(this.#passphrase, derivation);
    this.#wipeKey();
    this.#opened = { key, derivation };
    const ring = await openKeyFile(file, key);
    const notes = await this.#place.readNotes();
    if (notes !== undefined) {
      await readNotes(ring, notes, key, file.salt);
    }
    return ring;
  }

  #refusal(failure: unknown): unknown {
    if (failure instanceof ProtocolViolation) {
      return this.#refused("MALFORMED");
    }
    if (failure instanceof CryptoFailure) {
      return this.#refused(failure.kind === "OPEN" ? "PASSPHRASE" : "MALFORMED");
    }
    return failure;
  }

  async #write(ring: KeyRing, under: Opened): Promise<void> {
    await this.#replace(ring, under);
    await this.#place.removeNotes();
  }

  async #replace(ring: KeyRing, under: Opened): Promise<void> {
    const bytes = await sealKeyFile(ring, under.key, under.derivation, this.#random);
    if (bytes.length > MOST_FILE_BYTES) {
      throw this.#refused("TOO_LARGE");
    }
    await this.#place.replace(bytes);
  }

  async #derive(passphrase: Secret): Promise<Opened> {
    const derivation = { costs: this.#costs, salt: toBase64Url(this.#random(SALT_BYTES)) };
    return { key: await deriveFileKey(passphrase, derivation), derivation };
  }

  #refused(reason: KeyFileRefusal): KeyFileRefused {
    return new KeyFileRefused(this.#place.name, reason);
  }

  #wipeKey(): void {
    this.#opened?.key.wipe();
    this.#opened = undefined;
  }
}
