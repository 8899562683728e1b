import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExchangeKey } from "../../src/crypto/exchangekey.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { platformRandom } from "../../src/primitives/random.js";
import { randomUuid } from "../../src/primitives/randomuuid.js";
import { Patient, RefusedPolicy, type Stored, Unavailable } from "../../src/index.js";
import type { KeyCard } from "../../src/wire/card.js";
import { exchangeBytes } from "../../src/wire/exchange.js";
import { type Person, People } from "./people.js";
import { theServer } from "./server.js";
import { again, type Victim, victimOf } from "./victim.js";

// Rows of the threat model that no other test here plays: server and accomplices against this SDK.

let people: People;
let hcp2: Person;

beforeAll(async () => {
  people = new People(theServer());
  hcp2 = await people.person("hcp");
}, 60_000);

afterAll(() => people.close());

function snow(of: Person, note = "Winter"): Promise<Stored<Patient>> {
  return of.api.patientApi.createOrModifyPatient(new Patient({ firstName: "John", note }));
}

/** The key that somebody's device has. */
async function keyOf(person: Person): Promise<OwnerKey> {
  const ring = await person.options.keyStore?.load(person.id);
  if (ring === undefined) {
    throw new Error("there are no keys");
  }
  return ring.live();
}

function keysOf(person: Person): RegExp {
  return new RegExp(`^/data-owners/${person.id}/keys`);
}

describe("t03 a server that makes up an exchange", () => {
  it("gets nothing wrapped under it", async () => {
    const author = await victimOf(people);
    const [own, other] = [await keyOf(author), await keyOf(hcp2)];
    const key = ExchangeKey.generate(randomUuid(platformRandom), platformRandom);
    const head = {
      id: key.exchangeId,
      delegator: author.id,
      delegate: hcp2.id,
      createdAt: Date.now(),
      commitment: key.commitment,
    };
    const forger = await OwnerKey.generate(author.id, Date.now(), platformRandom);
    const sealed: Record<string, string> = {};
    for (const card of [own.card, other.card]) {
      sealed[card.keyId] = await key.sealTo(card, head, platformRandom);
    }
    const signature = forger.sign(exchangeBytes(head));
    const record = { ...head, signedBy: own.keyId, signature, sealed };
    author.transport.changeAnswers(/^\/exchanges$/, () => JSON.stringify({ items: [record] }));
    const patient = await snow(author);
    await author.api.patientApi.giveAccessTo(patient, hcp2.id);
    let stored = "";
    author.transport.changeAnswers(/^\/entities/, (answer) => (stored = answer));
    await author.api.patientApi.getAndTryDecrypt(patient.id);
    expect(stored).toContain(hcp2.id);
    expect(stored).not.toContain(key.exchangeId);
    expect((await hcp2.api.patientApi.getPatient(patient.id)).note).toBe("Winter");
  });
});

describe("t05 a server that answers with the content of another record", () => {
  it("is found out", async () => {
    const author = await victimOf(people);
    const [one, other] = [await snow(author, "one"), await snow(author, "other")];
    const contents = new Map<string, string>();
    author.transport.changeAnswers(/^\/entities/, (answer) => {
      const { id, content } = JSON.parse(answer) as { id: string; content: string };
      contents.set(id, content);
      return answer;
    });
    await author.api.patientApi.getPatient(one.id);
    await author.api.patientApi.getPatient(other.id);
    author.transport.changeAnswers(/^\/entities/, (answer) =>
      answer.replace(contents.get(one.id) ?? "", contents.get(other.id) ?? ""),
    );
    await expect(author.api.patientApi.getPatient(one.id)).rejects.toMatchObject({
      name: "TamperedEntity",
      what: "SIGNATURE",
    });
  });
});

describe("t06 a server that drops a delegation", () => {
  it("is visible: the delegate is told that there is no key", async () => {
    const author = await people.person("hcp");
    const reader = await victimOf(people);
    const patient = await snow(author);
    await author.api.patientApi.giveAccessTo(patient, reader.id);
    reader.transport.changeAnswers(/^\/entities/, (answer) => {
      const entity = JSON.parse(answer) as { grants: object[] };
      return JSON.stringify({ ...entity, grants: entity.grants.slice(0, 1) });
    });
    await expect(reader.api.patientApi.getPatient(patient.id)).rejects.toMatchObject({
      name: "NoEntityKey",
      entityId: patient.id,
    });
    reader.transport.meddling = undefined;
    expect((await reader.api.patientApi.getPatient(patient.id)).note).toBe("Winter");
  });
});

/** A record that mallory was given and has written. */
async function writtenByMallory(mallory: Person): Promise<{ author: Victim; id: string }> {
  const author = await victimOf(people);
  const patient = await snow(author);
  await author.api.patientApi.giveAccessTo(patient, mallory.id, { permission: "WRITE" });
  const read = await mallory.api.patientApi.getPatient(patient.id);
  await mallory.api.patientApi.createOrModifyPatient(new Patient({ ...read, note: "by mallory" }));
  return { author, id: patient.id };
}

/** Nothing of mallory's is in the author's way. */
async function goesOn(author: Victim, id: string, mallory: Person): Promise<void> {
  const doubtful = await author.api.patientApi.getAndTryDecrypt(id);
  if (doubtful.kind !== "doubtful") {
    throw new Error(`it is ${doubtful.kind}`);
  }
  expect(doubtful.value.note).toBe("by mallory");
  const revoked = await author.api.patientApi.revokeAccess(doubtful.value, mallory.id);
  expect(revoked.revoked).toEqual(new Set([mallory.id]));
  const changed = await author.api.patientApi.createOrModifyPatient(
    new Patient({ ...revoked.entity, note: "Summer" }),
  );
  expect(changed.note).toBe("Summer");
  expect((await author.api.patientApi.getPatient(id)).note).toBe("Summer");
}

