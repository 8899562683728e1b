import type { InvitationCode } from "../account/invitationcode.js";
import { Invitations } from "../account/invitations.js";
import { Forbidden, Invalid } from "../error/server.js";
import type { Patient } from "../model/records.js";
import type { RandomSource } from "../primitives/random.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import type { EntityEngine } from "./engine.js";
import { EntityApi } from "./entityapi.js";
import type { Stored } from "./models.js";
import type { PatientDataSharing } from "./patientdata.js";
import type { BatchResult, EntityFilter, EntityPage, SharedEntity } from "./results.js";

/** What inviting needs of a connection that has keys. */
interface Keyed {
  readonly keys: OwnerKeys;
  readonly random: RandomSource;
}

/** Patients. */
export class PatientApi extends EntityApi<Patient> {
  /** @internal */
  constructor(
    engine: EntityEngine<Patient>,
    private readonly dataSharing: PatientDataSharing,
    private readonly server: ServerApi,
    private readonly keyedIfAny: Keyed | undefined,
  ) {
    super(engine);
  }

  /**
   * Creates a patient that has no metadata yet, else writes its next version. A new one is shared
   * automatically as the owner's policy says; who could not be reached is in its metadata.
   */
  createOrModifyPatient(patient: Patient): Promise<Stored<Patient>> {
    return this.engine.writer.createOrModify(patient);
  }

  /** {@link createOrModifyPatient} of many; each has a result of its own. */
  createOrModifyPatients(
    patients: readonly Patient[],
  ): Promise<readonly BatchResult<Stored<Patient>>[]> {
    return this.engine.batches.createOrModify(patients);
  }

  /** A patient, opened and genuine; else fails with why not. */
  getPatient(id: string): Promise<Stored<Patient>> {
    return this.engine.reader.get(id);
  }

  /** A page of patients that the caller may see. */
  getPatients(filter: EntityFilter = {}): Promise<EntityPage<Stored<Patient>>> {
    return this.engine.lists.list(filter);
  }

  /**
   * Shares the patient's record, and all about it that the caller can open, with the patient. Takes a
   * proven, verified or confirmed key of the patient. Running it again changes nothing.
   *
   * @returns what became of each, as it is there
   */
  giveAccessToAllDataOf(patientId: string): AsyncIterable<SharedEntity> {
    return this.dataSharing.share(patientId);
  }

  /**
   * Invites somebody to become the user of this patient (protocol §1); only the record's author may.
   *
   * @returns the code to hand to that person, over a channel that the server does not see; keep it for
   *   {@link confirmInvitation}
   */
  async inviteUser(patient: Patient): Promise<InvitationCode> {
    if (patient.id === undefined) {
      throw new Invalid("id", "the patient is not stored yet");
    }
    return this.#invitations().invite(patient.id);
  }

  /**
   * Trusts the key of whoever accepted the invitation, if it comes with the proof that only the holder
   * of the code could make, in place of whatever first use had taken; completes once that is kept.
   *
   * @returns the data owner; undefined if nobody has accepted yet. Fails with `Invalid` naming `proof`
   *   or `card` if somebody else, the server included, made that card
   */
  async confirmInvitation(code: InvitationCode): Promise<string | undefined> {
    return this.#invitations().confirm(code);
  }

  #invitations(): Invitations {
    if (this.keyedIfAny === undefined) {
      throw new Forbidden("this needs a key ring; the connection was made without one");
    }
    return new Invitations(this.server, this.keyedIfAny.keys, this.keyedIfAny.random);
  }

  /** Deletes a patient; answers its id, which is never used again. */
  deletePatient(id: string): Promise<string> {
    return this.engine.delete(id);
  }

  /** Deletes many. */
  deletePatients(ids: readonly string[]): Promise<readonly BatchResult<string>[]> {
    return this.engine.deleteAll(ids);
  }
}
