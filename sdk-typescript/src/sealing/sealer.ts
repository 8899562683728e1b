import { EntityKey } from "../crypto/entitykey.js";
import type { OwnerKey } from "../crypto/ownerkey.js";
import { type DelegationPlace, type LinkFields, wrapKey, wrapLink } from "../crypto/wraps.js";
import { fromBase64Url } from "../encoding/base64url.js";
import { utf8 } from "../encoding/bytes.js";
import { Forbidden } from "../error/server.js";
import { type OpenedExchange, requireCurrent, wrapKeyOf } from "../exchange/opened.js";
import type { KeyRing } from "../keys/keyring.js";
import type { RandomSource } from "../primitives/random.js";
import { timeOrderedUuid } from "../primitives/randomuuid.js";
import { Secret } from "../primitives/secret.js";
import { DelegationGraph } from "../wire/delegations.js";
import {
  type Entity,
  entityBytes,
  type EntityHeader,
  LINK_BYTES,
  type Tag,
} from "../wire/entity.js";
import {
  covers,
  type Delegation,
  type Grant,
  grantBytes,
  grantHash,
  type Permission,
} from "../wire/grant.js";
import { parentsOf } from "./held.js";
import type { NewEntity, Recipient } from "./newentity.js";
import { OpenedEntity } from "./opened.js";
import { requireStillVerified, type VerifiedEntity } from "./verified.js";

