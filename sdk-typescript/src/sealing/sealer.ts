import { EntityKey } from "../crypto/entitykey.js";
import type { OwnerKey } from "../crypto/ownerkey.js";
import type { RandomSource } from "../crypto/random.js";
import { Secret } from "../crypto/secret.js";
import { type DelegationPlace, type LinkFields, wrapKey, wrapLink } from "../crypto/wraps.js";
import { fromBase64Url } from "../encoding/base64url.js";
import { utf8 } from "../encoding/bytes.js";
import { timeOrderedUuid } from "../encoding/uuid.js";
import { Forbidden } from "../error/server.js";
import { type OpenedExchange, wrapKeyOf } from "../exchange/opened.js";
import type { KeyRing } from "../keys/keyring.js";
import { DelegationGraph, type Held } from "../wire/delegations.js";
import {
  type Entity,
  entityBytes,
  type EntityHeader,
  type EntityType,
  LINK_BYTES,
  type Tag,
} from "../wire/entity.js";
import {
  covers,
  type Delegation,
  type Grant,
  grantBytes,
  grantHash,
  MAX_PARENTS,
  type Permission,
} from "../wire/grant.js";
import { mostCredible } from "./held.js";
import { OpenedEntity } from "./opened.js";
import type { VerifiedEntity } from "./verified.js";

/** An entity that is to be created. */
export interface NewEntity {
  readonly type: EntityType;
  readonly id: string;
  /** The private fields, JSON. */
  readonly content: string;
  /** Codings to publish. */
  readonly tags: readonly Tag[];
  /** By which it is found. */
  readonly links: readonly string[];
  /** What its author remembers of the patient. */
  readonly link: LinkFields;
}

/** Who is to be given access, and how. */
export interface Recipient {
  /** From the grantor to the delegate, fit for wrapping. */
  readonly exchange: OpenedExchange;
  readonly permission: Permission;
  /** What the delegate is told of the patient. */
  readonly link: LinkFields;
}

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
    const graph = new DelegationGraph(owner, [], entity.grants);
    return new OpenedEntity({ entity, graph, leftOut: [] }, key, made.content, made.link);
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
    return new OpenedEntity({ entity: signed, graph, leftOut }, current.key, content, current.link);
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
    return new OpenedEntity({ entity, graph, leftOut: current.leftOut }, key, content, link);
  }

  /** A grant of the key ring's owner on an entity that it opened. */
  grant(opened: OpenedEntity, recipient: Recipient): Promise<Grant> {
    const { entity, graph, key } = opened;
    const parents = this.#parents(entity, graph, recipient.permission);
    return this.#grant(entity, key, parents, [recipient]);
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

/** As many as a grant may have: others may have given its giver more, to be in its way. */
export function parentsOf(header: EntityHeader, held: readonly Held[]): readonly string[] {
  return [...held]
    .sort(mostCredible(header.author))
    .slice(0, MAX_PARENTS)
    .map((each) => each.exchangeId);
}
