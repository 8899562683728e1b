import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { pae } from "../encoding/pae.js";
import { type ClientError, RetiredKey, TamperedEntity } from "../error/client.js";
import { NotFound } from "../error/server.js";
import { sha256 } from "../primitives/hash.js";
import type { CardDirectory } from "../trust/directory.js";
import { MOST_TRIES, TrustChanged } from "../trust/trustchanged.js";
import { TrustedCards } from "../trust/trustedcards.js";
import { cardVerifies, type KeyCard, mayHaveSignedAt } from "../wire/card.js";
import { DelegationGraph } from "../wire/delegations.js";
import { type Entity, entityBytes } from "../wire/entity.js";
import { type Grant, grantBytes } from "../wire/grant.js";
import { type LeftOutGrant, storedGraph, type VerifiedEntity } from "./verified.js";

const MOST_REMEMBERED = 50_000;

/** For how long; then whose card signed them is looked up again. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * Checks everything about an entity that needs no key of its own (protocol §4, §5): the writer's
 * signature, the grants' signatures and chain, the writer's right to write.
 *
 * A grant that does not hold is left out, and closes nothing that others gave. A content that
 * somebody may have signed, but not under a card that counts for it, is doubtful.
 */
export class EntityVerifier {
  /** Grants that held, with the time up to which that is remembered. */
  readonly #held = new Map<string, number>();

  constructor(
    private readonly cards: CardDirectory,
    private readonly now: () => number,
  ) {}

