import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DataSample,
  onlyConfirmed,
  Patient,
  RefusedPolicy,
  TamperedEntity,
  UntrustedKey,
  verifyWith,
} from "../../src/index.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import { type Person, People } from "./people.js";
import { theServer } from "./server.js";
import { type Victim, victimOf } from "./victim.js";

let people: People;
let hcp2: Person;

beforeAll(async () => {
  people = new People(theServer());
  hcp2 = await people.person("hcp");
}, 60_000);

afterAll(() => people.close());

/** Whose server lies on demand. */
function victim(options = {}): Promise<Victim> {
  return victimOf(people, options);
}

const john = new Patient({ firstName: "John", lastName: "Snow" });

describe("s50 an answer that is lost", () => {
  it("is asked for again: the write is there once", async () => {
    const { api, transport } = await victim();
    transport.loseAnswers("POST", /^\/entities\/Patient$/, 2);
    const patient = await api.patientApi.createOrModifyPatient(john);
    transport.loseAnswers("POST", /\/grants$/, 1);
    const shared = await api.patientApi.giveAccessTo(patient, hcp2.id);
    transport.loseAnswers("PUT", /^\/entities\/Patient/, 1);
    const changed = await api.patientApi.createOrModifyPatient(
      new Patient({ ...shared, note: "n" }),
    );
    expect(changed.metadata.version).toBe(2);
    transport.loseAnswers("POST", /\/rekey$/, 1);
    const { entity } = await api.patientApi.revokeAccess(changed, hcp2.id);
    transport.loseAnswers("POST", /\/bulk$/, 1);
    const batch = await api.dataSampleApi.createOrModifyDataSamplesFor(entity.id, [
      new DataSample({ comment: "1" }),
      new DataSample({ comment: "2" }),
    ]);
    expect(batch.map((each) => each.kind)).toEqual(["done", "done"]);
    transport.loseAnswers("PUT", /auto-share$/, 1);
    await api.userApi.shareAllFutureDataWith([hcp2.id]);
    transport.loseAnswers("DELETE", /./, 1);
    await api.patientApi.deletePatient(entity.id);
    transport.meddling = undefined;
    expect(await api.dataSampleApi.getDataSamples()).toMatchObject({ items: [{}, {}] });
    expect(await api.patientApi.getPatients()).toMatchObject({ items: [] });
  });

  it("for good is found out by handing in the same object again", async () => {
    const { api, transport } = await victim();
    transport.loseAnswers("POST", /^\/entities\/Patient$/, 4);
    const lost = api.patientApi.createOrModifyPatient(john);
    await expect(lost).rejects.toMatchObject({ code: "unavailable" });
    transport.meddling = undefined;
    const patient = await api.patientApi.createOrModifyPatient(john);
    expect(await api.patientApi.getPatients()).toMatchObject({ items: [{}] });
    const change = new Patient({ ...patient, note: "n" });
    transport.loseAnswers("PUT", /^\/entities/, 4);
    const unknown = api.patientApi.createOrModifyPatient(change);
    await expect(unknown).rejects.toMatchObject({ code: "unavailable" });
    transport.meddling = undefined;
    const written = await api.patientApi.createOrModifyPatient(change);
    expect(written).toMatchObject({ note: "n", metadata: { version: 2 } });
  });
});

describe("t05_s48 a server that lies about an entity", () => {
  async function written(): Promise<{
    v: Victim;
    id: string;
    first: string;
  }> {
    const v = await victim();
    const patient = await v.api.patientApi.createOrModifyPatient(
      new Patient({ ...john, codes: [{ type: "T", code: "c" }] }),
    );
    let first = "";
    v.transport.changeAnswers(/^\/entities\/Patient\/[^/]+$/, (answer) => (first = answer));
    await v.api.patientApi.getPatient(patient.id);
    v.transport.meddling = undefined;
    await v.api.patientApi.createOrModifyPatient(new Patient({ ...patient, note: "second" }));
    return { v, id: patient.id, first };
  }

  it.each([
    ["an older version", "ROLLBACK", (_: string, first: string) => first],
    [
      "a changed date",
      "SIGNATURE",
      (now: string) => now.replace(/"modified":\d+/, '"modified":1700000000000'),
    ],
    ["another permission", "WRITER", (now: string) => now.replaceAll('"WRITE"', '"READ"')],
    [
      "a tag more",
      "SIGNATURE",
      (now: string) => now.replace('"tags":[]', '"tags":[{"type":"T","code":"c"}]'),
    ],
    ["another type", "IDENTITY", (now: string) => now.replace('"Patient"', '"DataSample"')],
    ["no form", "MALFORMED", (now: string) => now.replace('"author"', '"auteur"')],
  ])("with %s is found out", async (_, what, change) => {
    const { v, id, first } = await written();
    v.transport.changeAnswers(/^\/entities\/Patient\/[^/]+$/, (now) => change(now, first));
    const read = v.api.patientApi.getPatient(id);
    await expect(read).rejects.toMatchObject({ name: "TamperedEntity", what });
    expect(await read.catch((failure: unknown) => failure)).toBeInstanceOf(TamperedEntity);
    v.transport.meddling = undefined;
    expect((await v.api.patientApi.getPatient(id)).note).toBe("second");
  });
});

