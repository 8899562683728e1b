import { expect, it } from "vitest";
import { ServerApi } from "../../src/transport/serverapi.js";
import { CardDirectory } from "../../src/trust/directory.js";
import { trustOnFirstUse } from "../../src/trust/policy.js";
import { ALICE, BOB, member } from "../transport/members.js";
import { ScriptedServer } from "../transport/scriptedserver.js";

it("t28 how long a list of cards counts is not the server's to say", async () => {
  const server = new ScriptedServer();
  const { ring } = await member(server, ALICE);
  await member(server, BOB);
  let own = Date.now();
  let behind = 0;
  const api = new ServerApi(server.as(ALICE));
  const now = (): number => own - behind;
  const cards = new CardDirectory(api, ring, trustOnFirstUse(), () => own, now);
  const listed = (): number => server.count("GET", new RegExp(`${BOB}/keys`));
  await cards.cards(BOB);
  const before = listed();

  behind = 600_000;
  own += 60_001;
  await cards.cards(BOB);

  expect(listed()).toBe(before + 1);
});
