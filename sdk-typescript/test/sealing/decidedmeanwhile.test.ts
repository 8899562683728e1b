import { beforeEach, describe, expect, it } from "vitest";
import { Patient, type Stored } from "../../src/index.js";
import { ALICE, BOB, CAROL, DORA, member, type Member } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

let server: ScriptedServer;
let alice: Member;
let bob: Member;
let carol: Member;
let dora: Member;

beforeEach(async () => {
  server = new ScriptedServer();
  [alice, bob, carol, dora] = (await Promise.all(
    [ALICE, BOB, CAROL, DORA].map((owner) => member(server, owner)),
  )) as [Member, Member, Member, Member];
});

/** Does this as the server holds back its answer to such a call; then the human distrusts Bob's card. */
async function distrustingAt<R>(path: string, call: () => Promise<R>): Promise<R | Error> {
  let reached: () => void = () => undefined;
  let release: () => void = () => undefined;
  const there = new Promise<void>((resolve) => (reached = resolve));
  const free = new Promise<void>((resolve) => (release = resolve));
  server.hook = async (request, answer) => {
    const answered = answer();
    if (request.method === "GET" && request.path.includes(path)) {
      reached();
      await free;
    }
    return answered;
  };
  const called = call().catch((failure: unknown) => failure as Error);
  await there;
  // his list is there, too, and what waits for it alone has gone on
  await alice.cards.cards(BOB);
  await alice.api.dataOwnerApi.distrustKey(BOB, bob.ring.current().keyId);
  server.hook = undefined;
  release();
  return called;
}

describe("t28 a writer who is distrusted while the server holds an answer back", () => {
  let id: string;

  /** By Bob, who gave it to Carol, who gave it to Alice. */
  beforeEach(async () => {
    id = (await bob.api.patientApi.createOrModifyPatient(new Patient({ note: "forged" }))).id;
    await bob.api.patientApi.giveAccessRetrying(id, CAROL);
    await carol.api.patientApi.giveAccessRetrying(id, ALICE);
    await alice.cards.cards(BOB);
    await alice.cards.cards(CAROL);
  });

  it.each(["another signer's cards", "the exchange"])("%s", async (what) => {
    if (what !== "the exchange") {
      alice.cards.forgetLists();
    }
    const path = what === "the exchange" ? "/exchanges/" : `/data-owners/${CAROL}`;

    const read = await distrustingAt(path, () => alice.api.patientApi.getPatient(id));

    expect(read).toMatchObject({ name: "UntrustedKey", dataOwner: BOB });
  });
});

describe("t28 a re-key while somebody is distrusted", () => {
  let id: string;
  let last: Stored<Patient>;

  beforeEach(async () => {
    const patient = await alice.api.patientApi.createOrModifyPatient(
      new Patient({ note: "Winter" }),
    );
    id = patient.id;
    await alice.api.patientApi.giveAccessRetrying(id, BOB);
    last = await alice.api.patientApi.giveAccessRetrying(id, CAROL);
  });

  /** The model as of what is stored. */
  function model(of: Stored<Patient>): Stored<Patient> {
    const metadata = { ...of.metadata, rev: server.entities.get(id)?.rev ?? "" };
    return new Patient({ ...of, metadata }) as Stored<Patient>;
  }

  it.each([ALICE, DORA])(
    "wraps for nobody who has access by that card alone (%s)",
    async (held) => {
      await bob.api.patientApi.giveAccessRetrying(id, DORA);
      alice.cards.forgetLists();

      await distrustingAt(`/data-owners/${held}`, () =>
        alice.api.patientApi.revokeAccess(model(last), CAROL),
      );

      if (server.entities.get(id)?.keyGeneration === 2) {
        await expect(dora.api.patientApi.getPatient(id)).rejects.toThrow();
      }
      const now = await dora.api.patientApi.getAndTryDecrypt(id);
      expect([now.kind, server.entities.get(id)?.keyGeneration]).not.toEqual(["decrypted", 2]);
    },
  );

  it.each(["revokeAccess", "copyWithout", "createOrModifyPatient"] as const)(
    "%s signs nothing of that card as one's own",
    async (call) => {
      last = await alice.api.patientApi.giveAccessRetrying(id, DORA);
      const opened = await bob.tools.reader.read("Patient", id);
      const forged = await bob.tools.sealer.modify(opened, JSON.stringify({ note: "forged" }), []);
      server.entities.set(id, { ...forged.entity, rev: last.metadata.rev });
      const shown = model(await dora.api.patientApi.getPatient(id));
      alice.cards.forgetLists();

      await distrustingAt(`/data-owners/${ALICE}`, async () => {
        await (call === "createOrModifyPatient"
          ? alice.api.patientApi.createOrModifyPatient(shown)
          : alice.api.patientApi[call](shown, CAROL));
      });

      const signed = [...server.entities.values()].filter((each) => each.modifiedBy === ALICE);
      for (const each of signed) {
        const read = await dora.tools.reader.read("Patient", each.id);
        expect(read.origin()).toMatchObject({ writer: BOB });
      }
    },
  );
});
