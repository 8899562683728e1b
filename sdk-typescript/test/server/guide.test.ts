import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeKeys, MemoryKeyStore } from "../../src/index.js";
import { Practice } from "../guide/practice.js";
import { PASSWORD, People } from "./people.js";
import { theServer } from "./server.js";

let people: People;

beforeAll(() => {
  people = new People(theServer());
}, 60_000);

afterAll(() => people.close());

it("the guide has the code that is run here", () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  const guide = read("../../../docs/sdk-typescript.md");
  expect(guide).toContain("```ts\n" + read("../guide/practice.ts") + "```\n");
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
  const read = await colleague.api.dataSampleApi.getDataSample(weight.id ?? "");
  expect(read.content["und"]?.measureValue).toEqual({ value: 66.9, unitCode: "kg" });
  expect(await practice.samplesOf(patient.id ?? "")).toMatchObject({ open: [{}], others: 0 });
  await practice.close();
});
