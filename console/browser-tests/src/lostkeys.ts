import { expect, test } from "vitest";
import { LEFT_OUT, WAIT } from "./browser.js";
import { removeAside } from "./ownkeys.js";
import type { World } from "./world.js";

/** Keys that are forgotten and lost, and each way back. */
export function lostKeys(world: World): void {
  test.skipIf(LEFT_OUT)(
    "a forgotten passphrase: keys come from another device under a new one, which was let in itself, and shares by itself once its owner has looked",
    async () => {
      const [anna, phone] = world.both("Anna");
      await phone.browser.go(phone.t.sections.devices);
      await phone.browser.on(phone.t.sections.devices, "phone-devices");
      await phone.browser.go(phone.t.devices.handOver);
      const code = await phone.browser.page.getByRole("status").locator("p").last().innerText();
      await anna.forgetPassphrase("restore", { key: code, picture: "forgotten" });
      await anna.browser.on("Devices");
      await removeAside(anna, "forgotten-aside");
      await anna.openPatient("Quillhaven, Ottoline");

      await phone.forgetPassphrase("addDevice", { picture: "phone-forgotten" });
      await phone.browser.go(phone.t.sections.patients);
      const own = phone.t.patients.ofOwnDevice_other.replace("{{count}} ", "");
      const main = phone.browser.page.getByRole("main");
      await expect.poll(() => main.innerText(), { timeout: WAIT }).toContain(own);
      await phone.browser.look("phone-not-let-in");
      const ofPhone = await phone.ownFingerprint();
      await anna.browser.go("Devices");
      await anna.browser.on("Devices");
      await anna.browser.fill("Fingerprint that the other device shows", ofPhone);
      await anna.browser.look("let-in");
      await anna.browser.press("Enter");
      await anna.browser.page.getByText("Not let in").waitFor({ state: "detached" });
      const ofAnna = await anna.ownFingerprint();
      await phone.browser.fill(phone.t.devices.itsFingerprint, ofAnna);
      await phone.browser.press("Enter");
      const closed = phone.browser.page.getByText(phone.t.devices.UNTRUSTED);
      await closed.waitFor({ state: "detached" });
      await phone.browser.go(phone.t.sections.patients);
      await phone.browser.page.getByRole("link", { name: "Quillhaven" }).waitFor();

      await phone.confirmSharing("phone");
    },
  );

  test.skipIf(LEFT_OUT)(
    "who has lost everything asks for access; a notary is appointed and takes it on",
    async () => {
      const [anna, bert] = [world.person("Anna"), world.person("Bert")];
      await bert.forgetPassphrase("askForAccess");
      await bert.browser.on("Requests");
      await bert.browser.page.getByText("Anna – not answered yet").waitFor();
      await bert.browser.look("requests-own");
      const ofBert = await bert.ownFingerprint();
      const ofAnna = await anna.ownFingerprint();
      await anna.browser.go("Patients");
      await anna.browser.page.getByText("1 request waits for you").waitFor();
      await anna.browser.look("requests-mark");
      await anna.browser.go("Requests");
      await anna.browser.on("Requests");
      await anna.browser.fill("Fingerprint of Bert, as they read it to you", ofBert);
      await anna.browser.look("requests-asked");
      await anna.browser.press("Enter");
      await anna.browser.page
        .getByLabel("Fingerprint of Bert, as they read it to you")
        .waitFor({ state: "detached" });
      await bert.browser.go("Requests");
      await bert.browser.on("Requests");
      await bert.browser.page.getByText("Anna – given back").waitFor();
      await bert.browser.fill("Fingerprint of Anna, as they read it to you", ofAnna);
      await bert.browser.press("Enter");
      await bert.browser.page.getByText("Done").waitFor();
      await bert.openPatient("Withycombe, Basil");

      await anna.browser.go("Devices");
      await anna.browser.on("Devices");
      await anna.browser.fill("Name", "Bert");
      await anna.browser.page.getByRole("radio", { name: "Bert" }).waitFor();
      await anna.browser.tabTo("Bert");
      await anna.browser.press("Space");
      await anna.browser.go("Choose as a notary");
      await anna.browser.go("Appoint them");
      await anna.browser.page.getByText("has not taken it on yet").waitFor();
      await anna.browser.look("notaries");
      await bert.browser.go("Requests");
      await bert.browser.on("Requests");
      await bert.browser.fill("Fingerprint of Anna, as they read it to you", ofAnna);
      await bert.browser.press("Enter");
      await bert.browser.page.getByText("taken on", { exact: true }).waitFor();
      await bert.browser.look("notary-taken-on");
      await anna.browser.go("Requests");
      await anna.browser.go("Devices");
      await anna.browser.page.getByText("has taken it on", { exact: true }).waitFor();
    },
  );

  test.skipIf(LEFT_OUT)(
    "a notary gives keys back: the old records open, and what is written with them reaches the other",
    async () => {
      const [anna, bert] = [world.person("Anna"), world.person("Bert")];
      await anna.forgetPassphrase("askNotaries");
      await anna.browser.on("Requests");
      await anna.browser.page.getByText("Bert – not answered yet").waitFor();
      await anna.browser.look("notaries-asked");
      const ofAnna = await anna.ownFingerprint();
      const ofBert = await bert.ownFingerprint();
      await bert.browser.go("Requests");
      await bert.browser.on("Requests");
      await bert.browser.page.getByRole("button", { name: "Give my share back" }).waitFor();
      await bert.browser.fill("Fingerprint of Anna, as they read it to you", ofAnna);
      await bert.browser.look("notary-asked");
      await bert.browser.press("Enter");
      await bert.browser.page
        .getByRole("button", { name: "Give my share back" })
        .waitFor({ state: "detached" });

      await anna.browser.go("Requests");
      await anna.browser.on("Requests");
      await anna.browser.page.getByText("Bert – has given the share back").waitFor();
      await anna.browser.fill("How many notaries you said were needed", "1");
      await anna.browser.press("Enter");
      await anna.browser.page.getByText(anna.t.errors.MissingShares).waitFor();
      await anna.browser.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab");
      await anna.browser.fill("Fingerprint of Bert, as they read it to you", ofBert);
      await anna.browser.press("Enter");
      await anna.browser.page.getByText("compared", { exact: true }).waitFor();
      await anna.browser.look("notaries-answered");
      await anna.browser.fill("How many notaries you said were needed", "1");
      await anna.browser.press("Enter");
      await anna.browser.page.getByText(anna.t.requests.restored).waitFor();
      await anna.browser.look("notaries-restored");

      await anna.confirmSharing();
      await anna.openPatient("Withycombe, Basil");
      // the key that Bert has lost is listed still, and Anna compared the other one
      await anna.note("80.1", "after the keys came back", { putOff: "Bert" });
      await bert.openPatient("Withycombe, Basil");
      await bert.browser.page.getByText("after the keys came back").waitFor();
    },
  );
}
