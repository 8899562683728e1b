import { ProtocolViolation } from "../encoding/violation.js";
import { RefusedPolicy } from "../error/client.js";
import { Conflict, Unavailable } from "../error/server.js";
import { type JsonObject, valueAt } from "../json/node.js";
import { optionalText } from "../transport/answers.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { MOST_TRIES } from "../trust/trustchanged.js";
import { cardVerifies, mayHaveSignedAt } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import { type AutoSharePolicy, policyBytes, readPolicy } from "../wire/policy.js";
import {
  type AutomaticSharing,
  policyHash,
  SHARING_WITH_NOBODY,
  type SharingDataWith,
  sharingOf,
} from "./automatic.js";

/** The stored policy as it was verified, with its revision. */
interface StoredPolicy {
  readonly sharing: AutomaticSharing;
  readonly rev?: string;
}

/**
 * The policy of automatic sharing of the key ring's owner (protocol §7). What the server keeps is
 * believed only if a trusted card of the owner signed it, it is no older than the last one seen, and
 * this key ring has seen or confirmed one before. All calls fail with `RefusedPolicy` if it is not.
 */
export class AutomaticSharingBook {
  constructor(
    private readonly server: ServerApi,
    private readonly keys: OwnerKeys,
    private readonly now: () => number,
  ) {}

  /** With whom the owner shares. */
  async current(): Promise<AutomaticSharing> {
    return this.#requireSeen(await this.#load()).sharing;
  }

  /** The version of the newest text that this ring has seen or written; 0 for none. */
  get version(): number {
    return this.keys.ring.policy.version;
  }

  /**
   * The policy as stored, for its owner to look at: signature and age hold, but this device may not
   * have seen it.
   */
  async unconfirmed(): Promise<AutomaticSharing> {
    return (await this.#load()).sharing;
  }

  /**
   * Applies the stored policy from now on, after its owner has looked at it. Fails with a conflict if
   * it is another text by now, also one of the same version: a server may have two that keys of the
   * owner signed.
   *
   * @param shown as {@link unconfirmed} told it
   */
  async confirm(shown: AutomaticSharing): Promise<AutomaticSharing> {
    const stored = await this.#load();
    const { version, hash } = stored.sharing;
    if (version !== shown.version || hash !== shown.hash) {
      throw new Conflict("the policy has changed; look at it again", stored.rev);
    }
    this.#remember(stored);
    await this.keys.save();
    return stored.sharing;
  }

  /** Changes with whom the owner shares. Nothing is written if nothing changes. */
  async change(edit: (delegates: SharingDataWith) => SharingDataWith): Promise<AutomaticSharing> {
    const stored = this.#requireSeen(await this.#load());
    const delegates = edit(stored.sharing.delegates);
    if (JSON.stringify(delegates) === JSON.stringify(stored.sharing.delegates)) {
      return stored.sharing;
    }
    return this.keys.ring.writes.during(() => this.#signAndPut(delegates, stored));
  }

  async #signAndPut(delegates: SharingDataWith, stored: StoredPolicy): Promise<AutomaticSharing> {
    const { ring } = this.keys;
    const policy = this.#signed(delegates, ring.policy.next());
    // its number is used up from then on, whatever the server says: no two texts of one version
    ring.policy.sign({ version: policy.version, hash: policyHash(policy) });
    await this.keys.save();
    const rev = stored.rev === undefined ? {} : { rev: stored.rev };
    try {
      await this.server.putPolicy({ policy, ...rev });
    } catch (failure) {
      await this.#requireStored(policy, failure);
    }
    const sharing = sharingOf(policy);
    this.#remember({ sharing });
    await this.keys.save();
    return sharing;
  }

  /** Whether a write whose answer was lost has happened is found out by reading. */
  async #requireStored(policy: AutoSharePolicy, failure: unknown): Promise<void> {
    if (!(failure instanceof Unavailable)) {
      throw failure;
    }
    const stored = await this.#load().catch(() => undefined);
    if (stored?.sharing.hash !== policyHash(policy)) {
      throw failure;
    }
  }

  #signed(delegates: SharingDataWith, version: number): AutoSharePolicy {
    const updatedAt = this.now();
    const signer = this.keys.ring.signer(updatedAt);
    const unsigned = { owner: this.keys.ring.owner, version, updatedAt, ...delegates };
    return { ...unsigned, signedBy: signer.keyId, signature: signer.sign(policyBytes(unsigned)) };
  }

  /** Remembers version and text: another text of the same version is a fork. */
  #remember(stored: StoredPolicy): void {
    const { hash, version } = stored.sharing;
    if (hash !== undefined && !this.keys.ring.policy.see(version, hash)) {
      throw new RefusedPolicy("FORKED");
    }
  }

  #requireSeen(stored: StoredPolicy): StoredPolicy {
    if (stored.sharing.version > 0) {
      if (this.keys.ring.policy.version === 0) {
        throw new RefusedPolicy("UNCONFIRMED");
      }
      this.#remember(stored);
    }
    return stored;
  }

  /**
   * An answer that was overtaken by a later text, as one that a server held back until the owner had
   * changed the policy, does not count.
   */
  async #load(): Promise<StoredPolicy> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const stored = await this.#loadOnce();
      if (stored.sharing.version >= this.version) {
        return stored;
      }
    }
    throw new RefusedPolicy("OUTDATED");
  }

  async #loadOnce(): Promise<StoredPolicy> {
    const seen = this.keys.ring.policy.version;
    const answer = await this.server.policy();
    const policy = parse(answer);
    const revision = optionalText(answer, "rev");
    const rev = revision === undefined ? {} : { rev: revision };
    if (policy === undefined) {
      if (seen > 0) {
        throw new RefusedPolicy("MISSING");
      }
      return { sharing: SHARING_WITH_NOBODY, ...rev };
    }
    await this.#requireHolds(policy, seen);
    return { sharing: sharingOf(policy), ...rev };
  }

  async #requireHolds(policy: AutoSharePolicy, seen: number): Promise<void> {
    const { ring, cards } = this.keys;
    const own = await cards.cardsWith(ring.owner, policy.signedBy);
    const signer = own.card(policy.signedBy);
    const holds =
      policy.owner === ring.owner &&
      signer !== undefined &&
      mayHaveSignedAt(signer, policy.updatedAt) &&
      cardVerifies(signer, policyBytes(policy), policy.signature);
    if (!holds) {
      throw new RefusedPolicy("SIGNATURE");
    }
    if (policy.version < seen) {
      throw new RefusedPolicy("OUTDATED");
    }
    const known = ring.policy.hash;
    if (
      policy.version === ring.policy.version &&
      known !== undefined &&
      known !== policyHash(policy)
    ) {
      throw new RefusedPolicy("FORKED");
    }
  }
}

function parse(answer: JsonObject): AutoSharePolicy | undefined {
  const policy = valueAt(answer, "policy");
  if (policy === undefined || (policy.kind === "scalar" && policy.value === null)) {
    return undefined;
  }
  try {
    if (policy.kind === "object") {
      return readWhole(policy, readPolicy, "policy");
    }
  } catch (failure) {
    if (!(failure instanceof ProtocolViolation)) {
      throw failure;
    }
  }
  throw new RefusedPolicy("MALFORMED");
}
