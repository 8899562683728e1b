import { beforeEach, describe, expect, it } from "vitest";
import { placeOf, wrapKey } from "../../src/crypto/wraps.js";
import { platformRandom } from "../../src/primitives/random.js";
import { toBase64Url } from "../../src/encoding/base64url.js";
import { Patient } from "../../src/index.js";
import type { Delegation } from "../../src/wire/grant.js";
import { ALICE, BOB, CAROL, DORA, member, type Member } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

const JUNK = toBase64Url(new Uint8Array(64));
const LARGEST = Number.MAX_SAFE_INTEGER;

let server: ScriptedServer;
let [alice, bob, carol, dora]: Member[] = [];

beforeEach(async () => {
  server = new ScriptedServer();
  const everybody = [ALICE, BOB, CAROL, DORA].map((owner) => member(server, owner));
  [alice, bob, carol, dora] = await Promise.all(everybody);
});

function made(of: Member | undefined): Member {
  if (of === undefined) throw new Error("everybody is there");
  return of;
}

function idOf({ id }: Patient): string {
  if (id === undefined) throw new Error("it is stored");
  return id;
}

/** A patient by Alice, which others pass on one after the other. */
async function passedOn(...steps: readonly (readonly [Member | undefined, string])[]) {
  let patient = await made(alice).api.patientApi.createOrModifyPatient(
    new Patient({ note: "Winter" }),
  );
  for (const [by, to] of steps) {
    const { patientApi } = made(by).api;
    patient = await patientApi.giveAccessTo(await patientApi.getPatient(idOf(patient)), to);
  }
  return patient;
}

/** Has the server store something else in place of all delegations of a data owner that others gave. */
function rewrap(
  patient: Patient,
  delegate: string,
  by: string | undefined,
  change: (delegation: Delegation, exchangeId: string) => Delegation,
): void {
  const entity = server.entities.get(idOf(patient));
  if (entity === undefined) throw new Error("it is stored");
  const grants = entity.grants.map((grant) => ({
    ...grant,
    delegations: Object.fromEntries(
      Object.entries(grant.delegations).map(([exchangeId, each]) => [
        exchangeId,
        each.delegate === delegate && (by === undefined || grant.by === by)
          ? change(each, exchangeId)
          : each,
      ]),
    ),
  }));
  server.entities.set(entity.id, { ...entity, grants });
}

const junk = (delegation: Delegation): Delegation => ({ ...delegation, wrapped: JUNK });

describe("t18 a delegate who wraps a key with the largest version", () => {
  it("closes nothing: the floor of each wrap counts for it alone, and the next is tried", async () => {
    const patient = await passedOn([alice, BOB], [alice, DORA], [bob, CAROL], [dora, CAROL]);
    const { key } = await made(bob).tools.reader.read("Patient", idOf(patient));
    const wraps = new Map<string, string>();
    for (const grant of server.entities.get(idOf(patient))?.grants ?? []) {
      for (const [exchangeId, each] of Object.entries(grant.delegations)) {
        if (grant.by === BOB && each.delegate === CAROL) {
          const { wrapKey: under } = (await made(bob).exchanges.opened(exchangeId)).key;
          const place = placeOf({ type: "Patient", id: idOf(patient) }, exchangeId, grant);
          wraps.set(exchangeId, await wrapKey(key, LARGEST, under, place, platformRandom));
        }
      }
    }
    expect(wraps.size).toBe(1);
    rewrap(patient, CAROL, BOB, (each, id) => ({ ...each, wrapped: wraps.get(id) ?? "" }));

    expect((await made(carol).api.patientApi.getPatient(idOf(patient))).note).toBe("Winter");
    rewrap(patient, CAROL, BOB, junk);
    expect((await made(carol).api.patientApi.getPatient(idOf(patient))).note).toBe("Winter");
    rewrap(patient, CAROL, BOB, (each, id) => ({ ...each, wrapped: wraps.get(id) ?? "" }));
    rewrap(patient, CAROL, DORA, ({ delegate, permission }) => ({ delegate, permission }));
    await expect(made(carol).api.patientApi.getPatient(idOf(patient))).rejects.toMatchObject({
      what: "ROLLBACK",
      by: BOB,
    });
  });
});

describe("t18 a delegate who makes a new key and wraps junk", () => {
  it("is named, and the author writes under a new key again", async () => {
    const patient = await passedOn([alice, CAROL], [alice, BOB], [bob, DORA]);
    await made(bob).api.patientApi.revokeAccess(
      await made(bob).api.patientApi.getPatient(idOf(patient)),
      DORA,
    );
    [ALICE, CAROL].forEach((closed) => {
      rewrap(patient, closed, undefined, junk);
    });
    for (const closed of [alice, carol]) {
      await expect(made(closed).api.patientApi.getPatient(idOf(patient))).rejects.toMatchObject({
        name: "TamperedEntity",
        what: "WRAP",
        by: BOB,
      });
    }

    const written = await made(alice).api.patientApi.writeUnderNewKey(patient, [BOB]);

    expect(written.revoked).toEqual(new Set([BOB]));
    expect(written.entity.note).toBe("Winter");
    for (const reader of [alice, carol]) {
      const { patientApi } = made(reader).api;
      expect((await patientApi.getPatient(idOf(patient))).note).toBe("Winter");
    }
    await expect(made(bob).api.patientApi.getPatient(idOf(patient))).rejects.toThrow();
  });
});
