import type { EntityKey } from "../crypto/entitykey.js";
import {
  type LinkFields,
  placeOf,
  unwrapKey,
  unwrapLink,
  type WrappedKey,
} from "../crypto/wraps.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { type ClientError, NoEntityKey, type Tampered, TamperedEntity } from "../error/client.js";
import type { ExchangeBook } from "../exchange/book.js";
import type { OpenedExchange } from "../exchange/opened.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { Secret } from "../primitives/secret.js";
import type { Entity } from "../wire/entity.js";
import { type HeldDelegation, HeldDelegations, requireParties, wrappedBy } from "./held.js";
import { OpenedEntity } from "./opened.js";
import { type VerifiedEntity, whyNothingIsHeld } from "./verified.js";

/** An opened entity, and whom its delegations say that it is about, the most credible first. */
export interface OpenedWithPatients {
  readonly entity: OpenedEntity;
  readonly patients: readonly string[];
}

interface Links {
  readonly secret: Secret | undefined;
  readonly patients: readonly string[];
}

/** Opens verified entities with the exchange keys of the reader (protocol §4, §5). */
export class EntityOpener {
  readonly #delegations: HeldDelegations;

  constructor(
    private readonly reader: string,
    exchanges: ExchangeBook,
  ) {
    this.#delegations = new HeldDelegations(reader, exchanges);
  }

  /**
   * The entity, opened. Fails with `NoEntityKey` if the reader holds nothing that opens it, with
   * `UntrustedKey` if that is because of whose key an exchange is signed with, with why it does not count
   * if all that it holds was left out, with `TamperedEntity` if what it holds does
   * not belong together; and with the doubt of an entity that is doubtful, since then nobody vouches
   * for what does not open.
   *
   * Whoever may read the entity can give the reader one more delegation, with junk in it. So all are
   * tried in their order, and the first that opens decides.
   */
  async open(verified: VerifiedEntity): Promise<OpenedWithPatients> {
    try {
      return await this.#open(verified);
    } catch (failure) {
      const closed = failure instanceof TamperedEntity || failure instanceof NoEntityKey;
      throw closed && verified.doubt !== undefined ? verified.doubt : failure;
    }
  }

  /** What its delegations tell of the patient; nothing if they hold junk. */
  async links(verified: VerifiedEntity): Promise<LinkFields> {
    const held = await this.#delegations.of(verified);
    try {
      return fieldsOf(await openLinks(verified.entity, held));
    } catch (failure) {
      if (failure instanceof TamperedEntity) {
        return {};
      }
      throw failure;
    }
  }

  async #open(verified: VerifiedEntity): Promise<OpenedWithPatients> {
    const held = await this.#delegations.of(verified);
    const { key } = await this.#firstKey(verified, held);
    const content = await openContent(verified.entity, key);
    const links = await openLinks(verified.entity, held);
    const entity = new OpenedEntity(verified, key, content, fieldsOf(links));
    return { entity, patients: links.patients };
  }

  async #firstKey(verified: VerifiedEntity, held: readonly HeldDelegation[]): Promise<WrappedKey> {
    let failure: ClientError | undefined;
    for (const each of held) {
      const { wrapped } = each.held.delegation;
      if (wrapped === undefined || each.wrapping === undefined) {
        continue;
      }
      try {
        return await unwrap(verified.entity, each, wrapped, each.wrapping);
      } catch (junk) {
        if (!(junk instanceof TamperedEntity)) {
          throw junk;
        }
        failure ??= junk;
      }
    }
    // what is held and stays closed says more than what was left out
    failure ??= held.find((each) => each.untrusted !== undefined)?.untrusted;
    failure ??= whyNothingIsHeld(verified, this.reader);
    throw failure ?? new NoEntityKey(verified.entity.id);
  }
}

async function unwrap(
  entity: Entity,
  delegation: HeldDelegation,
  wrapped: string,
  wrapping: OpenedExchange,
): Promise<WrappedKey> {
  requireParties(delegation, entity.id);
  const { exchangeId, grant } = delegation.held;
  const place = placeOf(entity, exchangeId, grant);
  const by = wrappedBy(delegation);
  const { wrapKey } = wrapping.key;
  const opened = await orTampered(entity.id, "WRAP", by, () =>
    unwrapKey(wrapped, wrapKey, place, entity.keyGeneration),
  );
  if (opened.key.commitment !== entity.keyCommitment) {
    throw new TamperedEntity(entity.id, "KEY_COMMITMENT", by);
  }
  if (entity.version < opened.version) {
    throw new TamperedEntity(entity.id, "ROLLBACK", by);
  }
  return opened;
}

function openContent(entity: Entity, key: EntityKey): Promise<string> {
  return orTampered(entity.id, "CONTENT", entity.modifiedBy, () =>
    key.openContent(entity.content, entity),
  );
}

/** What those links say that open; fails with `TamperedEntity` if none of them does. */
async function openLinks(entity: Entity, held: readonly HeldDelegation[]): Promise<Links> {
  let secret: Secret | undefined;
  const patients = new Set<string>();
  let junk: TamperedEntity | undefined;
  let opened = false;
  for (const each of held) {
    const { link } = each.held.delegation;
    if (link === undefined || each.own === undefined) {
      continue;
    }
    try {
      const fields = await openLink(entity, each, link, each.own);
      opened = true;
      secret ??= fields.secret;
      if (fields.patient !== undefined) {
        patients.add(fields.patient);
      }
    } catch (failure) {
      if (!(failure instanceof TamperedEntity)) {
        throw failure;
      }
      junk = failure;
    }
  }
  if (junk !== undefined && !opened) {
    throw junk;
  }
  return { secret, patients: [...patients] };
}

function openLink(
  entity: Entity,
  delegation: HeldDelegation,
  link: string,
  own: OpenedExchange,
): Promise<LinkFields> {
  requireParties(delegation, entity.id);
  const { exchangeId, grant } = delegation.held;
  return orTampered(entity.id, "WRAP", grant.by, () =>
    unwrapLink(link, own.key.wrapKey, placeOf(entity, exchangeId, grant)),
  );
}

function fieldsOf({ secret, patients }: Links): LinkFields {
  const [patient] = patients;
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(secret === undefined ? {} : { secret }),
  };
}

async function orTampered<T>(
  entityId: string,
  what: Tampered,
  by: string,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (failure) {
    if (failure instanceof CryptoFailure || failure instanceof ProtocolViolation) {
      throw new TamperedEntity(entityId, what, by);
    }
    throw failure;
  }
}
