import { expect, test } from "vitest";
import { LEFT_OUT, WAIT } from "./browser.js";
import { oneTimeCode } from "./onetimecode.js";
import type { World } from "./world.js";

const PASSWORD_OF_CORA = "spring is over soon";

/** What administrators do, and a second factor of an account. */
export function administration(world: World): void {
  test.skipIf(LEFT_OUT)(
    "an administrator makes users, and sees entities as the server has them",
    async () => {
      const admin = await world.at(world.server.admin.login);
      const { browser } = admin;
      await admin.logIn(undefined, world.server.admin.password);
      await browser.on("Users");
      await browser.fill("Login", "Cora");
      await browser.fill("New password", PASSWORD_OF_CORA);
      await browser.tabTo("Acts for");
      await browser.page.keyboard.type("Nobody");
      await browser.go("Make the user");
      await browser.page.getByText("Cora", { exact: true }).waitFor();
      await browser.look("users");
      await browser.go("Data owners");
      await browser.on("Data owners");
      await browser.page.getByText("Anna").first().waitFor();
      await browser.look("owners");
      await browser.go("Server");
      await browser.on("Server");
      await browser.page.getByText("All parts and the store answer").waitFor();
      const first = browser.page.locator("dl").first();
      await first.getByText("Key generation").waitFor();
      await browser.look("server");
      const id = await browser.page.locator("main li code").first().innerText();
      await browser.fill("Id of one of them; empty for all", id);
      await browser.press("Enter");
      await expect.poll(() => browser.page.locator("dl").count(), { timeout: WAIT }).toBe(1);
      await first.getByText(/: Read and change/).waitFor();
      await browser.look("server-entity");
    },
  );

  test.skipIf(LEFT_OUT)(
    "an administrator locks a user, who is told so, and unlocks it",
    async () => {
      const { browser } = world.person(world.server.admin.login);
      const cora = await world.at("Cora");
      await cora.logIn(undefined, PASSWORD_OF_CORA);
      await cora.browser.on("Settings");
      await browser.go("Users");
      await browser.on("Users");
      await browser.go("Lock Cora");
      const dialog = browser.page.getByRole("dialog", { name: "Lock Cora" });
      await dialog.getByText("All sessions of this user end at once").waitFor();
      await browser.look("user-lock");
      await world.server.giveRoles("Cora", "billing");
      await browser.go("Lock");
      await dialog.getByText("Somebody else has changed this meanwhile.").waitFor();
      await browser.page.getByText("billing, acts for nobody").waitFor();
      await browser.look("user-lock-conflict");
      await browser.go("Lock");
      await dialog.waitFor({ state: "detached" });
      const locked = browser.page.getByText("locked", { exact: true });
      await locked.waitFor();
      await browser.look("users-locked");

      await cora.browser.fill("Your password", PASSWORD_OF_CORA);
      await cora.browser.press("Enter");
      await cora.browser.page.getByText("Your session has ended").waitFor();
      await cora.logIn(undefined, PASSWORD_OF_CORA);
      await cora.browser.page.getByText("An administrator has locked this login").waitFor();
      await cora.browser.look("sign-in-locked-out");

      await browser.go("Unlock Cora");
      await locked.waitFor({ state: "detached" });
      await cora.browser.press("Enter");
      await cora.browser.on("Settings");
    },
  );

  test.skipIf(LEFT_OUT)("administration is given to a user who is there, and taken", async () => {
    const { browser } = world.person(world.server.admin.login);
    const cora = world.person("Cora");
    await browser.go("Give administration to Cora");
    const giving = browser.page.getByRole("dialog", { name: "Give administration to Cora" });
    await giving.getByText("Other roles stay.").waitFor();
    await browser.look("user-give-administration");
    await browser.go("Give administration");
    await giving.waitFor({ state: "detached" });
    await browser.page.getByText("billing, administers, acts for nobody").waitFor();
    await cora.browser.go("Lock and leave");
    await cora.logIn(undefined, PASSWORD_OF_CORA);
    await cora.browser.on("Settings");
    await cora.browser.go("Users");
    await cora.browser.on("Users");

    await browser.go("Take administration from Cora");
    const taking = browser.page.getByRole("dialog", { name: "Take administration from Cora" });
    await taking.getByText("no session ends").waitFor();
    await browser.go("Take administration");
    await taking.waitFor({ state: "detached" });
    await browser.page.getByText("billing, acts for nobody").waitFor();
    await cora.browser.go("Data owners");
    await cora.browser.page.getByText("You are not allowed to do this.").first().waitFor();
    await cora.browser.go("Settings");
    await cora.browser.on("Settings");
    await cora.browser.go("Lock and leave");
  });

  test.skipIf(LEFT_OUT)("an account gets a second factor, and the log-in asks for it", async () => {
    const cora = world.person("Cora");
    const { browser } = cora;
    await cora.logIn(undefined, PASSWORD_OF_CORA);
    await browser.on("Settings");
    await browser.fill("Your password", PASSWORD_OF_CORA);
    await browser.press("Enter");
    await browser.page.getByRole("img", { name: "QR code for the authenticator" }).waitFor();
    await browser.look("second-factor");
    const secret = await browser.page.locator("p code").innerText();
    await browser.fill("Code", oneTimeCode(secret, Date.now()));
    await browser.press("Enter");
    await browser.page.getByText("Each of these is a code once").waitFor();
    const [recoveryCode = ""] = await browser.page
      .getByRole("status")
      .getByRole("listitem")
      .allTextContents();
    await browser.look("second-factor-codes");
    await browser.go("Lock and leave");
    await cora.logIn(undefined, PASSWORD_OF_CORA);
    await browser.page.getByRole("dialog", { name: "Second factor" }).waitFor();
    await browser.look("second-factor-asked");
    await browser.type(recoveryCode);
    await browser.press("Enter");
    await browser.on("Settings");
  });
}
