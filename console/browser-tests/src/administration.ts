import { expect, test } from "vitest";
import { LEFT_OUT, WAIT } from "./browser.js";
import { oneTimeCode } from "./onetimecode.js";
import type { World } from "./world.js";

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
      await browser.fill("New password", "spring is over soon");
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

  test.skipIf(LEFT_OUT)("an account gets a second factor, and the log-in asks for it", async () => {
    const cora = await world.at("Cora");
    const { browser } = cora;
    await cora.logIn(undefined, "spring is over soon");
    await browser.on("Settings");
    await browser.fill("Your password", "spring is over soon");
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
    await cora.logIn(undefined, "spring is over soon");
    await browser.page.getByRole("dialog", { name: "Second factor" }).waitFor();
    await browser.look("second-factor-asked");
    await browser.type(recoveryCode);
    await browser.press("Enter");
    await browser.on("Settings");
  });
}
