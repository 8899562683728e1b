import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DataOwnerType } from "../../../src/index.js";
import type { EntityType } from "../../../src/wire/entity.js";
import { PASSWORD, People } from "../people.js";
import { theServer } from "../server.js";
import type { Device, Keys, Side } from "./device.js";
import { JavaSide } from "./java.js";
import { TypeScriptSide } from "./typescript.js";

const { url } = theServer();
let people: People;
const sides: Partial<Record<"Java" | "TypeScript", Side>> = {};

beforeAll(() => {
  people = new People(theServer());
  sides.Java = new JavaSide();
  sides.TypeScript = new TypeScriptSide();
});

afterAll(async () => {
  await Promise.all([sides.Java?.close(), sides.TypeScript?.close(), people.close()]);
});

const CONTENTS: Readonly<Record<EntityType, string>> = {
  Patient:
    '{"firstName":"John","note":"Winter is coming ❄","birthDate":"1974","identifiers":[{"value":"7"}]}',
  DataSample:
    '{"content":{"en":{"measureValue":{"value":1.00,"unit":"kg"}}},"valueDate":20220929083400,"properties":{"a":[9007199254740993,null]}}',
  HealthcareElement: '{"description":"fever","openingDateTime":"2004-12-25T23:50:50-05:00"}',
};

const CHANGED: Readonly<Record<EntityType, string>> = {
  Patient: '{"firstName":"Jon","birthDate":"1974","identifiers":[{"value":"7"}]}',
  DataSample: '{"content":{"en":{"measureValue":{"value":1.010,"unit":"kg"}}}}',
  HealthcareElement: '{"description":"fever","note":"gone"}',
};

const TYPES = [{ type: "Patient" }, { type: "DataSample" }, { type: "HealthcareElement" }] as const;

