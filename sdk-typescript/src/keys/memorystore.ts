import { parseWire } from "../json/wire.js";
import { type Account, accountName } from "./account.js";
import type { KeyRing } from "./keyring.js";
import { exportRing, importRing } from "./keyringjson.js";
import type { KeyStore } from "./keystore.js";

/** Keeps key rings in this object only: for tests and demonstrations. */
export class MemoryKeyStore implements KeyStore {
  readonly #rings = new Map<string, string>();
  readonly #owners = new Map<string, string>();

  async load(dataOwner: string): Promise<KeyRing | undefined> {
    const json = this.#rings.get(dataOwner);
    return json === undefined ? undefined : importRing(parseWire(json));
  }

  save(keyRing: KeyRing): Promise<void> {
    this.#rings.set(keyRing.owner, JSON.stringify(exportRing(keyRing)));
    return Promise.resolve();
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  owners(): Promise<readonly string[]> {
    return Promise.resolve([...this.#rings.keys()]);
  }

  owner(account: Account): Promise<string | undefined> {
    return Promise.resolve(this.#owners.get(accountName(account)));
  }

  bind(account: Account, dataOwner: string): Promise<void> {
    this.#owners.set(accountName(account), dataOwner);
    return Promise.resolve();
  }
}
