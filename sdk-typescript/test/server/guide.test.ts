import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeKeys, MemoryKeyStore } from "../../src/index.js";
import { connect, enrol } from "../guide/begin.js";
import { Practice } from "../guide/practice.js";
import { share } from "../guide/readme.js";
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
  ["../../../README.md", "../guide/readme.ts"],
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
