import { NotFound, Unavailable } from "../error/server.js";
import type { RandomSource } from "../primitives/random.js";
import { randomUuid } from "../primitives/randomuuid.js";
import type { Secret } from "../primitives/secret.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { TrustChanged } from "../trust/trustchanged.js";
import type { TrustedCards } from "../trust/trustedcards.js";
import type { KeyCard } from "../wire/card.js";
import { type NotarySet, notarySetBytes } from "../wire/notary.js";
import type { KeyCopies } from "./keycopies.js";
import { type ListedSet, type NotarySetDirectory, ownSetOf } from "./notarysets.js";
import { sealShare, shareCommitment } from "./notaryshare.js";
import { RecoveryKey } from "./recoverykey.js";
import type { RecoveryRoutes, SealedShares } from "./routes.js";
import { splitSecret } from "./shares.js";

/** The most cards of one notary that the server takes a share for. */
const MOST_CARDS = 16;

interface MadeSet {
  readonly set: NotarySet;
  readonly shares: SealedShares;
}

/** Appoints notaries: a new recovery key, in shares, in place of those before (protocol §9.4). */
export class NotaryAppointment {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    private readonly copies: KeyCopies,
    private readonly sets: NotarySetDirectory,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {}

  /** @param notaries sorted, without the owner */
  async appoint(k: number, notaries: readonly string[]): Promise<NotarySet> {
    const { ring, cards } = this.keys;
    const trusted = await Promise.all(notaries.map((notary) => cards.requireConfirmed(notary)));
    const before = await this.sets.of(ring.owner);
    const key = RecoveryKey.generate(this.random);
    try {
      const made = await this.#make(k, trusted, key);
      this.#requireCurrent(trusted);
      ring.notarySets.sign(ownSetOf(made.set));
      await this.keys.save();
      await this.copies.keep(ring, key);
      await this.#create(made, trusted);
      await this.#deleteAll(before);
      return made.set;
    } finally {
      key.wipe();
    }
  }

  #requireCurrent(notaries: readonly TrustedCards[]): void {
    if (!notaries.every((each) => this.keys.cards.isCurrent(each))) {
      throw new TrustChanged();
    }
  }

  async #make(k: number, notaries: readonly TrustedCards[], key: RecoveryKey): Promise<MadeSet> {
    const setId = randomUuid(this.random);
    const split = await splitSecret(key.secret, k, notaries.length);
    const commitments: Record<string, string> = {};
    const shares: Record<string, Record<string, string>> = {};
    for (const [i, notary] of notaries.entries()) {
      const share = split[i];
      if (share !== undefined) {
        commitments[notary.owner] = shareCommitment(share, setId, notary.owner);
        shares[notary.owner] = await this.#sealed(share, notary, setId);
        share.wipe();
      }
    }
    const ids = notaries.map((notary) => notary.owner);
    return { set: this.#signed(setId, k, ids, key.id, commitments), shares };
  }

  async #sealed(
    share: Secret,
    notary: TrustedCards,
    setId: string,
  ): Promise<Record<string, string>> {
    const place = { setId, owner: this.keys.ring.owner, notary: notary.owner };
    const sealed: Record<string, string> = {};
    for (const card of newest(notary)) {
      sealed[card.keyId] = await sealShare(share, card, place, this.random);
    }
    return sealed;
  }

  #signed(
    setId: string,
    k: number,
    notaries: readonly string[],
    recoveryId: string,
    commitments: Readonly<Record<string, string>>,
  ): NotarySet {
    const createdAt = this.now();
    const { owner } = this.keys.ring;
    const signer = this.keys.ring.signer(createdAt);
    const unsigned = { setId, owner, k, notaries, recoveryId, createdAt, commitments };
    const signature = signer.sign(notarySetBytes(unsigned));
    return { ...unsigned, signedBy: signer.keyId, signature };
  }

  /**
   * A copy whose set the server has refused is of no use to anybody. Nor is anything sent that was sealed
   * to the cards of before a decision.
   */
  async #create({ set, shares }: MadeSet, notaries: readonly TrustedCards[]): Promise<void> {
    try {
      this.#requireCurrent(notaries);
      await this.routes.createNotarySet(set, shares);
    } catch (failure) {
      if (!(failure instanceof Unavailable)) {
        await gone(this.routes.deleteRecovery(set.recoveryId)).catch(() => undefined);
      }
      throw failure;
    }
  }

  /**
   * The shares of those before open nothing once the copy is gone. Also of a set that a lost key
   * signed: those notaries would stay appointed for good.
   */
  async #deleteAll(before: readonly ListedSet[]): Promise<void> {
    for (const { set } of before) {
      await gone(this.routes.deleteRecovery(set.recoveryId));
      await gone(this.routes.deleteNotarySet(set.setId));
    }
  }
}

function newest(cards: TrustedCards): readonly KeyCard[] {
  return [...cards.live()].sort((one, two) => two.createdAt - one.createdAt).slice(0, MOST_CARDS);
}

async function gone(deleting: Promise<void>): Promise<void> {
  try {
    await deleting;
  } catch (failure) {
    if (!(failure instanceof NotFound)) {
      throw failure;
    }
  }
}
