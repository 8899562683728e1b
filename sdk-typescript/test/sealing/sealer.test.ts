import { expect, it } from "vitest";
import { platformRandom } from "../../src/primitives/random.js";
import { randomUuid } from "../../src/primitives/randomuuid.js";
import { Patient } from "../../src/index.js";
import { MAX_PARENTS } from "../../src/wire/grant.js";
import { ALICE, BOB, CAROL, member } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

it("t22 who was given access more often than a grant may say still passes it on", async () => {
  const server = new ScriptedServer();
  const [alice, bob] = await Promise.all([ALICE, BOB, CAROL].map((each) => member(server, each)));
  if (alice === undefined || bob === undefined) throw new Error("they are there");
  const patient = await alice.api.patientApi.createOrModifyPatient(new Patient({}));
  const toCarol = await alice.api.patientApi.giveAccessTo(patient, CAROL);
  await alice.api.patientApi.giveAccessTo(toCarol, BOB);
  let opened = await bob.tools.reader.read("Patient", patient.id);
  const [, carols, alices] = opened.entity.grants.map((grant) => Object.keys(grant.delegations)[0]);
  for (let i = 0; i < MAX_PARENTS; i++) {
    const planted = {
      by: CAROL,
      signedBy: "",
      grantedAt: 1,
      generation: 1,
      parents: [carols ?? ""],
      delegations: {
        [randomUuid(platformRandom)]: { delegate: BOB, permission: "WRITE" as const },
      },
      signature: "",
    };
    opened = opened.withGrant(planted, "9-a");
  }
  const exchange = await bob.exchanges.forWrapping(CAROL);

  const grant = await bob.tools.sealer.grant(opened, { exchange, permission: "READ", link: {} });

  expect(grant.parents).toHaveLength(MAX_PARENTS);
  expect(grant.parents).toContain(alices);
});
