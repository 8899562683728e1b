import type { Patient } from "@salus/sdk";

/** How a patient is called. */
export function nameOfPatient(patient: Patient): string {
  const named = patient.names?.[0];
  const first = patient.firstName ?? named?.firstNames?.join(" ");
  const last = patient.lastName ?? named?.lastName;
  return [last, first].filter((part) => part !== undefined && part !== "").join(", ");
}
