import { type LinkFields, linkOf } from "../crypto/wraps.js";
import { toBase64Url } from "../encoding/base64url.js";
import { pae } from "../encoding/pae.js";
import { isUuid } from "../encoding/uuid.js";
import { Invalid, Unavailable } from "../error/server.js";
import type { OpenedExchange } from "../exchange/opened.js";
import { sha256 } from "../primitives/hash.js";
import type { OpenedEntity } from "../sealing/opened.js";
import {
  areCurrent,
  type AutomaticDelegates,
  recipientsOf,
  requireNewestPolicy,
} from "../sharing/recipients.js";
import type { ModelReader } from "./modelreader.js";
import type { EntityModels, Model, Stored } from "./models.js";
import { isSameSet, textOf } from "./ownwrite.js";
import type { EntitySender } from "./sender.js";
import type { Connected } from "./tools.js";

/** What a new entity has of its patient. */
interface PatientContext {
  readonly links: readonly string[];
  readonly link: LinkFields;
}

/** What all creations of one call share. */
export interface Creation {
  readonly own: OpenedExchange;
  readonly delegates: AutomaticDelegates;
  readonly patient: () => PatientContext;
}

/** Whether nothing was decided since about whom new entities are shared with. */
export function isCurrent({ own, delegates }: Creation): boolean {
  return own.isCurrent() && areCurrent(delegates);
}

/** A creation of a model without an id whose answer was lost. */
interface Unanswered {
  readonly says: string;
  readonly sealed: OpenedEntity;
  readonly creation: Creation;
}

/** How many creations without an answer are kept to be sent again. */
const MOST_UNANSWERED = 1_000;

/** Creates and modifies entities of one type. */
export class ModelWriter<T extends Model> {
  private readonly models: EntityModels<T>;
  /** Creations of models without an id whose answer was lost, by what they say. */
  readonly #unanswered: Unanswered[] = [];

  constructor(
    private readonly connected: Connected,
    private readonly reader: ModelReader<T>,
    private readonly sender: EntitySender,
  ) {
    this.models = reader.models;
  }

