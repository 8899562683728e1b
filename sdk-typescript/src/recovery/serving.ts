import { RecoveryRefused } from "../error/keys.js";
import { Invalid, NotFound } from "../error/server.js";
import type { RandomSource } from "../primitives/random.js";
import type { Secret } from "../primitives/secret.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { TrustChanged } from "../trust/trustchanged.js";
import type { KeyCard } from "../wire/card.js";
import { type NotarySet, setAcceptanceBytes, shareReturnBytes } from "../wire/notary.js";
import { requireFingerprint } from "./accessbackapi.js";
import { isSetSigned, type NotarySetDirectory, servedAs } from "./notarysets.js";
import { sealShareBack } from "./notaryshare.js";
import { openOwnShare } from "./ownshare.js";
import type { RecoveryRoutes } from "./routes.js";
import type { ShareRequest } from "./sharerequest.js";

/**
 * What a notary does (protocol §9.4): it takes on a set while its owner still has the keys, and gives
 * its share back for that set, as it was then, and for no other. No policy takes a card meanwhile.
 */
export class NotaryService {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    private readonly sets: NotarySetDirectory,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {}

  /** @param fingerprint of the owner's, as it was read out; left out if it was compared before */
  async accept(setId: string, fingerprint?: string): Promise<void> {
    const { ring, cards } = this.keys;
    const known = ring.allPins();
    const set = await this.#appointedTo(setId);
    if (fingerprint !== undefined) {
      await cards.decisions.confirm(set.owner, fingerprint, known.get(set.owner) ?? []);
    }
    const owners = (await cards.confirmed(set.owner)).requireLive();
    if (!isSetSigned(set, owners)) {
      throw new RecoveryRefused("SET");
    }
    // better found now than when it is needed
    const share = await openOwnShare(ring, set, await this.routes.notaryShare(setId, ring.owner));
    share.wipe();
    if (!cards.isCurrent(owners)) {
      throw new TrustChanged();
    }
    ring.notarySets.serve(setId, servedAs(set));
    await this.keys.save();
    await this.#tell(set);
  }

  /** After it is kept: the owner relies on it. */
  async #tell(set: NotarySet): Promise<void> {
    const { ring } = this.keys;
    const at = this.now();
    const signer = ring.signer(at);
    const signature = signer.sign(setAcceptanceBytes(set, ring.owner, at));
    const acceptance = { at, by: signer.keyId, signature };
    await this.routes.acceptNotarySet(set.setId, ring.owner, acceptance);
  }

  async #appointedTo(setId: string): Promise<NotarySet> {
    const listed = await this.sets.all();
    const found = listed.find(
      ({ set }) => set.setId === setId && set.notaries.includes(this.keys.ring.owner),
    );
    if (found === undefined) {
      throw new NotFound("you are not appointed to such a set");
    }
    return found.set;
  }

  /** @param fingerprint of the new key, as the one who asks read it out */
  async approve(request: ShareRequest, fingerprint: string): Promise<void> {
    const self = this.keys.ring.owner;
    requireFingerprint(fingerprint, request.owner, request.newKeyId);
    const epoch = this.keys.ring.trustEpoch(request.owner);
    const { set, trusted } = await this.sets.find(request.owner, request.setId);
    if (!trusted || !set.notaries.includes(self)) {
      throw new RecoveryRefused("NOT_ACCEPTED");
    }
    const newCard = await this.#newCard(request);
    const answer = await this.routes.notaryShare(set.setId, self);
    const share = await openOwnShare(this.keys.ring, set, answer);
    // what was decided while the server had the question is later than what the human said
    const isDecided = (): boolean => this.keys.ring.trustEpoch(request.owner) !== epoch;
    await this.#giveBack(request, set, newCard, share, isDecided);
  }

  /** The card with that fingerprint, trusted before or not: a human has compared it. */
  async #newCard(request: ShareRequest): Promise<KeyCard> {
    const cards = await this.keys.cards.withoutAsking(request.owner);
    const card = cards.valid(request.newKeyId);
    if (card === undefined) {
      throw new NotFound("the data owner has no valid card with that keyId");
    }
    if (card.retired !== undefined) {
      throw new Invalid("newKeyId", "that card is retired");
    }
    return card;
  }

  async #giveBack(
    request: ShareRequest,
    set: NotarySet,
    newCard: KeyCard,
    share: Secret,
    isDecided: () => boolean,
  ): Promise<void> {
    const { ring } = this.keys;
    const place = {
      setId: set.setId,
      owner: set.owner,
      notary: ring.owner,
      requestId: request.id,
      newKeyId: newCard.keyId,
    };
    try {
      const sealed = await sealShareBack(share, newCard, place, this.random);
      if (isDecided()) {
        throw new TrustChanged();
      }
      const signer = ring.signer(this.now());
      const message = shareReturnBytes({ ...place, recoveryId: set.recoveryId }, sealed);
      const returned = { sealed, by: signer.keyId, signature: signer.sign(message) };
      await this.routes.giveShareBack(request.id, ring.owner, returned);
    } finally {
      share.wipe();
    }
  }
}
