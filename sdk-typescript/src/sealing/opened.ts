import type { EntityKey } from "../crypto/entitykey.js";
import type { LinkFields } from "../crypto/wraps.js";
import { type ClientError, DoubtfulContent } from "../error/client.js";
import { type DoubtfulOrigin, markedAs, originIn } from "../model/doubtful.js";
import type { DelegationGraph } from "../wire/delegations.js";
import type { Entity } from "../wire/entity.js";
import type { Grant } from "../wire/grant.js";
import { type VerifiedEntity, withGrant } from "./verified.js";

/** An entity that was verified and opened. It shows no content when it is printed. */
export class OpenedEntity {
  readonly #content: string;

  /**
   * @param key its key
   * @param content the private fields, JSON
   * @param link what the delegations told of the patient
   */
  constructor(
    readonly verified: VerifiedEntity,
    readonly key: EntityKey,
    content: string,
    readonly link: LinkFields,
  ) {
    this.#content = content;
  }

  /** The entity as it travels. */
  get entity(): Entity {
    return this.verified.entity;
  }

  /** Its valid delegations. */
  get graph(): DelegationGraph {
    return this.verified.graph;
  }

  /** The private fields, JSON. */
  reveal(): string {
    return this.#content;
  }

  /**
   * Why the content is not to be taken for what its writer wrote: it was signed under a key that is
   * not trusted or was retired before, or whoever signed it took it over from such.
   */
  doubt(): ClientError | undefined {
    if (this.verified.doubt !== undefined) {
      return this.verified.doubt;
    }
    const origin = originIn(this.#content);
    return origin && new DoubtfulContent(this.entity.id, origin.writer, origin.signedBy);
  }

  /** Whose content it is, if that is in doubt. */
  origin(): DoubtfulOrigin | undefined {
    return this.verified.doubt === undefined ? originIn(this.#content) : this.#signedOrigin();
  }

  /** Itself, if its content is genuine; else why it is not. */
  requireGenuine(): this {
    const doubt = this.doubt();
    if (doubt !== undefined) {
      throw doubt;
    }
    return this;
  }

  /**
   * The content as somebody else signs it who does not vouch for it: it says whose it is, if that is
   * in doubt.
   */
  contentTakenOver(): string {
    return this.verified.doubt === undefined
      ? this.#content
      : markedAs(this.#signedOrigin(), this.#content);
  }

  /** The same at another revision. */
  withRev(rev: string): OpenedEntity {
    return this.#with({ ...this.verified, entity: { ...this.entity, rev } });
  }

  /** The same at another revision with one more grant, which is believed. */
  withGrant(grant: Grant, rev: string): OpenedEntity {
    return this.#with(withGrant(this.verified, grant, rev));
  }

  /** The same, about this one of the patients that its delegations name. */
  aboutPatient(patient: string): OpenedEntity {
    const link = { ...this.link, patient };
    return new OpenedEntity(this.verified, this.key, this.#content, link);
  }

  /** The id; never key or content. */
  toString(): string {
    return `OpenedEntity[${this.entity.id}]`;
  }

  #with(verified: VerifiedEntity): OpenedEntity {
    return new OpenedEntity(verified, this.key, this.#content, this.link);
  }

  #signedOrigin(): DoubtfulOrigin {
    const { modifiedBy, signedBy, modified } = this.entity;
    return { writer: modifiedBy, signedBy, modified };
  }
}
