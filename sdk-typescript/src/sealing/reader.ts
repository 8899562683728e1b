import type { LinkFields } from "../crypto/wraps.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { TamperedEntity } from "../error/client.js";
import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { Secret } from "../primitives/secret.js";
import { optionalText } from "../transport/answers.js";
import type { ServerApi } from "../transport/serverapi.js";
import { MOST_TRIES, TrustChanged } from "../trust/trustchanged.js";
import { type Entity, type EntityType, readEntity } from "../wire/entity.js";
import { readWhole } from "../wire/fields.js";
import type { OpenedEntity } from "./opened.js";
import type { EntityOpener, OpenedWithPatients } from "./opener.js";
import { isLinked, PatientSecrets } from "./patients.js";
import type { SeenCheck } from "./seencheck.js";
import { isStillVerified, type TrustEpoch, type VerifiedEntity } from "./verified.js";
import type { EntityVerifier } from "./verifier.js";

/**
 * Reads entities and believes nothing: every entity that leaves here was verified against its
 * signatures, its grants and what was seen of it before, and opened. Its content may be doubtful, see
 * `OpenedEntity.doubt`.
 */
export class EntityReader {
  /** The link secrets of the patients that this reader can open. */
  readonly patients: PatientSecrets;

  constructor(
    private readonly server: ServerApi,
    private readonly verifier: EntityVerifier,
    private readonly opener: EntityOpener,
    private readonly seen: SeenCheck,
    now: () => number,
    private readonly trustEpoch: TrustEpoch,
  ) {
    this.patients = new PatientSecrets(this, now, trustEpoch);
  }

  /** An entity, opened; whoever shows its content asks first whether it is genuine. */
  async read(type: EntityType, id: string): Promise<OpenedEntity> {
    return this.open(await this.verified(type, id));
  }

  /** An entity whose signatures and history hold; it may stay closed. */
  async verified(type: EntityType, id: string): Promise<VerifiedEntity> {
    return this.#again(type, id, () => this.#verifiedOnce(type, id));
  }

  /** Verifies an entity that came in a list. */
  async verifiedListed(type: EntityType, json: JsonObject): Promise<VerifiedEntity> {
    const id = optionalText(json, "id") ?? "";
    const before = this.seen.before(id);
    return this.#again(type, id, () => this.#check(type, id, json, before));
  }

  /**
   * What the delegations of a verified entity tell of the patient, whether or not its content opens;
   * nothing if they hold junk.
   */
  links(verified: VerifiedEntity): Promise<LinkFields> {
    return this.#whileItHolds(verified, (now) => this.opener.links(now));
  }

  /**
   * Opens a verified entity and checks its link to the patient where that can be checked. Verifies it
   * again if a human has decided about a signer's cards before it was open.
   *
   * @throws TrustChanged if that happened each time
   */
  async open(verified: VerifiedEntity): Promise<OpenedEntity> {
    return this.#whileItHolds(verified, (now) => this.#open(now));
  }

  /**
   * Whether nothing was decided since about the cards of who signed an opened entity: for whoever shows it
   * together with others that are still to be opened. Keeps nothing of its content.
   */
  sinceOpening({ verified: { signers } }: OpenedEntity): () => boolean {
    return () => isStillVerified({ signers }, this.trustEpoch);
  }

  async #open(verified: VerifiedEntity): Promise<OpenedEntity> {
    const opened = await this.opener.open(verified);
    return opened.patients.length === 0 || verified.entity.type === "Patient"
      ? opened.entity
      : this.#aboutLinkedPatient(opened);
  }

  /** Remembers what was just written, so that nothing older is taken for it. */
  written(entity: Entity): void {
    this.seen.written(entity);
  }

  async #whileItHolds<R>(
    verified: VerifiedEntity,
    use: (now: VerifiedEntity) => Promise<R>,
  ): Promise<R> {
    let now = verified;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const used = await use(now);
      if (isStillVerified(now, this.trustEpoch)) {
        return used;
      }
      now = await this.#checked(now.entity, this.seen.before(now.entity.id));
    }
    throw new TrustChanged();
  }

  /**
   * An answer may have been on its way while something newer was seen, so what looks like a step back
   * is asked for once more; then it counts.
   */
  async #again(
    type: EntityType,
    id: string,
    attempt: () => Promise<VerifiedEntity>,
  ): Promise<VerifiedEntity> {
    try {
      return await attempt();
    } catch (failure) {
      if (failure instanceof TamperedEntity && failure.what === "ROLLBACK") {
        return this.#verifiedOnce(type, id);
      }
      throw failure;
    }
  }

  async #verifiedOnce(type: EntityType, id: string): Promise<VerifiedEntity> {
    const before = this.seen.before(id);
    return this.#check(type, id, await this.server.entity(type, id), before);
  }

  async #check(
    type: EntityType,
    id: string,
    json: JsonObject,
    before: ReturnType<SeenCheck["before"]>,
  ): Promise<VerifiedEntity> {
    return this.#checked(parseEntity(type, id, json), before);
  }

  async #checked(entity: Entity, before: ReturnType<SeenCheck["before"]>): Promise<VerifiedEntity> {
    const verified = await this.verifier.verify(entity);
    if (verified.doubt === undefined) {
      this.seen.check(verified.entity, before);
      this.seen.checkOwn(verified);
    } else {
      this.seen.checkDoubtful(verified.entity, before);
    }
    return verified;
  }

  /** About the first patient whose link it carries, else the first whose link cannot be checked. */
  async #aboutLinkedPatient({ entity, patients }: OpenedWithPatients): Promise<OpenedEntity> {
    let unchecked: string | undefined;
    for (const patient of patients) {
      const secret: Secret | undefined = await this.patients.known(patient);
      if (secret === undefined) {
        unchecked ??= patient;
      } else if (isLinked(entity.entity, secret)) {
        return entity.aboutPatient(patient);
      }
    }
    if (unchecked === undefined) {
      throw new TamperedEntity(entity.entity.id, "PATIENT_LINK");
    }
    return entity.aboutPatient(unchecked);
  }
}

/**
 * The entity that this is.
 *
 * @throws TamperedEntity if it is none, or another one than that which was asked for
 */
export function parseEntity(type: EntityType, id: string, json: JsonObject): Entity {
  const entity = parseStored(json, id);
  if (entity.type !== type || entity.id !== id) {
    throw new TamperedEntity(id, "IDENTITY");
  }
  if (entity.rev === undefined) {
    throw new InternalFault(`the server's entity ${id} has no revision`);
  }
  return entity;
}

/** The entity that this is, whichever. */
export function parseStored(json: JsonObject, id: string): Entity {
  try {
    return readWhole(json, readEntity);
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      throw new TamperedEntity(id, "MALFORMED");
    }
    throw failure;
  }
}