describe("t02_s47 a server that answers with a key of its own", () => {
  it("is found out if the owner was known, or a human is asked", async () => {
    const v = await victim();
    const asked: string[] = [];
    const careful = await victim({
      trust: verifyWith((prompt) => {
        asked.push(prompt.fingerprint);
        return Promise.resolve(false);
      }),
    });
    const strict = await victim({ trust: onlyConfirmed() });
    const patient = await v.api.patientApi.createOrModifyPatient(john);
    const shared = await v.api.patientApi.giveAccessTo(patient, hcp2.id);
    const forged = await OwnerKey.generate(hcp2.id, Date.now(), platformRandom);
    const lie = JSON.stringify({ items: [forged.card] });
    const cards = new RegExp(`^/data-owners/${hcp2.id}/keys`);
    for (const { transport } of [v, careful, strict]) {
      transport.changeAnswers(cards, () => lie);
    }
    const later = await v.api.patientApi.createOrModifyPatient(
      new Patient({ ...shared, note: "n" }),
    );
    // what was listed before is remembered for a minute; what is looked up anew is not believed
    await expect(v.api.dataOwnerApi.getUntrustedKeys(hcp2.id)).resolves.toMatchObject([
      { keyId: forged.keyId },
    ]);
    const revoked = await v.api.patientApi.revokeAccess(later, hcp2.id);
    await expect(v.api.patientApi.giveAccessTo(revoked.entity, hcp2.id)).rejects.toBeInstanceOf(
      UntrustedKey,
    );
    for (const { api } of [careful, strict]) {
      const other = await api.patientApi.createOrModifyPatient(john);
      await expect(api.patientApi.giveAccessTo(other, hcp2.id)).rejects.toMatchObject({
        name: "UntrustedKey",
        keyId: forged.keyId,
      });
    }
    expect(asked).toHaveLength(1);
  });

  it("is not taken where a human compared the fingerprint", async () => {
    const strict = await victim({ trust: onlyConfirmed() });
    const fingerprint = hcp2.api.dataOwnerApi.getOwnFingerprint();
    await strict.api.dataOwnerApi.verify(hcp2.id, fingerprint);
    const patient = await strict.api.patientApi.createOrModifyPatient(john);
    await strict.api.patientApi.giveAccessTo(patient, hcp2.id);
    expect((await hcp2.api.patientApi.getPatient(patient.id)).firstName).toBe("John");
    const wrong = fingerprint.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    await expect(strict.api.dataOwnerApi.verify(hcp2.id, wrong)).rejects.toMatchObject({
      name: "FingerprintMismatch",
    });
  });
});

describe("t04_s30 a server that adds somebody to the policy", () => {
  it("makes nothing be shared, and the creation says why", async () => {
    const v = await victim();
    await v.api.userApi.shareAllFutureDataWith("all", [hcp2.id]);
    const stranger = await people.person("hcp");
    v.transport.changeAnswers(/auto-share$/, (answer) =>
      answer.replace(`"all":["${hcp2.id}"]`, `"all":["${hcp2.id}","${stranger.id}"]`),
    );
    const patient = await v.api.patientApi.createOrModifyPatient(john);
    expect(patient.metadata.skipped).toMatchObject([{ dataOwner: "*" }]);
    expect(patient.metadata.delegations.map((each) => each.delegate)).toEqual([v.id]);
    await expect(v.api.userApi.shareAllFutureDataWith([hcp2.id])).rejects.toBeInstanceOf(
      RefusedPolicy,
    );
  });
});
