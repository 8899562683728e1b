import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ClockApart,
  DataSample,
  type EntityEvent,
  HealthcareElement,
  NotFound,
  Patient,
  type Stored,
} from "../../src/index.js";
import { type Person, People } from "./people.js";
import { theServer } from "./server.js";

let people: People;
let hcp1: Person;
let hcp2: Person;
let p: Person;

beforeAll(async () => {
  people = new People(theServer());
  const publishedCodingTypes = ["LOINC", "A|B"];
  [hcp1, hcp2, p] = await Promise.all([
    people.person("hcp", { publishedCodingTypes }),
    people.person("hcp"),
    people.person("patient"),
  ]);
}, 60_000);

afterAll(() => people.close());

function snow(person = hcp1): Promise<Stored<Patient>> {
  const patient = new Patient({ firstName: "John", lastName: "Snow", note: "Winter is coming" });
  return person.api.patientApi.createOrModifyPatient(patient);
}

function sampleOf(patientId: string, fields = {}, person = hcp1): Promise<Stored<DataSample>> {
  const sample = new DataSample({ content: { en: { stringValue: "Hello world" } }, ...fields });
  return person.api.dataSampleApi.createOrModifyDataSampleFor(patientId, sample);
}

describe("access", () => {
  it("s01 is its author's alone, as stored for an administrator", async () => {
    const patient = await snow();
    const { patientApi } = hcp2.api;
    await expect(patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
    await expect(patientApi.getAndTryDecrypt(patient.id)).rejects.toBeInstanceOf(NotFound);
    const stored = await (await people.admin()).patientApi.getAndTryDecrypt(patient.id);
    expect(stored.kind).toBe("stillEncrypted");
    expect(JSON.stringify(stored)).not.toContain("Winter");
  });

  it("s10_s14 is given with READ: to read and to pass on, not to write", async () => {
    const patient = await snow();
    const { patientApi } = hcp1.api;
    const shared = await patientApi.giveAccessTo(patient, hcp2.id, { permission: "READ" });
    const read = await hcp2.api.patientApi.getPatient(patient.id);
    expect({ ...read, metadata: undefined }).toEqual({ ...shared, metadata: undefined });
    expect(read.metadata).toEqual({ ...shared.metadata, leftOut: [] });
    const changed = new Patient({ ...read, note: "Summer" });
    await expect(hcp2.api.patientApi.createOrModifyPatient(changed)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      hcp2.api.patientApi.giveAccessTo(read, p.id, { permission: "WRITE" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await hcp2.api.patientApi.giveAccessTo(read, p.id);
    expect((await p.api.patientApi.getPatient(patient.id)).firstName).toBe("John");
  });

  it("s12 that somebody has changes nothing", async () => {
    const patient = await snow();
    const shared = await hcp1.api.patientApi.giveAccessTo(patient, hcp2.id);
    const again = await hcp1.api.patientApi.giveAccessTo(shared, hcp2.id);
    expect(again).toEqual(shared);
    expect(await hcp1.api.patientApi.giveAccessTo(shared, hcp1.id)).toEqual(shared);
  });

  it("s13 is not given to whom nobody knows, or to who has no keys", async () => {
    const patient = await snow();
    const nobody = "99999999-9999-4999-8999-999999999999";
    await expect(hcp1.api.patientApi.giveAccessTo(patient, nobody)).rejects.toThrow(nobody);
    const admin = await people.admin();
    const { id } = await admin.dataOwnerApi.createDataOwner("hcp", "keyless");
    await expect(hcp1.api.patientApi.giveAccessTo(patient, id)).rejects.toMatchObject({
      name: "NoUsableKey",
      dataOwner: id,
    });
  });

  it("s18 is revoked with a new key, and those who had it through that one lose it", async () => {
    const patient = await snow();
    await hcp1.api.patientApi.giveAccessTo(patient, hcp2.id);
    const { patientApi } = hcp2.api;
    await patientApi.giveAccessTo(await patientApi.getPatient(patient.id), p.id);
    const now = await hcp1.api.patientApi.getPatient(patient.id);
    const revoked = await hcp1.api.patientApi.revokeAccess(now, hcp2.id);
    expect(revoked.revoked).toEqual(new Set([hcp2.id]));
    expect(revoked.alsoLost).toEqual(new Set([p.id]));
    expect(revoked.entity.metadata).toMatchObject({ version: 2, keyGeneration: 2 });
    await expect(patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
    await expect(p.api.patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
    const shared = await hcp1.api.patientApi.giveAccessTo(revoked.entity, p.id);
    expect((await p.api.patientApi.getPatient(patient.id)).note).toBe("Winter is coming");
    const removed = await hcp1.api.patientApi.removeAccess(shared, p.id);
    expect(removed?.metadata.delegations.map((each) => each.delegate)).toEqual([hcp1.id]);
    await expect(p.api.patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
  });

  it("s17 ends with a copy, which keeps what finds the patient's data", async () => {
    const patient = await snow();
    const sample = await sampleOf(patient.id);
    const shared = await hcp1.api.patientApi.giveAccessTo(patient, hcp2.id);
    const both = await hcp1.api.patientApi.giveAccessTo(shared, p.id);
    const copy = await hcp1.api.patientApi.copyWithout(both, hcp2.id);
    expect(copy.id).not.toBe(patient.id);
    expect((await p.api.patientApi.getPatient(copy.id)).firstName).toBe("John");
    await expect(hcp2.api.patientApi.getPatient(copy.id)).rejects.toBeInstanceOf(NotFound);
    await expect(hcp1.api.patientApi.getPatient(patient.id)).rejects.toBeInstanceOf(NotFound);
    const found = await hcp1.api.dataSampleApi.getDataSamplesForPatient(copy.id);
    expect(found.map((each) => each.id)).toEqual([sample.id]);
  });

  it("s09_s38 to a sample alone tells whom it is about, and lists nothing", async () => {
    const patient = await snow();
    const sample = await sampleOf(patient.id);
    const told = await hcp1.api.dataSampleApi.giveAccessTo(sample, hcp2.id);
    const { dataSampleApi } = hcp2.api;
    const read = await dataSampleApi.getDataSample(sample.id);
    expect(await dataSampleApi.extractPatientId(read)).toEqual({
      patientId: patient.id,
      verified: false,
    });
    await expect(dataSampleApi.getDataSamplesForPatient(patient.id)).rejects.toThrow(patient.id);
    await hcp1.api.dataSampleApi.giveAccessTo(told, p.id, { withPatient: false });
    const untold = await p.api.dataSampleApi.getDataSample(sample.id);
    expect(await p.api.dataSampleApi.extractPatientId(untold)).toBeUndefined();
    await hcp1.api.patientApi.giveAccessTo(patient, hcp2.id);
    expect(await dataSampleApi.getDataSamplesForPatient(patient.id)).toHaveLength(1);
    expect(await dataSampleApi.extractPatientId(read)).toMatchObject({ verified: true });
  });

  it("s15 to all data of a patient takes a key that a human compared", async () => {
    const nothing = hcp1.api.patientApi.giveAccessToAllDataOf(p.id)[Symbol.asyncIterator]();
    await expect(nothing.next()).rejects.toMatchObject({ name: "UntrustedKey" });
  });
});

describe("writing", () => {
  it("s11_s37 takes the revision that is there, and what never changes as it is", async () => {
    const patient = await snow();
    const changed = await hcp1.api.patientApi.createOrModifyPatient(
      new Patient({ ...patient, note: "Summer" }),
    );
    await expect(
      hcp1.api.patientApi.createOrModifyPatient(new Patient({ ...patient, note: "Autumn" })),
    ).rejects.toMatchObject({ code: "conflict", currentRev: changed.rev });
    const other = await snow();
    const sample = await sampleOf(patient.id);
    await expect(
      hcp1.api.dataSampleApi.createOrModifyDataSampleFor(
        other.id,
        new DataSample({ ...sample, comment: "c" }),
      ),
    ).rejects.toMatchObject({ field: "patientId" });
  });

  it("s36 links to a healthcare element that is there", async () => {
    const patient = await snow();
    const element = await hcp1.api.healthcareElementApi.createOrModifyHealthcareElement(
      new HealthcareElement({ description: "d" }),
      patient.id,
    );
    const linked = await sampleOf(patient.id, { healthcareElements: [element.id] });
    expect(linked.healthcareElements).toEqual([element.id]);
    const nobody = "99999999-9999-4999-8999-999999999999";
    await expect(sampleOf(patient.id, { healthcareElements: [nobody] })).rejects.toThrow(nobody);
    await hcp1.api.healthcareElementApi.deleteHealthcareElement(element.id);
    const comment = await hcp1.api.dataSampleApi.createOrModifyDataSampleFor(
      patient.id,
      new DataSample({ ...linked, comment: "its element is gone" }),
    );
    expect(comment.healthcareElements).toEqual([element.id]);
  });

  it("s35 many at once: each has a result, in their order", async () => {
    const patient = await snow();
    const stored = await sampleOf(patient.id);
    const samples = Array.from({ length: 205 }, (_, i) => new DataSample({ comment: String(i) }));
    const wrong = new DataSample({ openingDate: 1.5 });
    const results = await hcp1.api.dataSampleApi.createOrModifyDataSamplesFor(patient.id, [
      new DataSample({ ...stored, comment: "changed" }),
      wrong,
      ...samples,
    ]);
    expect(results.map((each) => each.kind)).toEqual([
      "done",
      "failed",
      ...samples.map(() => "done"),
    ]);
    expect(results[1]).toMatchObject({ error: { code: "invalid", field: "openingDate" } });
    const found = await hcp1.api.dataSampleApi.getDataSamplesForPatient(patient.id);
    expect(found.map((each) => each.comment).sort()).toEqual(
      ["changed", ...samples.map((each) => each.comment)].sort(),
    );
    const ids = found.slice(0, 3).map((each) => each.id);
    const deleted = await hcp1.api.dataSampleApi.deleteDataSamples([...ids, ids[0] ?? ""]);
    expect(deleted.map((each) => each.kind)).toEqual(["done", "done", "done", "failed"]);
    await expect(hcp1.api.dataSampleApi.getDataSample(ids[0] ?? "")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("lists", () => {
  it("s19_s56 find by tags that are published, in pages", async () => {
    const patient = await snow();
    const coded = {
      codes: [
        { type: "A|B", code: "x\\y" },
        { type: "SECRET", code: "s" },
      ],
    };
    const first = await sampleOf(patient.id, coded);
    const second = await sampleOf(patient.id, coded);
    await sampleOf(patient.id);
    const { dataSampleApi } = hcp1.api;
    const tag = { type: "A|B", code: "x\\y" };
    const page = await dataSampleApi.getDataSamples({ tag, limit: 1 });
    const rest = await dataSampleApi.getDataSamples({ tag, limit: 1, cursor: page.next ?? "" });
    const found = [...page.items, ...rest.items].map((item) =>
      item.kind === "decrypted" ? item.value.id : item.kind,
    );
    expect(found.sort()).toEqual([first.id, second.id].sort());
    const secret = { type: "SECRET", code: "s" };
    await expect(dataSampleApi.getDataSamples({ tag: secret })).rejects.toMatchObject({
      field: "tag",
    });
  });
});

describe("a clock that is six minutes behind", () => {
  it("keeps nobody from writing, and is said once", async () => {
    const said: ClockApart[] = [];
    const late = await people.person("hcp", {
      now: () => Date.now() - 360_000,
      clockApart: (apart) => said.push(apart),
    });
    const patient = await snow(late);
    await late.api.patientApi.giveAccessTo(patient, hcp2.id);
    const read = await hcp2.api.patientApi.getPatient(patient.id);
    expect(read.note).toBe("Winter is coming");
    expect(said).toHaveLength(1);
    expect(said[0]?.used).toBe(true);
  });
});

describe("a second device", () => {
  it("s49_s16 sees what was there before as still encrypted, and writes at once", async () => {
    const patient = await snow(hcp2);
    const phone = await people.connect(hcp2.user, {
      firstUse: (situation) => {
        expect(situation.cards).toHaveLength(1);
        return { kind: "addDevice" };
      },
    });
    const closed = await phone.api.patientApi.getAndTryDecrypt(patient.id);
    expect(closed).toMatchObject({ kind: "stillEncrypted" });
    await expect(phone.api.patientApi.getPatient(patient.id)).rejects.toMatchObject({
      name: "UntrustedKey",
      dataOwner: hcp2.id,
    });
    const own = await snow(phone);
    expect((await phone.api.patientApi.getPatient(own.id)).firstName).toBe("John");
    await expect(people.connect(hcp2.user)).rejects.toMatchObject({ name: "KeysExist" });
  });
});

describe("a subscription", () => {
  it("tells of changes", async () => {
    const told: EntityEvent[] = [];
    let happened: () => void = () => undefined;
    const deleted = new Promise<void>((resolve) => {
      happened = resolve;
    });
    const subscription = await hcp1.api.patientApi.subscribe({
      changed: (event) => {
        told.push(event);
        if (event.kind === "deleted") happened();
      },
      missed: () => undefined,
    });
    const patient = await snow();
    await hcp1.api.patientApi.deletePatient(patient.id);
    await deleted;
    subscription.close();
    await subscription.ended;
    expect(told.map((event) => event.kind)).toEqual(["created", "deleted"]);
    expect(new Set(told.map((event) => event.id))).toEqual(new Set([patient.id]));
  });
});
