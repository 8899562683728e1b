import { linkOf } from "../crypto/wraps.js";
import { NoEntityKey, TamperedEntity } from "../error/client.js";
import { Conflict } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { OpenedEntity } from "../sealing/opened.js";
import { optionalText } from "../transport/answers.js";
import { linkedPages } from "./linkedpages.js";
import type { Model } from "./models.js";
import type { SharedEntity } from "./results.js";
import type { EntitySharing } from "./sharing.js";
import type { Connected } from "./tools.js";

const PAGE = 100;
const TRIES = 3;

/** Shares all that the caller can open about a patient with that patient (S15). */
export class PatientDataSharing {
  constructor(
    private readonly connected: Connected,
    private readonly kinds: readonly EntitySharing<Model>[],
  ) {}

  /**
   * The result of each, as it is there. Needs a proven, verified or confirmed card of the patient
   * (protocol §1): fails with `UntrustedKey` or `NoUsableKey`.
   */
  async *share(patientId: string): AsyncGenerator<SharedEntity> {
    const { keys, reader } = this.connected.tools;
    await keys.cards.requireConfirmed(patientId);
    const secret = await reader.patients.require(patientId);
    for (const sharing of this.kinds) {
      const { type } = sharing.reader.models;
      if (type === "Patient") {
        yield* this.#tell(sharing, patientId, patientId, () => reader.read(type, patientId));
        continue;
      }
      const link = linkOf(secret, type);
      for await (const page of linkedPages(this.connected.server, type, link, PAGE)) {
        for (const item of page) {
          const id = optionalText(item, "id") ?? "";
          yield* this.#tell(sharing, patientId, id, () => this.#openLinked(sharing, item, link));
        }
      }
    }
  }

  async #openLinked(
    { reader: { models } }: EntitySharing<Model>,
    item: JsonObject,
    link: string,
  ): Promise<OpenedEntity> {
    const { reader } = this.connected.tools;
    const verified = await reader.verifiedListed(models.type, item);
    if (!verified.entity.links.includes(link)) {
      throw new TamperedEntity(verified.entity.id, "PATIENT_LINK");
    }
    return reader.open(verified);
  }

  async *#tell(
    sharing: EntitySharing<Model>,
    patientId: string,
    id: string,
    open: () => Promise<OpenedEntity>,
  ): AsyncGenerator<SharedEntity> {
    const { type } = sharing.reader.models;
    try {
      const opened = await open();
      const shared = await this.#give(sharing, opened, patientId);
      const same = shared.entity.rev === opened.entity.rev;
      yield { type, id, outcome: same ? "hadAccess" : "shared" };
    } catch (error) {
      if (!(error instanceof NoEntityKey)) {
        yield { type, id, outcome: "failed", error };
      }
    }
  }

  async #give(
    sharing: EntitySharing<Model>,
    opened: OpenedEntity,
    patientId: string,
  ): Promise<OpenedEntity> {
    try {
      return await sharing.give(opened, patientId, {});
    } catch (failure) {
      if (failure instanceof Conflict) {
        return sharing.giveAccessRetrying(opened.entity.id, patientId, {}, TRIES);
      }
      throw failure;
    }
  }
}
