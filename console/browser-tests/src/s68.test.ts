import { afterAll, beforeAll, expect, test } from "vitest";
import { administration } from "./administration.js";
import { LEFT_OUT } from "./browser.js";
import { lostKeys } from "./lostkeys.js";
import { ownDecisions } from "./owndecisions.js";
import { ANOTHER_PASSPHRASE, PASSPHRASE } from "./person.js";
import { World } from "./world.js";

const COMMENT = "measured after the hibernation of marmots";

const world = new World();

beforeAll(() => world.begin());

afterAll(() => world.end());

test.skipIf(LEFT_OUT)(
  "s68_twoPeopleInTwoBrowsers: first use, a patient made, shared, read by another, revoked, keys brought to a second browser",
  async () => {
    const [anna, bert] = await Promise.all([world.at("Anna"), world.at("Bert", { dark: true })]);
    await anna.logIn("sign-in");
    const recoveryKey = await anna.firstKeys("anna");
    await bert.logIn("sign-in-dark");
    await bert.firstKeys();

    await anna.makePatient("Quillhaven", "Ottoline");
    await anna.note("72.5", COMMENT, { forgets: "05" });
    await anna.note("71.8", "");
    const chart = anna.browser.page.getByRole("figure", { name: "Body weight: 2 values" });
    await chart.getByText("Body weight").waitFor();
    await anna.browser.look("patient");

    const ofBert = await bert.ownFingerprint("devices");
    expect(ofBert).not.toBe("");
    await bert.browser.holdUp(bert.browser.page.getByRole("img", { name: "QR code of the same" }));
    const ofAnna = await anna.ownFingerprint();
    await bert.browser.go("Patients");
    await bert.browser.on("Patients", "patients-empty");

    await anna.openPatient("Quillhaven, Ottoline");
    await anna.giveAccess("Bert", "bert", "give-access");
    await anna.browser.look("patient-shared");

    await bert.confirmKeyOf("Anna", ofAnna, "key-question");
    await bert.openPatient("Quillhaven, Ottoline");
    await bert.browser.page.getByText(COMMENT).waitFor();
    await bert.browser.page.getByText("72.5 kg").first().waitFor();
    await bert.browser.look("patient-dark");
    const change = bert.browser.page.getByRole("link", { name: /^(Change|Body weight)$/ });
    expect(await change.count(), "whoever may only read is offered no change").toBe(0);
    expect(await bert.browser.page.getByRole("button", { name: "Remove" }).count()).toBe(0);
    await bert.browser.go("Patients");

    await anna.takeAccess("Bert", "take-access");
    await bert.browser.go("Devices");
    await bert.browser.on("Devices");
    await bert.browser.go("Patients");
    await bert.browser.page.getByText("There are no patients yet").waitFor();

    const phone = await world.at("Anna", { width: 390, height: 844, language: "de-DE" });
    await phone.restore(recoveryKey, "phone");

    expect(
      world.server.found(["Quillhaven", "Ottoline", COMMENT, PASSPHRASE, recoveryKey]),
    ).toEqual([]);
    expect(world.server.found(["Anna"]), "the search finds what is there").toEqual(["Anna"]);
  },
);

test.skipIf(LEFT_OUT)(
  "what was typed outlives somebody who was faster, and comes on top if one saves again",
  async () => {
    const [anna, phone] = world.both("Anna");
    await phone.browser.go(phone.t.patients.edit);
    await phone.browser.fill(phone.t.patient.phone, "0117 496 0000");
    await anna.browser.go("Change");
    await anna.browser.fill("City", "Penzance");
    await anna.browser.fill("Phone", "0117 496 0999");
    await anna.browser.press("Enter");
    await anna.browser.page.getByText("0117 496 0999").waitFor();
    await phone.browser.press("Enter");
    await phone.browser.page.getByText(phone.t.conflict.saveAgain).waitFor();
    await phone.browser.page.getByText("Penzance").waitFor();
    await phone.browser.look("phone-conflict");
    await phone.browser.press("Enter");
    await anna.browser.page.getByText("0117 496 0000").waitFor();
    await anna.browser.page.getByText("Penzance").waitFor();
  },
);

test.skipIf(LEFT_OUT)("what a person creates is shared with somebody from now on", async () => {
  const { browser } = world.person("Anna");
  await browser.go("Sharing");
  await browser.on("Sharing");
  await browser.fill("Name", "Bert");
  await browser.page.getByRole("radio", { name: "Bert" }).waitFor();
  await browser.tabTo("Bert");
  await browser.press("Space");
  await browser.page.getByText(/^You have compared a key of Bert/).waitFor();
  await browser.go("Share from now on");
  await browser.page.getByText("Bert – everything").waitFor();
  await browser.look("sharing");

  await browser.go("Patients");
  await browser.on("Patients");
  await world.person("Anna").makePatient("Withycombe", "Basil");
  await browser.page.getByRole("cell", { name: "Bert", exact: true }).waitFor();
  const bert = world.person("Bert").browser;
  await bert.page.getByRole("link", { name: "Withycombe, Basil" }).waitFor();
  await bert.fill("Search", "wíth");
  await bert.look("patients-searched");
});

test.skipIf(LEFT_OUT)("idle keys are locked, and opened again with the passphrase", async () => {
  const { browser, login } = world.person("Anna");
  await browser.go("Requests");
  await browser.on("Requests", "requests");
  await browser.go("Settings");
  await browser.on("Settings", "settings");
  await browser.fill("Passphrase until now", PASSPHRASE);
  await browser.fill("New passphrase", "password1");
  await browser.page.getByText(/^Easy to guess/).waitFor();
  await browser.look("passphrase-easy");
  await browser.press("Shift+Tab", "Shift+Tab");
  await browser.fill("New passphrase", ANOTHER_PASSPHRASE);
  await browser.fill("The new passphrase again", ANOTHER_PASSPHRASE);
  await browser.press("Enter");
  await browser.page.getByText("The passphrase is changed.").waitFor();
  await browser.page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 11 * 60_000;
  });
  await browser.press("Tab");
  await browser.page.getByText("Your keys are locked").waitFor();
  await browser.page.reload();
  await world.person(login).logIn();
  await browser.on("Open your keys", "unlock");
  await browser.fill("Passphrase of your keys", PASSPHRASE);
  await browser.press("Enter");
  await browser.page.getByText("This is not the passphrase.").waitFor();
  await browser.fill("Passphrase of your keys", ANOTHER_PASSPHRASE);
  await browser.press("Enter");
  await browser.on("Settings");
  await browser.go("Patients");
  await browser.page.getByRole("link", { name: "Withycombe, Basil" }).waitFor();
});

// each goes on where the one before has ended
lostKeys(world);
ownDecisions(world);
administration(world);

test.skipIf(LEFT_OUT)(
  "no browser complained, but of log-ins that were refused, sessions that ended and of what was gone, forbidden or changed",
  () => {
    expect(world.people).toHaveLength(7);
    const usual =
      /the server responded with a status of (401 \(Unauthorized\)|403 \(Forbidden\)|404 \(Not Found\)|409 \(Conflict\))$/;
    const all = world.people.flatMap(({ browser }) => browser.complaints);
    expect(all.filter((each) => !usual.test(each))).toEqual([]);
  },
);
