import { InternalFault, Invalid } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { valueAt } from "../json/node.js";
import type { RandomSource } from "../primitives/random.js";
import { optionalInteger, text } from "../transport/answers.js";
import { allItems } from "../transport/pages.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { KeyCopies } from "./keycopies.js";
import { RecoveryKey } from "./recoverykey.js";
import type { RecoveryRoutes } from "./routes.js";
import { takeOverRestored } from "./takeover.js";

/** How long a hand-over lasts where nothing else is said, milliseconds. */
export const HAND_OVER_MS = 5 * 60 * 1000;

const LEAST_MS = 1_000;

/** A copy of the key ring that the server says it keeps. */
export interface KeptRecovery {
  /** Follows from the recovery key, says nothing of it. */
  readonly recoveryId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch; left out if it stays until it is deleted. */
  readonly expiresAt?: number;
  /** Whether it can be read once only. */
  readonly once: boolean;
  /**
   * Whether it was made after the newest key of this connection, by the dates of both; if not, what
   * was written since stays closed after restoring it.
   */
  readonly current: boolean;
}

/**
 * Getting keys back that were lost, and handing them to another device (protocol §9.2): the server
 * keeps a copy of the key ring that only a recovery key opens. A copy is the ring of that moment:
 * after a new key it is to be made again.
 */
export class RecoveryApi {
  readonly #copies: KeyCopies;

  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {
    this.#copies = new KeyCopies(routes, random);
  }

  /**
   * Keeps a copy of the key ring and makes the key that opens it. Fails with `QuotaExceeded` if there
   * are as many already as there may be.
   *
   * @returns the key, to be written down ({@link RecoveryKey.reveal}) and shown to nobody; it is kept
   *   nowhere
   */
  makeRecoveryKey(): Promise<RecoveryKey> {
    return this.#make();
  }

  /**
   * Keeps a copy of the key ring for another device of the same data owner: it can be read once, and
   * only for so long by the server's clock.
   *
   * @param lifeMs a second at least; five minutes if it is left out
   * @returns the key, to be typed in on the other device
   */
  async makeHandOver(lifeMs = HAND_OVER_MS): Promise<RecoveryKey> {
    if (!(lifeMs >= LEAST_MS)) {
      throw new Invalid("life", "a hand-over lasts a second at least");
    }
    return this.#make(this.now() + Math.floor(lifeMs));
  }

  async #make(expiresAt?: number): Promise<RecoveryKey> {
    const key = RecoveryKey.generate(this.random);
    await this.#copies.keep(this.keys.ring, key, expiresAt);
    return key;
  }

  /**
   * The copies of the caller's key ring that the server keeps, the oldest first: those that recovery keys
   * open, and those that notaries open ({@link AppointedNotaries.recoveryId}).
   */
  async list(): Promise<readonly KeptRecovery[]> {
    const items = await allItems((query) => this.routes.recoveries(query));
    const newest = this.keys.ring.current().createdAt;
    return items.map((item) => kept(item, newest));
  }

  /**
   * Deletes a copy: its key opens nothing any more. Fails with `NotFound` if the server has none.
   *
   * @param recoveryId from {@link list}, or {@link RecoveryKey.id}
   */
  delete(recoveryId: string): Promise<void> {
    return this.routes.deleteRecovery(recoveryId);
  }

  /**
   * Adds to this connection's key ring all keys, decisions and memory of the copy that this key opens,
   * and completes when that is kept. What was written under the restored keys opens from then on;
   * others trust this connection's own key for the word of the restored one.
   *
   * Fails with `RecoveryRefused` if there is no copy of this key, or it is none of this data owner;
   * nothing is changed then.
   */
  async restore(key: RecoveryKey): Promise<void> {
    const copy = await this.#copies.fetch(this.keys.ring.owner, key);
    await takeOverRestored(this.routes, this.keys, copy);
  }
}

function kept(item: JsonObject, newest: number): KeptRecovery {
  const createdAt = optionalInteger(item, "createdAt");
  if (createdAt === undefined) {
    throw new InternalFault("the server's answer has no createdAt");
  }
  const expiresAt = optionalInteger(item, "expiresAt");
  const once = valueAt(item, "once");
  return {
    recoveryId: text(item, "recoveryId"),
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    once: once?.kind === "scalar" && once.value === true,
    current: createdAt > newest,
  };
}
