import type { DataSample, HealthcareElement } from "../model/records.js";
import { EntityApi } from "./entityapi.js";
import type { Stored } from "./models.js";
import type { PotentiallyEncrypted } from "./results.js";

/** The patient that an entity says it is about. */
export interface PatientReference {
  readonly patientId: string;
  /** Whether the entity carries the patient's link; else it is a claim of who gave access. */
  readonly verified: boolean;
}

/** What can be done with what is about a patient. */
export abstract class PatientDataApi<
  T extends DataSample | HealthcareElement,
> extends EntityApi<T> {
  /** All about a patient that the caller may see: also closed, doubtful and refused ones. */
  getAndTryDecryptForPatient(
    patientId: string,
  ): Promise<readonly PotentiallyEncrypted<Stored<T>>[]> {
    return this.engine.lists.allAbout(patientId);
  }

  /** Whom an entity is about; undefined if the caller was not told. */
  async extractPatientId(entity: T): Promise<PatientReference | undefined> {
    const opened = await this.engine.reader.stored(entity);
    const patientId = opened.link.patient;
    if (patientId === undefined) {
      return undefined;
    }
    const { patients } = this.engine.connected.tools.reader;
    return { patientId, verified: await patients.isAbout(opened, patientId) };
  }
}
