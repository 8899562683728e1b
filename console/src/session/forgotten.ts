import { type FirstUseChoice, IndexedDbKeyStore } from "@salus/sdk";
import { type LoggedIn, openKeys, type Session } from "./login.js";

/**
 * Keys whose passphrase somebody has forgotten. They are set aside, sealed as they are, while others come
 * in their place, and stay aside until a person removes them; if no others come, they are back.
 */
export class ForgottenKeys {
  #aside = false;

  constructor(readonly who: LoggedIn) {}

  /** Does what was chosen, under a new passphrase. May be tried again after a failure. */
  async replace(passphrase: string, choice: FirstUseChoice): Promise<Session> {
    const dataOwner = this.who.user.dataOwner ?? "";
    // what an attempt has made before it failed is not what was forgotten
    if (!this.#aside) {
      this.#aside = await IndexedDbKeyStore.setAside(dataOwner);
    }
    try {
      return await openKeys(this.who, passphrase, choice);
    } catch (failure) {
      if (await IndexedDbKeyStore.putBack(dataOwner)) {
        this.#aside = false;
      }
      throw failure;
    }
  }
}
