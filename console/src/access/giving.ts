import { DataSample, type Permission, type SalusApi } from "@salus/sdk";
import { recordsOf } from "../records/record.js";

/** What came of giving access to all that is known of a patient. */
export interface Given {
  readonly given: number;
  readonly failed: number;
}

/** Shares a patient, and if wanted all records about them that open here, with somebody. */
export async function giveTo(
  api: SalusApi,
  patientId: string,
  dataOwner: string,
  permission: Permission,
  withRecords: boolean,
): Promise<Given> {
  const access = { permission };
  await api.patientApi.giveAccessRetrying(patientId, dataOwner, access);
  const { entries } = withRecords ? await recordsOf(api, patientId) : { entries: [] };
  let failed = 0;
  for (const { record, id } of entries) {
    const sharing = record instanceof DataSample ? api.dataSampleApi : api.healthcareElementApi;
    await sharing.giveAccessRetrying(id, dataOwner, access).catch(() => failed++);
  }
  return { given: 1 + entries.length - failed, failed };
}
