import { test } from "vitest";
import { LEFT_OUT } from "./browser.js";
import { acceptInvitation, changePassword, losesCharts, replaceKey } from "./ownkeys.js";
import { ANOTHER_PASSWORD, PASSPHRASE, Person } from "./person.js";
import { PASSWORD } from "./server.js";
import type { World } from "./world.js";

/** What people decide for themselves: whom they share with, their password, what goes, whose browser it is. */
export function ownDecisions(world: World): void {
  test.skipIf(LEFT_OUT)(
    "who gives access may share what comes later: the next patient is there at the other one's",
    async () => {
      const [anna, bert] = [world.person("Anna"), world.person("Bert")];
      await anna.browser.go("Patients");
      await anna.browser.on("Patients");
      await bert.browser.go("Patients");
      await bert.browser.on("Patients");
      await bert.makePatient("Ottery", "Clement");
      await bert.giveAccessFromNowOn("Anna", "give-from-now-on");
      await bert.browser.go("Patients");
      await bert.browser.on("Patients");
      await bert.makePatient("Pemberley", "Isolde");
      await anna.browser.page.getByRole("link", { name: "Pemberley, Isolde" }).waitFor();
      await anna.openPatient("Ottery, Clement");
    },
  );

  test.skipIf(LEFT_OUT)(
    "a patient who was invited makes a login and keys, and reads their record",
    async () => {
      const anna = world.person("Anna");
      const { invite } = anna.t;
      const ofAnna = await anna.ownFingerprint();
      await anna.browser.go("Patients");
      await anna.browser.on("Patients");
      // of this key alone: what her others wrote stays closed to whoever has compared one of them
      await anna.makePatient("Thornbury", "Imogen");
      await anna.browser.go(invite.make);
      const code = await anna.browser.page.getByRole("status").locator("p").last().innerText();
      await anna.browser.go(invite.look);
      await anna.browser.page.getByText(invite.waits).waitFor();
      await anna.browser.look("invitation");
      const imogen = await world.at("Imogen", { width: 390, height: 844 });
      await acceptInvitation(imogen, code, "invitation-accept");
      await anna.browser.go(invite.look);
      await anna.browser.page.getByText(invite.accepted).waitFor();
      await anna.browser.look("invitation-accepted");
      await anna.browser.go(invite.give);
      await anna.browser.page.getByText(invite.hint).waitFor({ state: "detached" });
      await imogen.answerKeyOf("Anna", ofAnna);
      await imogen.openPatient("Thornbury, Imogen");
      await imogen.browser.look("patient-themself");
    },
  );

  test.skipIf(LEFT_OUT)(
    "a password that is changed ends the sessions elsewhere, and is the one that logs in",
    async () => {
      const [anna, phone] = world.both("Anna");
      await changePassword(anna, PASSWORD, ANOTHER_PASSWORD, "password-changed");
      await phone.browser.go(phone.t.sections.devices);
      await phone.browser.page.getByText(phone.t.signIn.ended).waitFor();
      await phone.browser.look("phone-session-ended");
      await phone.logIn();
      await phone.browser.page.getByText(phone.t.errors.Unauthenticated).waitFor();
      await phone.browser.page.reload();
      await phone.logIn(undefined, ANOTHER_PASSWORD);
      await phone.browser.on(phone.t.unlock.title);
      await anna.browser.go("Patients");
      await anna.browser.on("Patients");
      await anna.browser.page.getByRole("link", { name: "Withycombe, Basil" }).waitFor();
    },
  );

  test.skipIf(LEFT_OUT)("what is removed is gone, for the other one too", async () => {
    const [anna, bert] = [world.person("Anna"), world.person("Bert")];
    await bert.browser.go("Patients");
    await bert.browser.on("Patients");
    await bert.browser.page.getByRole("link", { name: "Withycombe, Basil" }).waitFor();
    await anna.openPatient("Withycombe, Basil");
    await anna.browser.go("Remove");
    await anna.browser.page.getByText("Bert lose it, too").waitFor();
    await anna.browser.look("remove-patient");
    await anna.browser.go("Remove for good");
    await anna.browser.on("Patients");
    await bert.browser.page
      .getByRole("link", { name: "Withycombe, Basil" })
      .waitFor({ state: "detached" });
  });

  test.skipIf(LEFT_OUT)(
    "two people share a browser: each has keys of their own in it, under a passphrase of their own",
    async () => {
      const dora = await Person.beside(world.person("Anna"), world.server, "Dora");
      world.people.push(dora);
      await dora.logIn();
      await dora.browser.page.getByText(dora.t.firstUse.others).waitFor();
      await dora.firstKeys();
      await dora.makePatient("Fairweather", "Hester");
      await dora.note("61.1", "");
      await dora.note("61.2", "");
      await dora.browser.page.getByRole("figure", { name: "Body weight: 2 values" }).waitFor();
      await replaceKey(dora, "key-replaced");
      await dora.openPatient("Fairweather, Hester");
      await losesCharts(dora);
      await dora.logIn();
      await dora.browser.on(dora.t.unlock.title);
      await dora.browser.fill(dora.t.unlock.passphrase, PASSPHRASE);
      await dora.browser.press("Enter");
      await dora.browser.on("Fairweather, Hester");
      const without = dora.t.records.noChart.replace("{{name}}", dora.t.measurement.weight);
      await dora.browser.page.getByText(without).waitFor();
      await dora.browser.page.getByText("61.1 kg").waitFor();
      await dora.browser.look("chart-not-drawn");
      dora.browser.complaints.splice(0);
    },
  );
}
