import type { DataSample } from "../model/records.js";
import type { EntityEngine } from "./engine.js";
import { LinkedElements } from "./linkedelements.js";
import { PatientDataApi } from "./patientdataapi.js";
import type { BatchResult, EntityFilter, EntityPage, OpenEntities } from "./results.js";

/** What was observed, measured or told about patients. */
export class DataSampleApi extends PatientDataApi<DataSample> {
  readonly #elements: LinkedElements;

  /** @internal */
  constructor(engine: EntityEngine<DataSample>) {
    super(engine);
    const { server } = engine.connected;
    this.#elements = new LinkedElements(server, (id) => engine.reader.getAnyway(id));
  }

  /**
   * Creates a sample about a patient, or writes its next version; whom it is about never changes.
   * Fails with `NotFound` naming the patient, or a healthcare element, that cannot be seen.
   */
  async createOrModifyDataSampleFor(patientId: string, sample: DataSample): Promise<DataSample> {
    const [refusal] = await this.#elements.refusals([sample]);
    if (refusal !== undefined) {
      throw refusal;
    }
    return this.engine.writer.createOrModify(sample, patientId);
  }

  /** {@link createOrModifyDataSampleFor} of many; each has a result of its own. */
  async createOrModifyDataSamplesFor(
    patientId: string,
    samples: readonly DataSample[],
  ): Promise<readonly BatchResult<DataSample>[]> {
    const refusals = await this.#elements.refusals(samples);
    const others = samples.filter((_, i) => refusals[i] === undefined);
    const written = [...(await this.engine.batches.createOrModify(others, patientId))];
    return samples.flatMap(({ id }, i): readonly BatchResult<DataSample>[] => {
      const error = refusals[i];
      if (error !== undefined) {
        return [{ kind: "failed", error, ...(id === undefined ? {} : { id }) }];
      }
      return written.splice(0, 1);
    });
  }

  /** A sample, opened and genuine; else fails with why not. */
  getDataSample(id: string): Promise<DataSample> {
    return this.engine.reader.get(id);
  }

  /** A page of samples that the caller may see. */
  getDataSamples(filter: EntityFilter = {}): Promise<EntityPage<DataSample>> {
    return this.engine.lists.list(filter);
  }

  /** All about a patient that the caller can open and believes; the list names what is left out of it. */
  getDataSamplesForPatient(patientId: string): Promise<OpenEntities<DataSample>> {
    return this.engine.lists.about(patientId);
  }

  /** Deletes a sample; answers its id. */
  deleteDataSample(id: string): Promise<string> {
    return this.engine.delete(id);
  }

  /** Deletes many. */
  deleteDataSamples(ids: readonly string[]): Promise<readonly BatchResult<string>[]> {
    return this.engine.deleteAll(ids);
  }
}
