import { utf8 } from "../encoding/bytes.js";
import { isUuid } from "../encoding/uuid.js";
import { KeyFileRefused } from "../error/keys.js";
import { Invalid } from "../error/server.js";
import type { RandomSource } from "../primitives/random.js";
import { Secret } from "../primitives/secret.js";
import { type Account, accountName } from "./account.js";
import { areUsualCosts, type Argon2Costs } from "./argon2.js";
import { KeptRing, type KeyFilePlace } from "./keptring.js";
import type { KeyRing } from "./keyring.js";
import type { KeyStore } from "./keystore.js";
import { passphraseBytes } from "./passphrase.js";

/** Small files beside the key files. */
export interface SmallFiles {
  read(name: string): Promise<Uint8Array | undefined>;
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** What all files are called, the key files too. */
  names(): Promise<readonly string[]>;
}

/**
 * Key rings as key files under one passphrase (protocol §9.1), in places that a subclass knows. One
 * that does not open with the passphrase is never replaced.
 *
 * A ring is in use from {@link load} (or the first {@link save}) until {@link release}, which the end
 * of a connection calls. Meanwhile another connection that wants it gets `KeyFileRefused` with
 * `IN_USE`, and the key that follows from the passphrase is kept, so that only the first use pays for
 * Argon2. Every method fails with `KeyFileRefused`, whose `reason` says why.
 */
export class PassphraseKeyStore implements KeyStore {
  readonly #place: (dataOwner: string) => KeyFilePlace;
  readonly #accounts: SmallFiles;
  readonly #costs: Argon2Costs;
  readonly #random: RandomSource;
  readonly #passphrase: Secret;
  readonly #kept = new Map<string, KeptRing>();
  readonly #queues = new Map<string, Promise<void>>();

  /**
   * @param passphrase not empty; the same for all rings that this store opens or makes
   * @param costs for rings that are made or get another passphrase
   * @throws Invalid if the passphrase is empty or the costs are out of bounds
   */
  constructor(
    place: (dataOwner: string) => KeyFilePlace,
    accounts: SmallFiles,
    passphrase: string,
    costs: Argon2Costs,
    random: RandomSource,
  ) {
    if (!areUsualCosts(costs)) {
      throw new Invalid("costs", "are outside the bounds of key files");
    }
    this.#place = place;
    this.#accounts = accounts;
    this.#passphrase = passphraseBytes(passphrase);
    this.#costs = costs;
    this.#random = random;
  }

  load(dataOwner: string): Promise<KeyRing | undefined> {
    return this.#with(dataOwner, (kept) => kept.load());
  }

  save(keyRing: KeyRing): Promise<void> {
    return this.#with(keyRing.owner, (kept) => kept.save(keyRing));
  }

  note(keyRing: KeyRing, entityIds: readonly string[]): Promise<void> {
    return this.#with(keyRing.owner, (kept) => kept.note(keyRing, entityIds));
  }

  release(dataOwner: string): Promise<void> {
    return this.#with(dataOwner, (kept) => kept.release());
  }

  async owners(): Promise<readonly string[]> {
    return ownersOf(await this.#accounts.names());
  }

  owner(account: Account): Promise<string | undefined> {
    return boundOwner((name) => this.#accounts.read(name), account);
  }

  async bind(account: Account, dataOwner: string): Promise<void> {
    if (!isUuid(dataOwner)) {
      throw new Invalid("dataOwner", "must be a UUID");
    }
    await this.#accounts.replace(accountName(account), utf8(dataOwner));
  }

  /**
   * Seals the ring of a data owner under another passphrase, with a new salt; also while it is in
   * use. Whoever has a copy of what was kept before and the old passphrase still has the keys.
   *
   * @returns whether there is one
   */
  changePassphrase(dataOwner: string, passphrase: string): Promise<boolean> {
    const bytes = passphraseBytes(passphrase);
    return this.#with(dataOwner, (kept) => kept.changePassphrase(bytes));
  }

  /**
   * Whether this is the passphrase that the ring of a data owner is kept under here: to ask whoever
   * wants to {@link changePassphrase change} it. It compares texts, and opens nothing.
   */
  async isPassphrase(dataOwner: string, passphrase: string): Promise<boolean> {
    const bytes = passphraseBytes(passphrase);
    try {
      return await this.#with(dataOwner, (kept) => Promise.resolve(kept.isPassphrase(bytes)));
    } finally {
      bytes.wipe();
    }
  }

  /** Gives up all rings and wipes the passphrase; what is called after fails. */
  async close(): Promise<void> {
    const owners = [...this.#kept.keys()];
    await Promise.all(owners.map((owner) => this.#with(owner, (kept) => kept.close())));
    this.#kept.clear();
    this.#passphrase.wipe();
  }

  /** One after the other for each data owner. */
  async #with<T>(dataOwner: string, work: (kept: KeptRing) => Promise<T>): Promise<T> {
    const kept = this.#keptRing(dataOwner);
    const before = this.#queues.get(dataOwner) ?? Promise.resolve();
    const result = before.then(() => work(kept));
    this.#queues.set(
      dataOwner,
      result.then(
        () => undefined,
        () => undefined,
      ),
    );
    return result;
  }

  #keptRing(dataOwner: string): KeptRing {
    const known = this.#kept.get(dataOwner);
    if (known !== undefined) {
      return known;
    }
    if (!isUuid(dataOwner)) {
      throw new Invalid("dataOwner", "must be a UUID");
    }
    const passphrase = Secret.of(this.#passphrase.reveal());
    const place = this.#place(dataOwner);
    const kept = new KeptRing(place, dataOwner, passphrase, this.#costs, this.#random);
    this.#kept.set(dataOwner, kept);
    return kept;
  }
}

/** Whose key files are among these files. */
export function ownersOf(names: readonly string[]): readonly string[] {
  return names.map((name) => name.replace(/\.keys$/, "")).filter(isUuid);
}

/** Whose ring an account uses, as a small file says. */
export async function boundOwner(
  read: SmallFiles["read"],
  account: Account,
): Promise<string | undefined> {
  const name = accountName(account);
  const bytes = await read(name);
  if (bytes === undefined) {
    return undefined;
  }
  const owner = new TextDecoder().decode(bytes);
  if (!isUuid(owner)) {
    throw new KeyFileRefused(name, "MALFORMED");
  }
  return owner;
}
