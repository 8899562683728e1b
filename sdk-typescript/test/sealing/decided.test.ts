import { beforeEach, describe, expect, it } from "vitest";
import { KeysRetired, Patient, UntrustedKey } from "../../src/index.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { ALICE, BOB, member, type Member, newKey } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

let server: ScriptedServer;
let alice: Member;
let bob: Member;

beforeEach(async () => {
  server = new ScriptedServer();
  [alice, bob] = await Promise.all([member(server, ALICE), member(server, BOB)]);
});

function reads(): number {
  return server.count("GET", /^\/entities\/Patient/);
}

describe("t28 a patient's secret that is remembered", () => {
  it("is not used after a decision about whoever told it", async () => {
    const { id } = await bob.api.patientApi.createOrModifyPatient(new Patient({}));
    await bob.api.patientApi.giveAccessRetrying(id, ALICE);
    const { patients } = alice.tools.reader;
    // whose card is taken on first use meanwhile is a decision, too
    await patients.require(id);
    const secret = await patients.known(id);
    const asked = reads();
    expect(await patients.known(id)).toBe(secret);
    expect(reads()).toBe(asked);

    alice.cards.decisions.distrust(BOB, bob.ring.current().keyId);

    expect(await patients.known(id)).toBeUndefined();
    await expect(patients.require(id)).rejects.toThrow(UntrustedKey);
  });
});

describe("s54 what stays closed", () => {
  it("says whose key it is that was not compared yet", async () => {
    const { id } = await bob.api.patientApi.createOrModifyPatient(new Patient({}));
    await alice.cards.cards(BOB);
    const laptop = await newKey(BOB);
    server.publish(laptop.card);
    const ring = new KeyRing(BOB, [
      { key: bob.ring.current(), signedUpTo: 0 },
      { key: laptop, signedUpTo: 0 },
    ]);
    // as a device that the server lists without what vouches for it
    const onLaptop = await member(server, BOB, { ring });
    server.publish(laptop.card);
    onLaptop.cards.forgetLists();
    const exchange = await onLaptop.exchanges.forWrapping(ALICE);
    const opened = await bob.tools.reader.read("Patient", id);
    const link = {};
    const grant = await bob.tools.sealer.grant(opened, { exchange, permission: "READ", link });
    server.entities.set(opened.entity.id, {
      ...opened.entity,
      grants: [...opened.entity.grants, grant],
    });

    await expect(alice.api.patientApi.getPatient(id)).rejects.toMatchObject({
      name: "UntrustedKey",
      dataOwner: BOB,
      keyId: laptop.keyId,
    });
  });
});

it("a ring whose keys are all retired says so, and not that its owner has none", async () => {
  const key = alice.ring.current();
  server.publish({ ...key.card, retired: key.retire(key.card, Date.now()) });
  alice.cards.forgetLists();
  await alice.cards.refreshed(ALICE);

  await expect(alice.api.patientApi.createOrModifyPatient(new Patient({}))).rejects.toThrow(
    KeysRetired,
  );
});
