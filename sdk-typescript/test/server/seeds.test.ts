import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CodingReference,
  Content,
  DataSample,
  HealthcareElement,
  NotFound,
  Patient,
  type SalusApi,
  type Stored,
  type User,
} from "../../src/index.js";
import { People } from "./people.js";
import { theServer } from "./server.js";

let people: People;
let hcp1Api: SalusApi;
let hcp2Api: SalusApi;
let pApi: SalusApi;
let hcp2User: User;
let hcp1User: User;
let pUser: User;

beforeAll(async () => {
  people = new People(theServer());
  const [hcp1, hcp2, p] = await Promise.all([
    people.person("hcp"),
    people.person("hcp"),
    people.person("patient"),
  ]);
  [hcp1Api, hcp2Api, pApi] = [hcp1.api, hcp2.api, p.api];
  [hcp1User, hcp2User, pUser] = [hcp1.user, hcp2.user, p.user];
}, 60_000);

afterAll(() => people.close());

/** What the users of this field write, as they write it (s67). */
describe("the seeds' examples", () => {
  let patient: Stored<Patient>;

  it("s02_s03_s04 share with other users; with a stale entity that is a conflict", async () => {
    const note = "Winter is coming";
    patient = await hcp1Api.patientApi.createOrModifyPatient(
      new Patient({ firstName: "John", lastName: "Snow", note }),
    );
    const updatedPatient = await hcp1Api.patientApi.giveAccessTo(
      patient,
      hcp1Api.dataOwnerApi.getDataOwnerIdOf(hcp2User),
    );
    expect(await hcp2Api.patientApi.getPatient(patient.id)).toMatchObject({
      firstName: "John",
      lastName: "Snow",
      note,
    });
    await expect(
      hcp1Api.patientApi.giveAccessTo(patient, hcp1Api.dataOwnerApi.getDataOwnerIdOf(pUser)),
    ).rejects.toMatchObject({ code: "conflict", currentRev: updatedPatient.rev });
    await expect(pApi.patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
    await hcp1Api.patientApi.giveAccessTo(
      updatedPatient,
      hcp1Api.dataOwnerApi.getDataOwnerIdOf(pUser),
    );
    expect((await pApi.patientApi.getPatient(patient.id)).note).toBe(note);
  });

  it("s07 share what somebody else created", async () => {
    const healthcareElement = await hcp1Api.healthcareElementApi.createOrModifyHealthcareElement(
      new HealthcareElement({
        description: "The patient has been diagnosed Pararibulitis",
        codes: new Set([
          new CodingReference({
            id: "SNOMEDCT|617|20020131",
            type: "SNOMEDCT",
            code: "617",
            version: "20020131",
          }),
        ]),
        openingDate: new Date("2019-10-12").getTime(),
      }),
      patient.id,
    );
    const id = healthcareElement.id;
    await hcp1Api.healthcareElementApi.giveAccessTo(
      healthcareElement,
      hcp1Api.dataOwnerApi.getDataOwnerIdOf(pUser),
    );
    await expect(hcp2Api.healthcareElementApi.getHealthcareElement(id)).rejects.toBeInstanceOf(
      NotFound,
    );
    await pApi.healthcareElementApi.giveAccessTo(
      await pApi.healthcareElementApi.getHealthcareElement(id),
      pApi.dataOwnerApi.getDataOwnerIdOf(hcp2User),
    );
    const read = await hcp2Api.healthcareElementApi.getHealthcareElement(id);
    expect(read).toMatchObject({
      description: "The patient has been diagnosed Pararibulitis",
      openingDate: 1570838400000,
    });
    expect([...read.codes]).toEqual([
      { id: "SNOMEDCT|617|20020131", type: "SNOMEDCT", code: "617", version: "20020131" },
    ]);
  });

  it("s08 write and share as a patient", async () => {
    const dataSample = await pApi.dataSampleApi.createOrModifyDataSampleFor(
      patient.id,
      new DataSample({
        labels: new Set([new CodingReference({ type: "IC-TEST", code: "TEST" })]),
        content: { en: new Content({ stringValue: "Hello world" }) },
        openingDate: 20220929083400,
        comment: "This is a comment",
      }),
    );
    const id = dataSample.id;
    await pApi.dataSampleApi.giveAccessTo(dataSample, pApi.dataOwnerApi.getDataOwnerIdOf(hcp1User));
    await hcp1Api.dataSampleApi.giveAccessTo(
      await hcp1Api.dataSampleApi.getDataSample(id),
      hcp1Api.dataOwnerApi.getDataOwnerIdOf(hcp2User),
    );
    const read = await hcp2Api.dataSampleApi.getDataSample(id);
    expect(read).toMatchObject({
      content: { en: { stringValue: "Hello world" } },
      openingDate: 20220929083400,
      comment: "This is a comment",
    });
    expect([...read.labels]).toEqual([{ type: "IC-TEST", code: "TEST" }]);
  });

  it("takes the plain object in place of new Content", async () => {
    const dataSample = await pApi.dataSampleApi.createOrModifyDataSampleFor(
      patient.id,
      new DataSample({ content: { en: { stringValue: "Hello world" } } }),
    );
    const read = await pApi.dataSampleApi.getDataSample(dataSample.id);
    expect(read.content).toEqual({ en: new Content({ stringValue: "Hello world" }) });
  });

  it("s20_s22_s25 share automatically, but nothing that is modified, until that is stopped", async () => {
    const existingPatient = await hcp1Api.patientApi.createOrModifyPatient(
      new Patient({ firstName: "Arya" }),
    );
    const existingDataSample = await hcp1Api.dataSampleApi.createOrModifyDataSampleFor(
      existingPatient.id,
      new DataSample({ content: { en: { stringValue: "Hello world" } } }),
    );
    const hcp2 = hcp1Api.dataOwnerApi.getDataOwnerIdOf(hcp2User);
    const sharing = await hcp1Api.userApi.shareAllFutureDataWith("medicalInformation", [hcp2]);
    expect(sharing.sharingDataWith).toEqual({
      all: [],
      medicalInformation: [hcp2],
      administrativeInformation: [],
    });

    const created = await hcp1Api.patientApi.createOrModifyPatient(
      new Patient({ firstName: "John", lastName: "Snow", note: "Winter is coming" }),
    );
    const sample = await hcp1Api.dataSampleApi.createOrModifyDataSampleFor(
      created.id,
      new DataSample({ content: { en: { stringValue: "Hello world" } } }),
    );
    expect((await hcp2Api.patientApi.getPatient(created.id)).note).toBe("Winter is coming");
    const shared = await hcp2Api.dataSampleApi.getDataSample(sample.id);
    expect(shared.content["en"]?.stringValue).toBe("Hello world");
    const listed = await hcp2Api.dataSampleApi.getDataSamplesForPatient(created.id);
    expect(listed.map((each) => each.id)).toEqual([sample.id]);

    const dataSampleNotOnModify = await hcp1Api.dataSampleApi.createOrModifyDataSampleFor(
      existingPatient.id,
      new DataSample({
        ...existingDataSample,
        content: {
          en: {
            stringValue: "Won't automatically update who the data is shared with on modify",
          },
        },
      }),
    );
    expect(dataSampleNotOnModify.metadata.version).toBe(2);
    await expect(
      hcp2Api.dataSampleApi.getDataSample(dataSampleNotOnModify.id),
    ).rejects.toBeInstanceOf(NotFound);

    const stopped = await hcp1Api.userApi.stopSharingDataWith("medicalInformation", [hcp2]);
    expect(stopped.sharingDataWith.medicalInformation).toEqual([]);
    const after = await hcp1Api.patientApi.createOrModifyPatient(new Patient({}));
    await expect(hcp2Api.patientApi.getPatient(after.id)).rejects.toBeInstanceOf(NotFound);
    expect((await hcp2Api.patientApi.getPatient(created.id)).firstName).toBe("John");
  });

  it("s21 without a kind: all", async () => {
    const hcp2 = hcp1Api.dataOwnerApi.getDataOwnerIdOf(hcp2User);
    const user = await hcp1Api.userApi.shareAllFutureDataWith([hcp2]);
    expect(user.sharingDataWith.all).toEqual([hcp2]);
    const created = await hcp1Api.patientApi.createOrModifyPatient(new Patient({}));
    await hcp2Api.patientApi.getPatient(created.id);
    await hcp1Api.userApi.stopSharingDataWith([hcp2]);
  });
});
