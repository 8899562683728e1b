import { RecoveryRefused } from "../error/keys.js";
import { NotFound } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { KeyRing } from "../keys/keyring.js";
import type { RandomSource } from "../primitives/random.js";
import { optionalText } from "../transport/answers.js";
import type { RecoveryKey } from "./recoverykey.js";
import { openSnapshot, sealSnapshot } from "./ringsnapshot.js";
import type { RecoveryRoutes } from "./routes.js";

/** The copies of key rings that the server keeps under recovery keys (protocol §9.2). */
export class KeyCopies {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly random: RandomSource,
  ) {}

  /**
   * The key ring that a recovery key opens. Fails with `RecoveryRefused`.
   *
   * @param owner the data owner of the session's user
   */
  async fetch(owner: string, key: RecoveryKey): Promise<KeyRing> {
    const answer = await this.#blob(key.id);
    const box = answer === undefined ? undefined : optionalText(answer, "box");
    if (box === undefined) {
      throw new RecoveryRefused("BROKEN");
    }
    return openSnapshot(box, owner, key);
  }

  async #blob(recoveryId: string): Promise<JsonObject | undefined> {
    try {
      return await this.routes.recovery(recoveryId);
    } catch (failure) {
      throw failure instanceof NotFound ? new RecoveryRefused("UNKNOWN") : failure;
    }
  }

  /**
   * Keeps a key ring as it is now under this key.
   *
   * @param expiresAt milliseconds since the epoch, from when on it is good for nothing and can be
   *   read once before; left out for one that stays until it is deleted
   */
  async keep(keyRing: KeyRing, key: RecoveryKey, expiresAt?: number): Promise<void> {
    const box = await sealSnapshot(keyRing, key, this.random);
    const life = expiresAt === undefined ? {} : { expiresAt, once: true };
    await this.routes.putRecovery(key.id, { box, ...life });
  }
}
