import {
  type AccessRevoked,
  DataSample,
  type HealthcareElement,
  type Patient,
  type SalusApi,
  type SharingKind,
} from "@salus/sdk";
import { type Entry, recordsOf } from "../records/record.js";
import { mayChange } from "../records/rights.js";

/** What came of taking access, and what it has left. */
export interface Taken {
  /** How many records about the patient are their own: nobody takes these from them. */
  readonly theirs: number;
  /** How many others do not allow it, since whoever takes may only read them. */
  readonly readOnly: number;
  /** How many failed; taken again, they may go well. */
  readonly failed: number;
  /** How many do not open here, so that nobody knows whether they have them. */
  readonly closed: number;
  /** How many open once the key of whoever shared them was compared. */
  readonly uncompared: number;
  /** Who had access through them alone, and has none any more. */
  readonly alsoLost: readonly string[];
  /** Who keeps access and stays without the new key. */
  readonly keyless: readonly string[];
  /** The kinds of what one creates from now on that are still shared with them. */
  readonly sharedOn: readonly SharingKind[];
}

const KINDS: readonly SharingKind[] = ["all", "medicalInformation", "administrativeInformation"];

/**
 * Takes access to a patient and to all records about them that open here, under new keys: what is
 * written from now on stays closed to them. No record, whatever becomes of it, keeps the others or the
 * patient from it; the patient comes last, so that who is interrupted still sees who is to be locked out.
 * Fails if the patient stays open to them, or the records could not be listed.
 *
 * @param me the data owner who takes it
 */
export async function takeFrom(
  api: SalusApi,
  patient: Patient,
  dataOwner: string,
  me: string | undefined,
): Promise<Taken> {
  const lost = new Set<string>();
  const without = new Set<string>();
  const note = ({ alsoLost, leftOut }: AccessRevoked<unknown>) => {
    alsoLost.forEach((each) => lost.add(each));
    leftOut.forEach((each) => without.add(each.dataOwner));
  };
  const listing = recordsOf(api, patient.id ?? "");
  const listed = await listing.catch(() => undefined);
  const left = { theirs: 0, readOnly: 0, failed: 0 };
  for (const record of heldBy(dataOwner, listed?.entries ?? [])) {
    if (record.metadata?.author === dataOwner) {
      left.theirs++;
    } else if (!mayChange(record, me)) {
      left.readOnly++;
    } else {
      await revoke(api, record, dataOwner).then(note, () => left.failed++);
    }
  }
  if (isHeldBy(dataOwner, patient)) {
    note(await api.patientApi.revokeAccess(patient, dataOwner));
  }
  const { closed, uncompared } = await listing;
  const sharedOn = await sharedOnWith(api, dataOwner);
  const alsoLost = [...lost].filter((each) => each !== dataOwner);
  return {
    ...left,
    closed,
    uncompared: uncompared.length,
    alsoLost,
    keyless: [...without],
    sharedOn,
  };
}

/** Whether there is nothing to say but that it was taken. */
export function isWhole(taken: Taken): boolean {
  const { theirs, readOnly, failed, closed, uncompared, alsoLost, keyless, sharedOn } = taken;
  const left = theirs + readOnly + failed + closed + uncompared;
  return left + alsoLost.length + keyless.length + sharedOn.length === 0;
}

/** Shares nothing more of what one creates with them. */
export async function stopSharing(
  api: SalusApi,
  dataOwner: string,
  kinds: readonly SharingKind[],
): Promise<void> {
  for (const kind of kinds) {
    await api.userApi.stopSharingDataWith(kind, [dataOwner]);
  }
}

/** As the list stands; none where it is not to be used, since nothing is shared by it then. */
async function sharedOnWith(api: SalusApi, dataOwner: string): Promise<readonly SharingKind[]> {
  try {
    const { delegates } = await api.userApi.getAutomaticSharing();
    return KINDS.filter((kind) => delegates[kind].includes(dataOwner));
  } catch {
    return [];
  }
}

function heldBy(
  dataOwner: string,
  entries: readonly Entry[],
): readonly (DataSample | HealthcareElement)[] {
  return entries.map(({ record }) => record).filter((record) => isHeldBy(dataOwner, record));
}

function isHeldBy(
  dataOwner: string,
  { metadata }: Patient | DataSample | HealthcareElement,
): boolean {
  return metadata?.delegations.some(({ delegate }) => delegate === dataOwner) === true;
}

function revoke(
  api: SalusApi,
  record: DataSample | HealthcareElement,
  dataOwner: string,
): Promise<AccessRevoked<unknown>> {
  return record instanceof DataSample
    ? api.dataSampleApi.revokeAccess(record, dataOwner)
    : api.healthcareElementApi.revokeAccess(record, dataOwner);
}