  /**
   * The entity, verified. Fails with `TamperedEntity` if nobody wrote it: its signature does not
   * hold, or nothing at all shows that its writer may write it.
   *
   * @throws TrustChanged if something was decided about its signers' cards each time that all were there
   */
  async verify(entity: Entity): Promise<VerifiedEntity> {
    const remembered = new Set(entity.grants.filter((grant) => this.#isRemembered(entity, grant)));
    const verified = await this.#verify(entity, remembered);
    // what was remembered at first may not be any more, and its signer's cards were not asked for
    return verified.leftOut.some(({ grant }) => remembered.has(grant))
      ? this.#verify(entity, new Set())
      : verified;
  }

  async #verify(entity: Entity, remembered: ReadonlySet<Grant>): Promise<VerifiedEntity> {
    const known = await this.#currentSigners(entity, remembered);
    let doubt = writersDoubt(entity, cardsIn(known, entity.modifiedBy));
    const held: Grant[] = [];
    const leftOut: LeftOutGrant[] = [];
    for (const grant of entity.grants) {
      const reason = this.#whyNot(entity, grant, known);
      if (reason === undefined) {
        held.push(grant);
      } else {
        leftOut.push({ grant, reason });
      }
    }
    const graph = new DelegationGraph(entity.author, entity.revoked, held);
    if (!graph.isEvidenceOfWriting(entity.writtenUnder, entity.modifiedBy)) {
      const shown = storedGraph(entity);
      if (!shown.isEvidenceOfWriting(entity.writtenUnder, entity.modifiedBy)) {
        throw new TamperedEntity(entity.id, "WRITER");
      }
      doubt ??= leftOut[0]?.reason;
    }
    const signers = new Map(
      [entity.modifiedBy, ...entity.grants.map((grant) => grant.by)].map((owner) => [
        owner,
        this.cards.epochOf(owner),
      ]),
    );
    return { entity, graph, leftOut, signers, ...(doubt === undefined ? {} : { doubt }) };
  }

  /** As one list came, a human may have decided about what another one had said. */
  async #currentSigners(
    entity: Entity,
    remembered: ReadonlySet<Grant>,
  ): Promise<ReadonlyMap<string, TrustedCards>> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const known = await this.#signers(entity, remembered);
      if ([...known.values()].every((cards) => this.cards.isCurrent(cards))) {
        return known;
      }
    }
    throw new TrustChanged();
  }

  /** The cards of all who signed something that was not checked before. */
  async #signers(
    entity: Entity,
    remembered: ReadonlySet<Grant>,
  ): Promise<ReadonlyMap<string, TrustedCards>> {
    const signers = new Map<string, Set<string>>();
    const add = (owner: string, keyId: string): void => {
      signers.set(owner, (signers.get(owner) ?? new Set()).add(keyId));
    };
    add(entity.modifiedBy, entity.signedBy);
    for (const grant of entity.grants) {
      if (!remembered.has(grant)) {
        add(grant.by, grant.signedBy);
      }
    }
    const asked = [...signers].map(async ([owner, keyIds]): Promise<[string, TrustedCards]> => [
      owner,
      await this.#cardsOf(owner, keyIds),
    ]);
    return new Map(await Promise.all(asked));
  }

  async #cardsOf(owner: string, keyIds: ReadonlySet<string>): Promise<TrustedCards> {
    try {
      return await this.cards.cardsWith(owner, ...keyIds);
    } catch (failure) {
      if (failure instanceof NotFound) {
        return new TrustedCards(owner, [], []).at(this.cards.epochOf(owner));
      }
      throw failure;
    }
  }

  /** Why a grant does not count; undefined if it does. */
  #whyNot(
    entity: Entity,
    grant: Grant,
    known: ReadonlyMap<string, TrustedCards>,
  ): ClientError | undefined {
    if (grant.generation < 1 || grant.generation > entity.keyGeneration) {
      return new TamperedEntity(entity.id, "GRANT", grant.by);
    }
    if (this.#isRemembered(entity, grant)) {
      return undefined;
    }
    const signer = cardsIn(known, grant.by);
    const card = signer.card(grant.signedBy);
    if (card === undefined) {
      return signer.untrusted(grant.signedBy);
    }
    if (!cardVerifies(card, grantBytes(entity, grant), grant.signature)) {
      return new TamperedEntity(entity.id, "GRANT", grant.by);
    }
    const retired = whyRetired(card, grant.grantedAt);
    if (retired === undefined) {
      this.#remember(rememberedAs(entity, grant));
    }
    return retired;
  }

  #isRemembered(entity: Entity, grant: Grant): boolean {
    const until = this.#held.get(rememberedAs(entity, grant)) ?? 0;
    return (
      until > this.now() &&
      this.cards.isPinned(grant.by, grant.signedBy) &&
      this.cards.mayHaveSigned(grant.by, grant.signedBy, grant.grantedAt)
    );
  }

  #remember(grant: string): void {
    this.#held.delete(grant);
    this.#held.set(grant, this.now() + REMEMBERED_MS);
    if (this.#held.size > MOST_REMEMBERED) {
      this.#held.delete(this.#held.keys().next().value ?? "");
    }
  }
}

/**
 * Why the content is not genuine though somebody may have signed it; undefined if it is. A signature
 * that does not hold under a card at hand is nobody's.
 */
function writersDoubt(entity: Entity, writer: TrustedCards): ClientError | undefined {
  const card = writer.valid(entity.signedBy);
  if (card !== undefined) {
    const message = entityBytes(entity, fromBase64Url(entity.content, "content"));
    if (!cardVerifies(card, message, entity.signature)) {
      throw new TamperedEntity(entity.id, "SIGNATURE");
    }
  }
  const trusted = writer.card(entity.signedBy);
  return trusted === undefined
    ? writer.untrusted(entity.signedBy)
    : whyRetired(trusted, entity.modified);
}

function whyRetired(card: KeyCard, date: number): RetiredKey | undefined {
  return card.retired === undefined || mayHaveSignedAt(card, date)
    ? undefined
    : new RetiredKey(card.owner, card.keyId, card.retired.at);
}

function cardsIn(known: ReadonlyMap<string, TrustedCards>, owner: string): TrustedCards {
  return known.get(owner) ?? new TrustedCards(owner, [], []);
}

function rememberedAs(entity: Entity, grant: Grant): string {
  const message = grantBytes(entity, grant);
  return toBase64Url(sha256(pae(grant.signedBy, grant.signature, message)));
}
