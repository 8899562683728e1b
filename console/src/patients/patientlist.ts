import type { Patient, PotentiallyEncrypted, SalusApi } from "@salus/sdk";
import { nameOfPatient } from "../names/patientname.js";
import { wordsBegin } from "../names/words.js";

/** What is asked for at once. */
const PAGE = 100;

/** A patient as it is listed. */
export type ListedPatient = PotentiallyEncrypted<Patient>;

/** The id of what is listed; undefined if the server named none. */
export function idOf(listed: ListedPatient): string | undefined {
  if (listed.kind === "refused") {
    return listed.id;
  }
  return listed.kind === "stillEncrypted" ? listed.clear.id : listed.value.id;
}

/** All patients that whoever is there has access to; `soFar` is told after each page. */
export async function allPatients(
  api: SalusApi,
  soFar: (patients: readonly ListedPatient[]) => void,
): Promise<readonly ListedPatient[]> {
  const all: ListedPatient[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.patientApi.getPatients({
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.push(...page.items);
    soFar([...all]);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/** Whether all words of a search begin a word of what is known of a patient. The server is not asked. */
export function matches(patient: Patient, search: string): boolean {
  const { birthDate = "", identifiers = [], addresses = [] } = patient;
  const texts = [
    nameOfPatient(patient),
    birthDate,
    ...identifiers.map((each) => each.value ?? ""),
    ...addresses.map((each) => each.city ?? ""),
  ];
  return wordsBegin(texts, search);
}