  /** @param patientId whom it is about; undefined for a patient itself */
  async createOrModify(model: T, patientId?: string): Promise<Stored<T>> {
    if (this.models.isNew(model)) {
      const creation = await this.prepare(patientId);
      const stored = await this.sender.signing(() => this.#sendNew(model, creation));
      return this.models.model(stored, { skipped: creation.delegates.skipped });
    }
    const stored = await this.reader.stored(model);
    if (this.isStored(model, stored)) {
      return this.models.model(stored);
    }
    const now = await this.unchanged(model, stored, patientId);
    const written = await this.sender.signing(async () =>
      this.sender.modify(await this.next(model, now)),
    );
    return this.models.model(written);
  }

  /** What new entities of one call need. */
  async prepare(patientId?: string): Promise<Creation> {
    const { exchanges, recipients } = this.connected.tools;
    const patient = await this.#patient(patientId);
    const own = await exchanges.own();
    return { own, delegates: await recipients.of(this.models.type), patient };
  }

  /** A new entity of a model, sealed. */
  async create(model: T, creation: Creation): Promise<OpenedEntity> {
    const { sealer, publishedCodingTypes } = this.connected.tools;
    const { links, link } = creation.patient();
    if (model.id !== undefined && !isUuid(model.id)) {
      throw new Invalid("id", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    const made = {
      type: this.models.type,
      id: model.id ?? sealer.newId(),
      content: this.models.writeNew(model),
      tags: this.models.tags(model, publishedCodingTypes),
      links,
      link,
    };
    const sealed = await sealer.create(made, creation.own, recipientsOf(creation.delegates, link));
    requireNewestPolicy(creation.delegates);
    return sealed;
  }

  /**
   * The next version of an entity, sealed: as the model says, all else to the byte as it was. Of doubtful
   * content nothing else is kept (protocol §4.2): who writes over it signs nothing that they have not seen.
   */
  next(model: T, stored: OpenedEntity): Promise<OpenedEntity> {
    const { sealer, publishedCodingTypes } = this.connected.tools;
    const content =
      stored.doubt() === undefined
        ? this.models.writeOver(model, stored.reveal())
        : this.models.writeInPlaceOf(model, stored.reveal());
    return sealer.modify(stored, content, this.models.tags(model, publishedCodingTypes));
  }

  /** Whether what is stored is what this very model, handed in before, had become. */
  isStored(model: T, stored: OpenedEntity): boolean {
    const { entity } = stored;
    const { sealer, publishedCodingTypes } = this.connected.tools;
    return (
      !this.models.isCurrent(model, entity) &&
      this.models.isBefore(model, entity.version) &&
      entity.modifiedBy === sealer.owner &&
      stored.doubt() === undefined &&
      isSameSet(
        entity.tags.map(textOf),
        this.models.tags(model, publishedCodingTypes).map(textOf),
      ) &&
      this.models.saysTheSame(stored.reveal(), model)
    );
  }

  /** The stored version of a model, if it is of that revision and about that patient. */
  async unchanged(model: T, stored: OpenedEntity, patientId?: string): Promise<OpenedEntity> {
    this.models.requireCurrent(model, stored);
    const about =
      patientId === undefined ||
      patientId === stored.link.patient ||
      (await this.connected.tools.reader.patients.isAbout(stored, patientId));
    if (!about) {
      throw new Invalid("patientId", "the patient of an entity never changes");
    }
    return stored;
  }

  async #patient(patientId?: string): Promise<() => PatientContext> {
    const { type } = this.models;
    const { sealer, reader } = this.connected.tools;
    if (type === "Patient") {
      return () => ({ links: [], link: { secret: sealer.newLinkSecret() } });
    }
    if (patientId === undefined) {
      throw new Invalid("patientId", "a new entity needs a patient");
    }
    const secret = await reader.patients.require(patientId);
    return () => ({ links: [linkOf(secret, type)], link: { patient: patientId } });
  }

  async #sendNew(model: T, creation: Creation): Promise<OpenedEntity> {
    const sealed = await this.create(model, creation);
    if (model.id !== undefined) {
      return this.sender.create(sealed);
    }
    const before = this.#takeUnanswered(sealed);
    if (before === undefined) {
      return this.#sendUnnamed(sealed, creation);
    }
    if (!isCurrent(before.creation)) {
      return (await this.#created(before)) ?? this.#sendUnnamed(sealed, creation);
    }
    try {
      return await this.#sendUnnamed(before.sealed, before.creation);
    } catch (failure) {
      if (failure instanceof Invalid) {
        return this.#sendUnnamed(sealed, creation);
      }
      throw failure;
    }
  }

  /**
   * What was sealed before a decision about whom it is shared with does not go out after it. If it had
   * arrived, it is what was asked for; undefined if not.
   */
  async #created(before: Unanswered): Promise<OpenedEntity | undefined> {
    try {
      return await this.sender.created(before.sealed);
    } catch (failure) {
      this.#unanswered.push(before);
      throw failure;
    }
  }

  async #sendUnnamed(sealed: OpenedEntity, creation: Creation): Promise<OpenedEntity> {
    try {
      return await this.sender.create(sealed);
    } catch (failure) {
      if (failure instanceof Unavailable) {
        this.#unanswered.push({ says: whatItSays(sealed), sealed, creation });
        this.#unanswered.splice(0, this.#unanswered.length - MOST_UNANSWERED);
      }
      throw failure;
    }
  }

  #takeUnanswered(sealed: OpenedEntity): Unanswered | undefined {
    if (this.#unanswered.length === 0) {
      return undefined;
    }
    const says = whatItSays(sealed);
    const at = this.#unanswered.findIndex((each) => each.says === says);
    return at < 0 ? undefined : this.#unanswered.splice(at, 1)[0];
  }
}

function whatItSays(sealed: OpenedEntity): string {
  const { type, links } = sealed.entity;
  return toBase64Url(sha256(pae(type, links.join(","), sealed.reveal())));
}
