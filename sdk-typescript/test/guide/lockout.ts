import { Forbidden, type SalusApi, type SharingKind } from "@salus/sdk";

const KINDS: readonly SharingKind[] = ["all", "medicalInformation", "administrativeInformation"];

/** Locks somebody out of what is to come, of all about a patient that opens here, and of the patient. */
export async function lockOut(salus: SalusApi, patientId: string, person: string) {
  const { userApi, patientApi, dataSampleApi, healthcareElementApi } = salus;
  for (const kind of KINDS) {
    await userApi.stopSharingDataWith(kind, [person]);
  }
  const patient = await patientApi.getPatient(patientId);
  const samples = await dataSampleApi.getDataSamplesForPatient(patientId);
  const elements = await healthcareElementApi.getHealthcareElementsForPatient(patientId);
  // the patient comes last: whoever has to begin again still finds the others
  const records = [
    ...samples.map((of) => ({ of, revoke: () => dataSampleApi.revokeAccess(of, person) })),
    ...elements.map((of) => ({ of, revoke: () => healthcareElementApi.revokeAccess(of, person) })),
    { of: patient, revoke: () => patientApi.revokeAccess(patient, person) },
  ].filter(({ of }) => of.metadata.delegations.some(({ delegate }) => delegate === person));

  const alsoLost = new Set<string>();
  const withoutKey = new Set<string>();
  const stay: string[] = [...samples.leftOut, ...elements.leftOut].map(({ id }) => id ?? "?");
  for (const { of, revoke } of records) {
    try {
      const revoked = await revoke();
      revoked.alsoLost.forEach((each) => alsoLost.add(each));
      revoked.leftOut.forEach(({ dataOwner }) => withoutKey.add(dataOwner));
    } catch (failure) {
      if (!(failure instanceof Forbidden)) {
        throw failure;
      }
      stay.push(of.id);
    }
  }
  return { alsoLost, withoutKey, stay };
}
