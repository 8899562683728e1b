import {
  CodingReference,
  Conflict,
  Content,
  DataSample,
  type FirstUse,
  type KeyStore,
  Measure,
  Patient,
  SalusApi,
} from "@salus/sdk";

/** A page, or a program, of a practice that keeps its records at a Salus server. */
export class Practice {
  private constructor(private readonly salus: SalusApi) {}

  /** Logs in; `first` is asked what to do if the store has no keys. */
  static async open(
    url: string,
    login: string,
    password: string,
    keyStore: KeyStore,
    first: FirstUse,
  ): Promise<Practice> {
    const server = { url, login, password };
    return new Practice(await SalusApi.connect({ server, keyStore, firstUse: first }));
  }

  register(firstName: string, lastName: string): Promise<Patient> {
    return this.salus.patientApi.createOrModifyPatient(new Patient({ firstName, lastName }));
  }

  /** Notes something; if a colleague was faster, on top of what they wrote. */
  async note(patient: Patient, note: string): Promise<Patient> {
    try {
      return await this.salus.patientApi.createOrModifyPatient(new Patient({ ...patient, note }));
    } catch (failure) {
      if (failure instanceof Conflict && patient.id !== undefined) {
        return this.note(await this.salus.patientApi.getPatient(patient.id), note);
      }
      throw failure;
    }
  }

  /** A weight that a colleague reads, once their fingerprint was compared on the phone. */
  async weigh(patientId: string, kilograms: number, colleague: string, heard: string) {
    await this.salus.dataOwnerApi.verify(colleague, heard);
    const sample = await this.salus.dataSampleApi.createOrModifyDataSampleFor(
      patientId,
      new DataSample({
        codes: [new CodingReference({ type: "LOINC", code: "29463-7" })],
        content: {
          und: new Content({ measureValue: new Measure({ value: kilograms, unitCode: "kg" }) }),
        },
        valueDate: Date.now(),
      }),
    );
    return this.salus.dataSampleApi.giveAccessTo(sample, colleague, { permission: "READ" });
  }

  /** What is known of a patient, and how many records stay closed or are in doubt. */
  async samplesOf(patientId: string) {
    const all = await this.salus.dataSampleApi.getAndTryDecryptForPatient(patientId);
    const open = all.flatMap((each) => (each.kind === "decrypted" ? [each.value] : []));
    return { open, others: all.length - open.length };
  }

  /** Saves and overwrites the keys, and ends the session. */
  close(): Promise<void> {
    return this.salus.close();
  }
}