describe("t17 a delegate who retires the card that it wrote with", () => {
  it("makes what it wrote doubtful, by name, and is in nobody's way", async () => {
    const mallory = await people.person("hcp");
    const { author, id } = await writtenByMallory(mallory);
    const key = await keyOf(mallory);
    const retired: KeyCard = {
      ...key.card,
      endorsements: [],
      retired: key.retire(key.card, Date.now() - 3_600_000),
    };
    const later = await again(people, author);
    later.transport.changeAnswers(keysOf(mallory), () => JSON.stringify({ items: [retired] }));
    await expect(later.api.patientApi.getPatient(id)).rejects.toMatchObject({
      name: "RetiredKey",
      dataOwner: mallory.id,
      keyId: key.keyId,
    });
    await goesOn(later, id, mallory);
  });
});

describe("t18 a delegate who writes with a card that nobody vouches for", () => {
  it("makes what it wrote doubtful, by name, and is in nobody's way", async () => {
    const mallory = await people.person("hcp");
    const author = await victimOf(people);
    const patient = await snow(author);
    await author.api.dataOwnerApi.verify(mallory.id, mallory.api.dataOwnerApi.getOwnFingerprint());
    await author.api.patientApi.giveAccessTo(patient, mallory.id, { permission: "WRITE" });
    const unvouched = await people.connect(mallory.user, {
      firstUse: () => ({ kind: "addDevice" }),
    });
    const first = mallory.api.dataOwnerApi.getOwnFingerprint();
    await unvouched.api.dataOwnerApi.verify(mallory.id, first);
    // the new device reads by the keys of the first, and nobody vouches for its card
    const ring = await unvouched.options.keyStore?.load(mallory.id);
    const key = ring?.live();
    if (key === undefined) {
      throw new Error("there is no key");
    }
    const cards = await unvouched.api.deviceApi.cards();
    const card = cards.find((each) => each.keyId === key.keyId);
    await mallory.api.deviceApi.letIn(key.keyId, card?.fingerprint ?? "");
    const read = await unvouched.api.patientApi.getPatient(patient.id);
    await unvouched.api.patientApi.createOrModifyPatient(
      new Patient({ ...read, note: "by mallory" }),
    );
    const later = await again(people, author);
    // as listed by a server that hides who vouches for it
    later.transport.changeAnswers(keysOf(mallory), (answer) => {
      const { items } = JSON.parse(answer) as { items: KeyCard[] };
      return JSON.stringify({ items: items.map((each) => ({ ...each, endorsements: [] })) });
    });
    await expect(later.api.patientApi.getPatient(patient.id)).rejects.toMatchObject({
      name: "UntrustedKey",
      dataOwner: mallory.id,
      keyId: key.keyId,
    });
    await goesOn(later, patient.id, mallory);
  });
});

describe("t20 a key that is distrusted", () => {
  it("opens nothing that is shared afterwards, whatever was agreed on before", async () => {
    const author = await victimOf(people);
    const mallory = await people.person("hcp");
    const before = await snow(author);
    await author.api.patientApi.giveAccessTo(before, mallory.id);
    const stolen = await keyOf(mallory);
    const device = await people.connect(mallory.user, { firstUse: () => ({ kind: "addDevice" }) });
    await author.api.dataOwnerApi.distrustKey(mallory.id, stolen.keyId);
    const after = await snow(author);
    await expect(author.api.patientApi.giveAccessTo(after, mallory.id)).rejects.toMatchObject({
      dataOwner: mallory.id,
    });
    const fingerprint = device.api.dataOwnerApi.getOwnFingerprint();
    await author.api.dataOwnerApi.verify(mallory.id, fingerprint);
    const shared = await author.api.patientApi.giveAccessTo(after, mallory.id);
    expect((await device.api.patientApi.getPatient(shared.id)).note).toBe("Winter");
    await expect(mallory.api.patientApi.getPatient(shared.id)).rejects.toMatchObject({
      name: "NoEntityKey",
    });
  });
});

describe("t21 a server that keeps a policy which it said it had not", () => {
  it("has no second one of that version, and an older one is refused", async () => {
    const author = await victimOf(people);
    const bodies: string[] = [];
    author.transport.meddling = async (request, call) => {
      if (request.method !== "PUT") {
        return call();
      }
      bodies.push(JSON.stringify(request.body));
      throw new Unavailable("lost", 1);
    };
    await expect(author.api.userApi.shareAllFutureDataWith([hcp2.id])).rejects.toMatchObject({
      code: "unavailable",
    });
    const kept = bodies[0] ?? "";
    author.transport.meddling = (request, call) => {
      bodies.push(JSON.stringify(request.body ?? ""));
      return call();
    };
    const other = await people.person("hcp");
    await author.api.userApi.shareAllFutureDataWith([other.id]);
    const sent = bodies.find((body) => body.includes(other.id)) ?? "";
    const versions = [kept, sent].map(
      (body) => (JSON.parse(body) as { policy: { version: number } }).policy.version,
    );
    expect(versions).toEqual([1, 2]);
    author.transport.changeAnswers(/auto-share$/, () => kept);
    await expect(author.api.userApi.getAutomaticSharing()).rejects.toBeInstanceOf(RefusedPolicy);
    const patient = await snow(author);
    expect(patient.metadata.skipped).toMatchObject([{ dataOwner: "*" }]);
    await expect(hcp2.api.patientApi.getPatient(patient.id)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
