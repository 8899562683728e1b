import { type LinkFields, linkOf } from "../crypto/wraps.js";
import { ClientError, NoEntityKey, TamperedEntity } from "../error/client.js";
import { NotFound } from "../error/server.js";
import type { Secret } from "../primitives/secret.js";
import type { EntityHeader, EntityType } from "../wire/entity.js";
import type { OpenedEntity } from "./opened.js";
import type { VerifiedEntity } from "./verified.js";

/** How long a secret is remembered, milliseconds. */
const REMEMBERED_MS = 60_000;

const MOST_REMEMBERED = 10_000;

/** Reads the patients that the secrets are of. */
interface PatientReader {
  verified(type: EntityType, id: string): Promise<VerifiedEntity>;
  open(patient: VerifiedEntity): Promise<OpenedEntity>;
  links(patient: VerifiedEntity): Promise<LinkFields>;
}

interface Remembered {
  readonly until: number;
  /** The `trustEpoch` at which it was asked for: whose card is distrusted since may have written it. */
  readonly epoch: number;
  readonly secret: Promise<Secret | undefined>;
}

/**
 * The link secrets of patients (protocol §6), by which their data is found and claims about a patient
 * are checked.
 */
export class PatientSecrets {
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    private readonly reader: PatientReader,
    private readonly now: () => number,
    private readonly trustEpoch: () => number,
  ) {}

  /**
   * The secret of a patient as the server has it now. Fails with `NotFound` naming the patient if it
   * cannot be seen or opened, or was shared without its secret.
   */
  async require(patientId: string): Promise<Secret> {
    const secret = await this.#remember(patientId);
    if (secret === undefined) {
      throw new NotFound(`patient ${patientId} is not there for you to open`);
    }
    return secret;
  }

  /** Whether an entity is linked to a patient; false also if the secret cannot be had. */
  async isAbout(opened: OpenedEntity, patientId: string): Promise<boolean> {
    const secret = await this.known(patientId);
    return secret !== undefined && isLinked(opened.entity, secret);
  }

  /**
   * The secret of a patient if it can be had, at most a minute old and of no time before the last
   * decision about anybody's cards; undefined if not, also because the patient's record is not believed:
   * what is about the patient does not depend on that.
   */
  async known(patientId: string): Promise<Secret | undefined> {
    const before = this.#remembered.get(patientId);
    const fresh =
      before !== undefined && before.until > this.now() && before.epoch === this.trustEpoch();
    try {
      return await (fresh ? before.secret : this.#remember(patientId));
    } catch (failure) {
      if (failure instanceof ClientError) {
        return undefined;
      }
      throw failure;
    }
  }

  /** Forgets and overwrites all link secrets. */
  wipe(): void {
    const all = [...this.#remembered.values()];
    this.#remembered.clear();
    for (const { secret } of all) {
      secret.then(
        (known) => known?.wipe(),
        () => undefined,
      );
    }
  }

  #remember(patientId: string): Promise<Secret | undefined> {
    const epoch = this.trustEpoch();
    const secret = this.#load(patientId);
    const remembered = { until: this.now() + REMEMBERED_MS, epoch, secret };
    this.#remembered.delete(patientId);
    this.#remembered.set(patientId, remembered);
    secret.catch(() => {
      if (this.#remembered.get(patientId) === remembered) {
        this.#remembered.delete(patientId);
      }
    });
    if (this.#remembered.size > MOST_REMEMBERED) {
      this.#remembered.delete(this.#remembered.keys().next().value ?? "");
    }
    return secret;
  }

  async #load(patientId: string): Promise<Secret | undefined> {
    try {
      const links = await this.#links(await this.reader.verified("Patient", patientId));
      return links.secret;
    } catch (failure) {
      if (failure instanceof NotFound || failure instanceof NoEntityKey) {
        return undefined;
      }
      throw failure;
    }
  }

  /** Junk that somebody wrote, or wrapped, does not take the secret from who holds it (§8). */
  async #links(patient: VerifiedEntity): Promise<LinkFields> {
    try {
      return (await this.reader.open(patient)).link;
    } catch (failure) {
      if (!(failure instanceof TamperedEntity)) {
        throw failure;
      }
      const links = await this.reader.links(patient);
      if (links.secret === undefined) {
        throw failure;
      }
      return links;
    }
  }
}

/** Whether an entity carries the link of its type of this secret. */
export function isLinked(header: EntityHeader, secret: Secret): boolean {
  return header.links.includes(linkOf(secret, header.type));
}
