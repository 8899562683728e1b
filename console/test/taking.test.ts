import { DataSample, type Metadata, Patient, type SalusApi } from "@salus/sdk";
import { expect, test } from "vitest";
import { isWhole, takeFrom } from "../src/access/taking.js";

const ME = "11111111-1111-4111-8111-111111111111";
const BERT = "22222222-2222-4222-8222-222222222222";
const CORA = "33333333-3333-4333-8333-333333333333";

interface Held {
  readonly author?: string;
  readonly mine?: "READ" | "WRITE";
}

/** What somebody else made, or I did, and both have. */
function metadata({ author = ME, mine = "WRITE" }: Held): Metadata {
  const held = (delegate: string, permission: "READ" | "WRITE") => {
    return { delegate, permission, by: author, content: true };
  };
  return { author, delegations: [held(ME, mine), held(BERT, "READ")] } as unknown as Metadata;
}

function sample(id: string, held: Held = {}): DataSample {
  return new DataSample({ id, metadata: metadata(held) });
}

/** An SDK that notes what is sealed anew, and refuses what the real one does. */
function sdk(samples: readonly DataSample[], refused?: string, delegates: readonly string[] = []) {
  const renewed: string[] = [];
  const revokeAccess = ({ id = "", metadata: known }: DataSample | Patient, from: string) => {
    const mine = known?.delegations.find(({ delegate }) => delegate === ME);
    if (known?.author === from || mine?.permission !== "WRITE" || id === refused) {
      return Promise.reject(new Error("Forbidden"));
    }
    renewed.push(id);
    return Promise.resolve({ alsoLost: new Set([CORA]), leftOut: [], revoked: new Set([from]) });
  };
  const opened = samples.map((value) => ({ kind: "decrypted", value }));
  const all = [...opened, { kind: "stillEncrypted", clear: { id: "closed" } }];
  const records = (list: readonly unknown[]) => ({
    getAndTryDecryptForPatient: () => Promise.resolve(list),
    revokeAccess,
  });
  const sharing = { all: delegates, medicalInformation: [], administrativeInformation: [] };
  const api = {
    patientApi: { revokeAccess },
    dataSampleApi: records(all),
    healthcareElementApi: records([]),
    userApi: { getAutomaticSharing: () => Promise.resolve({ delegates: sharing }) },
  };
  return { api: api as unknown as SalusApi, renewed };
}

const patient = new Patient({ id: "patient", metadata: metadata({}) });

test("t18_whoWroteOneRecordIsLockedOutOfTheOthersAllTheSame", async () => {
  const samples = [
    sample("theirs", { author: BERT }),
    sample("read", { author: CORA, mine: "READ" }),
    sample("refused"),
    sample("mine"),
  ];
  const { api, renewed } = sdk(samples, "refused", [BERT]);
  const taken = await takeFrom(api, patient, BERT, ME);
  expect(renewed).toEqual(["mine", "patient"]);
  expect(taken).toEqual({
    theirs: 1,
    readOnly: 1,
    failed: 1,
    closed: 1,
    uncompared: 0,
    alsoLost: [CORA],
    keyless: [],
    sharedOn: ["all"],
  });
  expect(isWhole(taken)).toBe(false);
});

test("a patient is sealed anew though a server lists no records; who takes is told of that", async () => {
  const { api, renewed } = sdk([]);
  const failing = { getAndTryDecryptForPatient: () => Promise.reject(new Error("no list")) };
  const without = { ...api, dataSampleApi: failing } as unknown as SalusApi;
  await expect(takeFrom(without, patient, BERT, ME)).rejects.toThrow("no list");
  expect(renewed).toEqual(["patient"]);
});
