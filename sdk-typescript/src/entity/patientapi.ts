import type { Patient } from "../model/records.js";
import type { EntityEngine } from "./engine.js";
import { EntityApi } from "./entityapi.js";
import type { PatientDataSharing } from "./patientdata.js";
import type { BatchResult, EntityFilter, EntityPage, SharedEntity } from "./results.js";

/** Patients. */
export class PatientApi extends EntityApi<Patient> {
  /** @internal */
  constructor(
    engine: EntityEngine<Patient>,
    private readonly dataSharing: PatientDataSharing,
  ) {
    super(engine);
  }

  /**
   * Creates a patient that has no metadata yet, else writes its next version. A new one is shared
   * automatically as the owner's policy says; who could not be reached is in its metadata.
   */
  createOrModifyPatient(patient: Patient): Promise<Patient> {
    return this.engine.writer.createOrModify(patient);
  }

  /** {@link createOrModifyPatient} of many; each has a result of its own. */
  createOrModifyPatients(patients: readonly Patient[]): Promise<readonly BatchResult<Patient>[]> {
    return this.engine.batches.createOrModify(patients);
  }

  /** A patient, opened and genuine; else fails with why not. */
  getPatient(id: string): Promise<Patient> {
    return this.engine.reader.get(id);
  }

  /** A page of patients that the caller may see. */
  getPatients(filter: EntityFilter = {}): Promise<EntityPage<Patient>> {
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

  /** Deletes a patient; answers its id, which is never used again. */
  deletePatient(id: string): Promise<string> {
    return this.engine.delete(id);
  }

  /** Deletes many. */
  deletePatients(ids: readonly string[]): Promise<readonly BatchResult<string>[]> {
    return this.engine.deleteAll(ids);
  }
}
