import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptInvitation,
  DataSample,
  HttpSession,
  InvitationCode,
  makeKeys,
  MemoryKeyStore,
  Patient,
  RecoveryKey,
  SalusApi,
  type Stored,
  type Transport,
} from "../../src/index.js";
import { parseWire } from "../../src/json/wire.js";
import { People, type Person } from "./people.js";
import { theServer } from "./server.js";

const PASSWORD = "correct horse battery";

let people: People;
let colleague: Person;

beforeAll(async () => {
  people = new People(theServer());
  colleague = await people.person("hcp");
}, 60_000);

afterAll(() => people.close());

/** A professional with a patient, who is shared with the colleague. */
async function clinic(other = colleague): Promise<{ hcp: Person; patient: Stored<Patient> }> {
  const hcp = await people.person("hcp");
  const john = await hcp.api.patientApi.createOrModifyPatient(
    new Patient({ firstName: "John", note: "Winter is coming" }),
  );
  const patient = await hcp.api.patientApi.giveAccessTo(john, other.id);
  return { hcp, patient };
}

describe("who lost all keys", () => {
  it("s43 has them again by the recovery key, as an application offers it", async () => {
    const { hcp, patient } = await clinic();
    const paper = (await hcp.api.recoveryApi.makeRecoveryKey()).reveal();
    const key = RecoveryKey.parse(paper.toLowerCase().replaceAll("-", " "));
    const keyStore = new MemoryKeyStore();
    const restored = await people.connect(hcp.user, {
      keyStore,
      firstUse: ({ cards }) => {
        expect(cards).toHaveLength(1);
        return { kind: "restore", key };
      },
    });
    const read = await restored.api.patientApi.getPatient(patient.id);
    expect(read.note).toBe("Winter is coming");
    expect(restored.api.dataOwnerApi.getOwnFingerprint()).toBe(
      hcp.api.dataOwnerApi.getOwnFingerprint(),
    );
    expect((await keyStore.load(hcp.id))?.keys()).toHaveLength(1);
  });

  it("s41 is given access back by whom it had shared with", async () => {
    const { hcp, patient } = await clinic();
    await colleague.api.dataOwnerApi.verify(hcp.id, hcp.api.dataOwnerApi.getOwnFingerprint());
    const anew = await people.connect(hcp.user, { firstUse: () => ({ kind: "askForAccess" }) });
    const { accessBackApi, patientApi, dataOwnerApi } = anew.api;
    await expect(patientApi.getPatient(patient.id)).rejects.toMatchObject({
      name: "UntrustedKey",
    });
    const pending = await colleague.api.accessBackApi.pendingRequests();
    const request = pending.find((each) => each.dataOwner === hcp.id);
    if (request === undefined) {
      throw new Error("the colleague is not asked");
    }
    await colleague.api.accessBackApi.giveBack(request, dataOwnerApi.getOwnFingerprint());
    const theirs = colleague.api.dataOwnerApi.getOwnFingerprint();
    const { lostKeys } = await accessBackApi.accept(colleague.id, theirs);
    expect(lostKeys.size).toBe(1);
    const read = await patientApi.getPatient(patient.id);
    expect(read.note).toBe("Winter is coming");
  });

  it("has nothing to recover or hand over on a connection without keys", async () => {
    const admin = await people.admin();
    for (const name of ["recoveryApi", "deviceApi", "notaryApi", "accessBackApi"] as const) {
      expect(() => admin[name]).toThrow(expect.objectContaining({ code: "forbidden" }));
    }
    const code = InvitationCode.of(
      "AAAAAAAAAAAAAAAAAAAAAA",
      colleague.id,
      () => new Uint8Array(16),
    );
    await expect(admin.patientApi.confirmInvitation(code)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a new device of a counterpart", () => {
  it("s54 opens what was shared before once its key is compared", async () => {
    const other = await people.person("hcp");
    const { hcp, patient } = await clinic(other);
    const phone = await people.connect(other.user, { firstUse: () => ({ kind: "addDevice" }) });
    const fingerprint = phone.api.dataOwnerApi.getOwnFingerprint();
    const [untrusted] = await hcp.api.dataOwnerApi.getUntrustedKeys(other.id);
    const keyId = untrusted?.keyId ?? "";
    await expect(hcp.api.dataOwnerApi.openSharedTo(other.id, keyId)).rejects.toMatchObject({
      field: "keyId",
    });
    expect(await hcp.api.dataOwnerApi.verify(other.id, fingerprint)).toBe(keyId);
    expect(await hcp.api.dataOwnerApi.openSharedTo(other.id, keyId)).toMatchObject({
      added: 1,
    });
    const read = await phone.api.patientApi.getPatient(patient.id);
    expect(read.firstName).toBe("John");
  });
});

describe("a patient who is invited", () => {
  it("becomes a user with keys of its own, and sees the record once it is confirmed", async () => {
    const { hcp, patient } = await clinic();
    await hcp.api.dataSampleApi.createOrModifyDataSampleFor(
      patient.id,
      new DataSample({ comment: "fever" }),
    );
    const code = await hcp.api.patientApi.inviteUser(patient);
    expect(await hcp.api.patientApi.confirmInvitation(code)).toBeUndefined();
    const keyStore = new MemoryKeyStore();
    const [url, login] = [theServer().url, `patient-${randomUUID()}`];
    const handed = InvitationCode.parse(code.reveal());
    await acceptInvitation({ url }, handed, login, PASSWORD, keyStore);
    await acceptInvitation({ url }, handed, login, PASSWORD, keyStore);
    const invited = await SalusApi.connect({
      server: { url, login, password: PASSWORD },
      keyStore,
    });
    try {
      expect(await hcp.api.patientApi.confirmInvitation(code)).toBe(patient.id);
      for await (const shared of hcp.api.patientApi.giveAccessToAllDataOf(patient.id)) {
        expect(shared).toBeDefined();
      }
      const read = await invited.patientApi.getPatient(patient.id);
      expect(read.note).toBe("Winter is coming");
    } finally {
      await invited.close();
    }
  });
});

describe("t19 a server that answers with another data owner", () => {
  it("is told so by name, and nothing is made", async () => {
    const [hcp, other] = [await people.person("hcp"), await people.person("hcp")];
    const { server, keyStore } = hcp.options;
    if (!("url" in server) || keyStore === undefined) {
      throw new Error("people connect over HTTP, with keys");
    }
    const session = new HttpSession(server);
    const lying: Transport = {
      account: session.account,
      socket: (query) => session.socket(query),
      close: () => session.close(),
      call: async (request) => {
        const answer = await session.call(request);
        return request.path === "/users/me" && answer !== undefined
          ? parseWire(answer.source.replace(hcp.id, other.id))
          : answer;
      },
    };
    await hcp.api.close();
    await expect(
      SalusApi.connect({ server: lying, keyStore, firstUse: makeKeys }),
    ).rejects.toMatchObject({ name: "AnotherDataOwner", kept: hcp.id, answered: other.id });
    expect(await keyStore.load(other.id)).toBeUndefined();
  });
});