/** Seals and signs what the key ring's owner writes (protocol §4, §5). */
export class EntitySealer {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly now: () => number,
    private readonly random: RandomSource,
  ) {}

  /** On behalf of whom. */
  get owner(): string {
    return this.keyRing.owner;
  }

  /** An id for a new entity. */
  newId(): string {
    return timeOrderedUuid(this.now(), this.random);
  }

  /** A link secret for a new patient (protocol §6). */
  newLinkSecret(): Secret {
    return Secret.taking(this.random(LINK_BYTES));
  }

  /**
   * A new entity, ready to be stored, as its author will read it.
   *
   * @param own the exchange from the author to itself
   * @param recipients of automatic sharing
   */
  async create(
    made: NewEntity,
    own: OpenedExchange,
    recipients: readonly Recipient[],
  ): Promise<OpenedEntity> {
    const key = EntityKey.generate(1, this.random);
    const now = this.now();
    const signer = this.keyRing.signer(now);
    const { owner } = this;
    const header: EntityHeader = {
      id: made.id,
      type: made.type,
      created: now,
      modified: now,
      author: owner,
      modifiedBy: owner,
      writtenUnder: own.key.exchangeId,
      version: 1,
      keyGeneration: 1,
      keyCommitment: key.commitment,
      revoked: [],
      tags: made.tags,
      links: made.links,
      signedBy: signer.keyId,
    };
    const author: Recipient = { exchange: own, permission: "WRITE", link: made.link };
    const grant = await this.#grant(header, key, [], [author, ...recipients]);
    const entity = await this.#signed(header, signer, key, made.content, [grant]);
    [author, ...recipients].forEach(({ exchange }) => {
      requireCurrent(exchange);
    });
    const graph = new DelegationGraph(owner, [], entity.grants);
    const verified = { entity, graph, leftOut: [], signers: this.#signersAfter(made.copied) };
    return new OpenedEntity(verified, key, made.content, made.link);
  }

  /**
   * The next version of an entity, at the revision at which it was opened.
   *
   * @throws Forbidden if the key ring's owner may only read it
   */
  async modify(
    current: OpenedEntity,
    content: string,
    tags: readonly Tag[],
  ): Promise<OpenedEntity> {
    const { entity: old, graph } = current;
    const signer = this.#signerOfNext(old);
    const header = { ...this.#next(old, graph, signer), tags };
    const signed = await this.#signed(header, signer, current.key, content, old.grants, old.rev);
    const { leftOut } = current.verified;
    const signers = this.#signersAfter(current.verified);
    const verified = { entity: signed, graph, leftOut, signers };
    return new OpenedEntity(verified, current.key, content, current.link);
  }

  /**
   * The next version under a new key.
   *
   * @param graph of the grants that count after it
   * @param revoked who is locked out, those of before too
   * @param grants as they are to be stored, with their new wraps
   */
  async rekeyed(
    current: VerifiedEntity,
    key: EntityKey,
    content: string,
    link: LinkFields,
    graph: DelegationGraph,
    revoked: EntityHeader["revoked"],
    grants: readonly Grant[],
  ): Promise<OpenedEntity> {
    const old = current.entity;
    const signer = this.#signerOfNext(old);
    const header = {
      ...this.#next(old, graph, signer),
      keyGeneration: key.generation,
      keyCommitment: key.commitment,
      revoked,
    };
    const entity = await this.#signed(header, signer, key, content, grants, old.rev);
    const { leftOut } = current;
    const signers = this.#signersAfter(current);
    return new OpenedEntity({ entity, graph, leftOut, signers }, key, content, link);
  }

  /** A grant of the key ring's owner on an entity that it opened. */
  async grant(opened: OpenedEntity, recipient: Recipient): Promise<Grant> {
    const { entity, graph, key } = opened;
    const parents = this.#parents(entity, graph, recipient.permission);
    const grant = await this.#grant(entity, key, parents, [recipient]);
    requireCurrent(recipient.exchange);
    this.requireVerified(opened.verified);
    return grant;
  }

  /**
   * What was signed over an entity leaves here only if that is believed now as it was when it was read.
   *
   * @throws Conflict if something was decided about its signers since, or a later version was seen
   */
  requireVerified(current: VerifiedEntity): void {
    requireStillVerified(current, this.keyRing);
  }

  /** Who has signed what was just signed over this. */
  #signersAfter(current?: VerifiedEntity): ReadonlyMap<string, number> {
    if (current !== undefined) {
      this.requireVerified(current);
    }
    return new Map(current?.signers).set(this.owner, this.keyRing.trustEpoch(this.owner));
  }

  #signerOfNext(old: EntityHeader): { key: OwnerKey; at: number } {
    const at = Math.max(this.now(), old.modified);
    return { key: this.keyRing.signer(at), at };
  }

  #next(old: Entity, graph: DelegationGraph, signer: { key: OwnerKey; at: number }): EntityHeader {
    return {
      id: old.id,
      type: old.type,
      created: old.created,
      modified: signer.at,
      author: old.author,
      modifiedBy: this.owner,
      writtenUnder: this.#ownWrite(graph),
      version: old.version + 1,
      keyGeneration: old.keyGeneration,
      keyCommitment: old.keyCommitment,
      revoked: old.revoked,
      tags: old.tags,
      links: old.links,
      signedBy: signer.key.keyId,
    };
  }

  #ownWrite(graph: DelegationGraph): string {
    const held = graph.heldBy(this.owner).find((each) => each.delegation.permission === "WRITE");
    if (held === undefined) {
      throw new Forbidden("you may read this entity, not change it");
    }
    return held.exchangeId;
  }

  #parents(
    header: EntityHeader,
    graph: DelegationGraph,
    permission: Permission,
  ): readonly string[] {
    if (header.author === this.owner) {
      return [];
    }
    const held = graph.heldBy(this.owner);
    const parents = parentsOf(
      header,
      held.filter((each) => covers(each.delegation.permission, permission)),
    );
    if (parents.length === 0) {
      throw new Forbidden(`nobody passes on more than it has: you may not give ${permission}`);
    }
    return parents;
  }

  /** A signed grant with its wraps, which are bound to its signature. */
  async #grant(
    header: EntityHeader,
    key: EntityKey,
    parents: readonly string[],
    recipients: readonly Recipient[],
  ): Promise<Grant> {
    const bare = recipients.map(({ exchange, permission }): [string, Delegation] => [
      exchange.key.exchangeId,
      { delegate: exchange.delegate, permission },
    ]);
    const signed = this.signedGrant(header, key.generation, parents, Object.fromEntries(bare));
    const hash = grantHash(signed);
    const wrapped = recipients.map(async (recipient): Promise<[string, Delegation]> => {
      const { exchangeId } = recipient.exchange.key;
      const place = { type: header.type, id: header.id, exchangeId, grantHash: hash };
      return [exchangeId, await this.#wrapped(recipient, key, header.version, place)];
    });
    return { ...signed, delegations: Object.fromEntries(await Promise.all(wrapped)) };
  }

  /** A grant of the key ring's owner without its wraps, which are bound to its signature. */
  signedGrant(
    header: EntityHeader,
    generation: number,
    parents: readonly string[],
    delegations: Readonly<Record<string, Delegation>>,
  ): Grant {
    const grantedAt = this.now();
    const signer = this.keyRing.signer(grantedAt);
    const unsigned = { by: this.owner, grantedAt, generation, parents, delegations };
    const signature = signer.sign(grantBytes(header, unsigned));
    return { ...unsigned, signedBy: signer.keyId, signature };
  }

  async #wrapped(
    { exchange, permission, link }: Recipient,
    key: EntityKey,
    version: number,
    place: DelegationPlace,
  ): Promise<Delegation> {
    const under = wrapKeyOf(exchange);
    const tells = link.patient !== undefined || link.secret !== undefined;
    return {
      delegate: exchange.delegate,
      permission,
      wrapped: await wrapKey(key, version, under, place, this.random),
      ...(tells ? { link: await wrapLink(link, under, place, this.random) } : {}),
    };
  }

  async #signed(
    header: EntityHeader,
    signer: OwnerKey | { key: OwnerKey },
    key: EntityKey,
    content: string,
    grants: readonly Grant[],
    rev?: string,
  ): Promise<Entity> {
    const boxed = await key.sealContent(utf8(content), header, this.random);
    const message = entityBytes(header, fromBase64Url(boxed, "content"));
    const by = "key" in signer ? signer.key : signer;
    return {
      ...header,
      content: boxed,
      signature: by.sign(message),
      grants,
      ...(rev === undefined ? {} : { rev }),
    };
  }
}
