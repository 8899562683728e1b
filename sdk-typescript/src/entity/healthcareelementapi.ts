import type { HealthcareElement } from "../model/records.js";
import { PatientDataApi } from "./patientdataapi.js";
import type { BatchResult, EntityFilter, EntityPage, OpenEntities } from "./results.js";

/** What patients have or had. */
export class HealthcareElementApi extends PatientDataApi<HealthcareElement> {
  /**
   * Creates an element about a patient, or writes its next version; whom it is about never changes.
   *
   * @param patientId needed for a new one
   */
  createOrModifyHealthcareElement(
    element: HealthcareElement,
    patientId?: string,
  ): Promise<HealthcareElement> {
    return this.engine.writer.createOrModify(element, patientId);
  }

  /** {@link createOrModifyHealthcareElement} of many; each has a result of its own. */
  createOrModifyHealthcareElements(
    elements: readonly HealthcareElement[],
    patientId?: string,
  ): Promise<readonly BatchResult<HealthcareElement>[]> {
    return this.engine.batches.createOrModify(elements, patientId);
  }

  /** An element, opened and genuine; else fails with why not. */
  getHealthcareElement(id: string): Promise<HealthcareElement> {
    return this.engine.reader.get(id);
  }

  /** A page of elements that the caller may see. */
  getHealthcareElements(filter: EntityFilter = {}): Promise<EntityPage<HealthcareElement>> {
    return this.engine.lists.list(filter);
  }

  /** All about a patient that the caller can open and believes; the list names what is left out of it. */
  getHealthcareElementsForPatient(patientId: string): Promise<OpenEntities<HealthcareElement>> {
    return this.engine.lists.about(patientId);
  }

  /** Deletes an element; answers its id. */
  deleteHealthcareElement(id: string): Promise<string> {
    return this.engine.delete(id);
  }

  /** Deletes many. */
  deleteHealthcareElements(ids: readonly string[]): Promise<readonly BatchResult<string>[]> {
    return this.engine.deleteAll(ids);
  }
}
