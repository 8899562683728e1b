import { type FirstUse, type HttpOptions, type KeyStore, Patient, SalusApi } from "@salus/sdk";

/** Creates a patient, gives a colleague access, and shares all medical data to come with them. */
export async function share(
  server: HttpOptions,
  keyStore: KeyStore,
  firstUse: FirstUse,
  colleague: string,
): Promise<Patient> {
  const salus = await SalusApi.connect({ server, keyStore, firstUse });
  const snow = new Patient({ firstName: "John", lastName: "Snow" });
  const john = await salus.patientApi.createOrModifyPatient(snow);
  const shared = await salus.patientApi.giveAccessTo(john, colleague);
  await salus.userApi.shareAllFutureDataWith("medicalInformation", [colleague]);
  await salus.close();
  return shared;
}
