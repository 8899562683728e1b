import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  CodingReference,
  Content,
  DataSample,
  makeKeys,
  MemoryKeyStore,
  NotFound,
  Patient,
} from "../../src/index.js";
import { connect, enrol } from "../guide/begin.js";
import { lockOut } from "../guide/lockout.js";
import { Practice } from "../guide/practice.js";
import { share } from "../guide/readme.js";
import { connectPublishing, watch, weights } from "../guide/weights.js";
import { PASSWORD, People } from "./people.js";
import { theServer } from "./server.js";

let people: People;

beforeAll(() => {
  people = new People(theServer());
}, 60_000);

afterAll(() => people.close());

it.each([
  ["../../../docs/sdk-typescript.md", "../guide/begin.ts"],
  ["../../../docs/sdk-typescript.md", "../guide/practice.ts"],
  ["../../../docs/sdk-typescript.md", "../guide/weights.ts"],
  ["../../../docs/sdk-typescript.md", "../guide/lockout.ts"],
  ["../../../README.md", "../guide/readme.ts"],
  ["../../README.md", "../guide/readme.ts"],
])("%s has the code that is run here", (page, code) => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(read(page)).toContain("```ts\n" + read(code) + "```\n");
});

it("the code in the README creates a patient and shares", async () => {
  const colleague = await people.person("hcp");
  const { login } = await people.user("hcp");
  const server = { url: theServer().url, login, password: PASSWORD };
  const store = new MemoryKeyStore();
  const sharing = share(server, store, makeKeys, colleague.id);
  await expect(sharing).resolves.toMatchObject({ firstName: "John" });
  const read = await colleague.api.patientApi.getPatient((await sharing).id ?? "");
  expect(read.lastName).toBe("Snow");
});

it("the guide's beginning enrols somebody, and keeps their keys", async () => {
  const { url, admin } = theServer();
  const directory = await mkdtemp(join(tmpdir(), "salus-guide-"));
  try {
    const login = `anna-${globalThis.crypto.randomUUID().slice(0, 8)}`;
    const id = await enrol({ url, ...admin }, login, PASSWORD);
    const server = { url, login, password: PASSWORD };
    const anna = await connect(server, directory, "kettle orbit mauve tram");
    expect(anna.dataOwnerApi.getDataOwnerIdOf(await anna.userApi.getLoggedUser())).toBe(id);
    await anna.close();
    expect(await readdir(directory)).toContain(`${id}.keys`);
  } finally {
    await rm(directory, { recursive: true });
  }
});

it("the guide's practice registers, notes, weighs and lists", async () => {
  const colleague = await people.person("hcp");
  const { login } = await people.user("hcp");
  const [{ url }, store] = [theServer(), new MemoryKeyStore()];
  const practice = await Practice.open(url, login, PASSWORD, store, makeKeys);
  const patient = await practice.register("John", "Snow");
  await practice.note(patient, "Winter");
  expect((await practice.note(patient, "Winter is coming")).note).toBe("Winter is coming");
  const heard = colleague.api.dataOwnerApi.getOwnFingerprint();
  const weight = await practice.weigh(patient.id ?? "", 66.9, colleague.id, heard);
  const read = await colleague.api.dataSampleApi.getDataSample(weight.id);
  expect(read.content["und"]?.measureValue).toEqual({ value: 66.9, unitCode: "kg" });
  expect(await practice.samplesOf(patient.id ?? "")).toMatchObject({ open: [{}], others: 0 });
  await practice.close();
});

it("the guide's weights are shown as they come, and found by their code", async () => {
  const { login } = await people.user("hcp");
  const server = { url: theServer().url, login, password: PASSWORD };
  const keyStore = new MemoryKeyStore();
  const salus = await connectPublishing({ server, keyStore, firstUse: makeKeys });
  const { id } = await salus.patientApi.createOrModifyPatient(new Patient({ firstName: "John" }));
  let missed = 0;
  let stop: () => Promise<void> = () => Promise.resolve();
  const shown = new Promise<DataSample>((show) => {
    stop = async () => (await watching)();
    const watching = watch(salus, show, () => missed++);
    const codes = [new CodingReference({ type: "LOINC", code: "29463-7" })];
    const weight = new DataSample({ codes, content: { und: new Content({ numberValue: 66.9 }) } });
    void watching.then(() => salus.dataSampleApi.createOrModifyDataSampleFor(id, weight));
  });
  expect((await shown).content["und"]?.numberValue).toBe(66.9);
  await stop();
  expect((await weights(salus)).map((each) => each.id)).toEqual([(await shown).id]);
  expect(missed).toBe(0);
  await salus.close();
});

it("whom the guide locks out opens neither patient, sample, nor what comes", async () => {
  const [anna, bert, carl] = await Promise.all([
    people.person("hcp"),
    people.person("hcp"),
    people.person("hcp"),
  ]);
  await anna.api.userApi.shareAllFutureDataWith([bert.id]);
  const snow = new Patient({ firstName: "John" });
  const { id } = await anna.api.patientApi.createOrModifyPatient(snow);
  const note = new DataSample({
    content: { und: new Content({ stringValue: "Winter is coming" }) },
  });
  const early = await anna.api.dataSampleApi.createOrModifyDataSampleFor(id, note);
  const his = await bert.api.dataSampleApi.createOrModifyDataSampleFor(id, note);
  await bert.api.dataSampleApi.giveAccessTo(his, anna.id);
  const passed = await bert.api.dataSampleApi.getDataSample(early.id);
  await bert.api.dataSampleApi.giveAccessTo(passed, carl.id);

  const done = await lockOut(anna.api, id, bert.id);

  expect(done.alsoLost).toEqual(new Set([carl.id]));
  expect(done.withoutKey).toEqual(new Set());
  expect(done.stay).toEqual([his.id]);
  const late = await anna.api.dataSampleApi.createOrModifyDataSampleFor(id, note);
  for (const sample of [early, late]) {
    const reading = bert.api.dataSampleApi.getDataSample(sample.id);
    await expect(reading).rejects.toBeInstanceOf(NotFound);
  }
  await expect(bert.api.patientApi.getPatient(id)).rejects.toBeInstanceOf(NotFound);
  expect(await lockOut(anna.api, id, bert.id)).toMatchObject({ stay: [his.id] });
});
