import { DataSample, type Patient, type Permission, type SalusApi } from "@salus/sdk";
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

/**
 * Takes access to a patient and to all records about them that open here, under new keys: what is
 * written from now on stays closed to them. The patient comes last, so that a failure can be repeated.
 */
export async function takeFrom(api: SalusApi, patient: Patient, dataOwner: string): Promise<void> {
  const { entries } = await recordsOf(api, patient.id ?? "");
  for (const { record } of entries) {
    const has = record.metadata?.delegations.some(({ delegate }) => delegate === dataOwner);
    if (has === true) {
      await (record instanceof DataSample
        ? api.dataSampleApi.revokeAccess(record, dataOwner)
        : api.healthcareElementApi.revokeAccess(record, dataOwner));
    }
  }
  await api.patientApi.revokeAccess(patient, dataOwner);
}
