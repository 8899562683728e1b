import { afterAll, beforeAll, expect, test } from "vitest";
import { LEFT_OUT } from "./browser.js";
import { PASSPHRASE, Person } from "./person.js";
import { Server } from "./server.js";

const COMMENT = "measured after the hibernation of marmots";

let server: Server;
const people: Person[] = [];

async function at(login: string, options?: Parameters<typeof Person.at>[2]): Promise<Person> {
  const person = await Person.at(server, login, options);
  people.push(person);
  return person;
}

beforeAll(async () => {
  server = await Server.start();
  await server.professionals("Anna", "Bert");
});

afterAll(async () => {
  await Promise.all(people.map((each) => each.close()));
  await server.stop();
});

test.skipIf(LEFT_OUT)(
  "s68: first use, a patient made, shared, read by another, revoked, keys brought to a second browser",
  async () => {
    const [anna, bert] = await Promise.all([at("Anna"), at("Bert", { dark: true })]);
    await anna.logIn("sign-in");
    const recoveryKey = await anna.firstKeys("anna");
    await bert.logIn("sign-in-dark");
    await bert.firstKeys();

    await anna.makePatient("Quillhaven", "Ottoline");
    await anna.note("72.5", COMMENT);
    await anna.note("71.8", "");
    await anna.browser.look("patient");

    const ofBert = await bert.ownFingerprint("devices");
    const ofAnna = await anna.ownFingerprint();
    await bert.browser.go("Patients");
    await bert.browser.on("Patients", "patients-empty");

    await anna.openPatient("Quillhaven, Ottoline");
    await anna.giveAccess("Bert", ofBert, "give-access");
    await anna.browser.look("patient-shared");

    await bert.confirmKeyOf("Anna", ofAnna, "key-question");
    await bert.openPatient("Quillhaven, Ottoline");
    await bert.browser.page.getByText(COMMENT).waitFor();
    await bert.browser.page.getByText("72.5 kg").first().waitFor();
    await bert.browser.look("patient-dark");
    await bert.browser.go("Patients");

    await anna.takeAccess("Bert", "take-access");
    await bert.browser.go("Devices");
    await bert.browser.on("Devices");
    await bert.browser.go("Patients");
    await bert.browser.page.getByText("There are no patients yet").waitFor();

    const phone = await at("Anna", { width: 390, height: 844, language: "de-DE" });
    await phone.restore(recoveryKey, "phone");

    expect(server.found(["Quillhaven", "Ottoline", COMMENT, PASSPHRASE, recoveryKey])).toEqual([]);
    expect(server.found(["Anna"]), "the search finds what is there").toEqual(["Anna"]);
    expect(people.flatMap(({ browser }) => browser.complaints)).toEqual([]);
  },
);