describe.each([
  { one: "Java", other: "TypeScript" },
  { one: "TypeScript", other: "Java" },
] as const)("s67 what $one does, $other goes on with", ({ one, other }) => {
  let anna: Device;
  let bert: Device;

  function side(name: "Java" | "TypeScript"): Side {
    const found = sides[name];
    if (found === undefined) {
      throw new Error(`${name} is not there`);
    }
    return found;
  }

  async function person(
    sdk: "Java" | "TypeScript",
    keys: Keys = { first: "makeKeys" },
    type: DataOwnerType = "hcp",
  ): Promise<Device> {
    const user = await people.user(type);
    const { login, dataOwner } = user;
    return side(sdk).connect(dataOwner ?? "", { url, login, password: PASSWORD }, keys);
  }

  /** Another connection of somebody. */
  function again(sdk: "Java" | "TypeScript", of: Device, keys: Keys): Promise<Device> {
    return side(sdk).connect(of.owner, { url, login: of.login, password: PASSWORD }, keys);
  }

  async function compare(who: Device, whom: Device): Promise<void> {
    const fingerprint = await whom.call("fingerprint", {});
    await who.call("verify", { owner: whom.owner, fingerprint });
  }

  async function patientOf(device: Device): Promise<string> {
    return device.call("create", { type: "Patient", content: CONTENTS.Patient });
  }

  async function recordOf(
    device: Device,
    type: EntityType,
  ): Promise<{ type: EntityType; id: string }> {
    const patient = await patientOf(device);
    return type === "Patient"
      ? { type, id: patient }
      : { type, id: await device.call("create", { type, patient, content: CONTENTS[type] }) };
  }

  beforeAll(async () => {
    anna = await person(one);
    bert = await person(other);
  });

  describe.each(TYPES)("with a $type", ({ type }) => {
    it("shared, shared on, changed and revoked", async () => {
      const carla = await person(one);
      const record = await recordOf(anna, type);
      await expect(bert.call("read", record)).rejects.toMatchObject({ name: "NotFound" });
      await anna.call("give", { ...record, to: bert.owner, permission: "WRITE" });
      const read = await bert.call("read", record);
      expect(read).toBe(await anna.call("read", record));
      expect(meaning(read)).toEqual(meaning(CONTENTS[type]));
      await bert.call("give", { ...record, to: carla.owner, permission: "READ" });
      expect(await carla.call("read", record)).toBe(read);
      await expect(
        carla.call("change", { ...record, content: CHANGED[type] }),
      ).rejects.toMatchObject({ name: "Forbidden" });
      const changed = await bert.call("change", { ...record, content: CHANGED[type] });
      expect(meaning(changed)).toEqual(meaning(CHANGED[type]));
      expect(await anna.call("read", record)).toBe(changed);
      expect(await anna.call("revoke", { ...record, from: bert.owner })).toEqual([bert.owner]);
      for (const gone of [bert, carla]) {
        await expect(gone.call("read", record)).rejects.toMatchObject({ name: "NotFound" });
      }
      await anna.call("give", { ...record, to: carla.owner, permission: "READ" });
      expect(await carla.call("read", record)).toBe(changed);
    });

    it("shared as it is made, until that ends", async () => {
      const author = await person(one);
      await author.call("shareFuture", { to: bert.owner });
      const record = await recordOf(author, type);
      expect(await bert.call("read", record)).toBe(await author.call("read", record));
      await author.call("stopSharing", { to: bert.owner });
      const later = await recordOf(author, type);
      await expect(bert.call("read", later)).rejects.toMatchObject({ name: "NotFound" });
    });

    it("copied without somebody", async () => {
      const dora = await person(other);
      const record = await recordOf(anna, type);
      for (const to of [bert.owner, dora.owner]) {
        await anna.call("give", { ...record, to, permission: "WRITE" });
      }
      const id = await anna.call("copyWithout", { ...record, whom: dora.owner });
      expect(await bert.call("read", { type, id })).toBe(await anna.call("read", { type, id }));
      for (const gone of [record, { type, id }]) {
        await expect(dora.call("read", gone)).rejects.toMatchObject({ name: "NotFound" });
      }
    });
  });

  it("what is about a patient is found by who may see the patient", async () => {
    const patient = await patientOf(anna);
    const made = await Promise.all(
      [1, 2].map(() =>
        anna.call("create", { type: "DataSample", patient, content: CONTENTS.DataSample }),
      ),
    );
    await anna.call("give", { type: "Patient", id: patient, to: bert.owner, permission: "READ" });
    for (const id of made) {
      await anna.call("give", { type: "DataSample", id, to: bert.owner, permission: "READ" });
    }
    expect(await bert.call("about", { type: "DataSample", patient })).toEqual(made.sort());
  });

  it("a key is renewed, and what was there stays readable, for both", async () => {
    const author = await person(one);
    const before = await recordOf(author, "Patient");
    await author.call("give", { ...before, to: bert.owner, permission: "READ" });
    const renewed = await author.call("rotate", {});
    expect(await author.call("fingerprint", {})).toBe(renewed);
    const after = await recordOf(author, "Patient");
    await author.call("give", { ...after, to: bert.owner, permission: "WRITE" });
    for (const record of [before, after]) {
      expect(await bert.call("read", record)).toBe(await author.call("read", record));
    }
    await bert.call("change", { ...after, content: CHANGED.Patient });
    expect(meaning(await author.call("read", after))).toEqual(meaning(CHANGED.Patient));
  });

  it("a second device is let in by the first", async () => {
    const first = await person(one);
    const record = await recordOf(first, "Patient");
    const second = await again(other, first, { first: "addDevice" });
    await expect(second.call("read", record)).rejects.toMatchObject({ name: "UntrustedKey" });
    const fingerprint = await second.call("fingerprint", {});
    expect(await first.call("letIn", { fingerprint })).toBeGreaterThan(0);
    await compare(second, first);
    expect(await second.call("read", record)).toBe(await first.call("read", record));
  });

  it.each(["makeRecoveryKey", "makeHandOver"] as const)("keys come back by %s", async (make) => {
    const first = await person(one);
    const record = await recordOf(first, "Patient");
    const recoveryKey = await first.call(make, {});
    const restored = await again(other, first, { first: "restore", recoveryKey });
    expect(await restored.call("fingerprint", {})).toBe(await first.call("fingerprint", {}));
    expect(await restored.call("read", record)).toBe(await first.call("read", record));
  });

  it("keys come back by notaries of either SDK", async () => {
    const lost = await person(one);
    const record = await recordOf(lost, "Patient");
    const notaries = [await person(one), await person(other), await person(other)];
    for (const notary of notaries) {
      await compare(lost, notary);
    }
    const owners = notaries.map((each) => each.owner);
    const set = await lost.call("appoint", { needed: 2, notaries: owners });
    const fingerprint = await lost.call("fingerprint", {});
    for (const notary of notaries) {
      await notary.call("acceptSet", { set, fingerprint });
    }
    const anew = await again(other, lost, { first: "askNotaries" });
    const newFingerprint = await anew.call("fingerprint", {});
    for (const notary of notaries.slice(0, 2)) {
      await compare(anew, notary);
      await notary.call("approve", { owner: lost.owner, fingerprint: newFingerprint });
    }
    await anew.call("restoreFromNotaries", { needed: 2 });
    expect(await anew.call("read", record)).toBe(await lost.call("read", record));
  });

  it("access comes back from who had it", async () => {
    const lost = await person(one);
    const record = await recordOf(lost, "Patient");
    await lost.call("give", { ...record, to: bert.owner, permission: "READ" });
    await compare(bert, lost);
    const content = await lost.call("read", record);
    const anew = await again(one, lost, { first: "askForAccess" });
    const fingerprint = await anew.call("fingerprint", {});
    await bert.call("giveBack", { owner: lost.owner, fingerprint });
    const theirs = await bert.call("fingerprint", {});
    expect(await anew.call("takeBack", { owner: bert.owner, fingerprint: theirs })).toBe(1);
    expect(await anew.call("read", record)).toBe(content);
  });

  it("a patient is invited, accepts, and sees the record", async () => {
    const patient = await patientOf(anna);
    const content = CONTENTS.DataSample;
    const id = await anna.call("create", { type: "DataSample", patient, content });
    const code = await anna.call("invite", { patient });
    expect(await anna.call("confirmInvitation", { code })).toBeNull();
    const login = `patient-${randomUUID()}`;
    const invited = await side(other).accept(code, { url, login, password: PASSWORD });
    expect(await anna.call("confirmInvitation", { code })).toBe(patient);
    expect(await anna.call("giveAll", { patient })).toBe(2);
    expect(await invited.call("read", { type: "DataSample", id })).toBe(
      await anna.call("read", { type: "DataSample", id }),
    );
  });

  it("a key file is opened, written on and opened again", async () => {
    const place = await mkdtemp(join(tmpdir(), "salus-"));
    try {
      const [directory, passphrase] = [join(place, "keys"), "grüße aus dem norden"];
      const first = await person(one, { first: "makeKeys", directory, passphrase });
      const record = await recordOf(first, "Patient");
      await first.call("shareFuture", { to: bert.owner });
      await first.close();
      const second = await again(other, first, { first: "makeKeys", directory, passphrase });
      await second.call("change", { ...record, content: CHANGED.Patient });
      await second.call("stopSharing", { to: bert.owner });
      await second.call("rotate", {});
      await second.close();
      const third = await again(one, first, { first: "makeKeys", directory, passphrase });
      expect(meaning(await third.call("read", record))).toEqual(meaning(CHANGED.Patient));
      const later = await recordOf(third, "Patient");
      await expect(bert.call("read", later)).rejects.toMatchObject({ name: "NotFound" });
      await third.close();
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

/** A content by its meaning, in which a number stays what was written. */
function meaning(json: string): unknown {
  const quoted = json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"number ${token}"`,
  );
  return JSON.parse(quoted);
}
