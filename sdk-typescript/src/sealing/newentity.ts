import type { LinkFields } from "../crypto/wraps.js";
import type { OpenedExchange } from "../exchange/opened.js";
import type { EntityType, Tag } from "../wire/entity.js";
import type { Permission } from "../wire/grant.js";
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
  /** What it is a copy of. */
  readonly copied?: VerifiedEntity;
}

/** Who is to be given access, and how. */
export interface Recipient {
  /** From the grantor to the delegate, fit for wrapping. */
  readonly exchange: OpenedExchange;
  readonly permission: Permission;
  /** What the delegate is told of the patient. */
  readonly link: LinkFields;
}
