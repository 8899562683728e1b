import { expect } from "vitest";
import { ANOTHER_PASSWORD, PASSPHRASE, type Person } from "./person.js";

/** Accepts an invitation: chooses password and passphrase, and writes the recovery key down. */
export async function acceptInvitation(
  person: Person,
  code: string,
  picture: string,
): Promise<void> {
  const { browser } = person;
  const { accept, firstUse, invite } = person.t;
  await browser.go(accept.title);
  await browser.on(accept.title);
  await browser.fill(invite.code, code);
  await browser.fill(accept.login, person.login);
  await browser.fill(accept.password, ANOTHER_PASSWORD);
  await browser.fill(accept.passwordAgain, ANOTHER_PASSWORD);
  await browser.fill(firstUse.passphrase, PASSPHRASE);
  await browser.fill(firstUse.again, PASSPHRASE);
  await browser.look(picture);
  await browser.press("Enter");
  await person.keepRecoveryKey();
}

/** Puts another key in the place of this browser's. */
export async function replaceKey(person: Person, picture: string): Promise<void> {
  const { browser } = person;
  const { rotate } = person.t;
  const before = await person.ownFingerprint();
  await browser.go(rotate.begin);
  await browser.page.getByRole("dialog").waitFor();
  await browser.look(`${picture}-sure`);
  await browser.go(rotate.now);
  await browser.page.getByText(rotate.done).waitFor();
  await browser.page.getByText(person.t.devices.outdated).waitFor();
  await browser.look(picture);
  const groups = browser.page.getByRole("list", { name: person.t.devices.ownFingerprint });
  const now = await groups.getByRole("listitem").allTextContents();
  expect(now.join(" ")).not.toBe(before);
}

/** Loads the page again, which does not get its library of charts any more. */
export async function losesCharts(person: Person): Promise<void> {
  const { page } = person.browser;
  await page.route("**/SeriesChart-*.js", (route) => route.abort());
  await page.reload();
}

/** Changes the own password. */
export async function changePassword(
  person: Person,
  old: string,
  next: string,
  picture: string,
): Promise<void> {
  const { browser } = person;
  const { change, sections } = person.t;
  await browser.go(sections.settings);
  await browser.on(sections.settings);
  await browser.fill(change.passwordOld, old);
  await browser.fill(change.passwordNew, next);
  await browser.fill(change.passwordAgain, next);
  await browser.press("Enter");
  await browser.page.getByText(change.passwordDone).waitFor();
  await browser.look(picture);
}

/** Removes what the forgotten passphrase still keeps. */
export async function removeAside(person: Person, picture?: string): Promise<void> {
  const { browser } = person;
  const { aside } = person.t;
  const panel = browser.page.getByRole("heading", { name: aside.title });
  await panel.waitFor();
  await browser.go(aside.remove);
  await browser.page.getByRole("dialog").waitFor();
  if (picture !== undefined) {
    await browser.look(picture);
  }
  await browser.go(aside.removeNow);
  await panel.waitFor({ state: "detached" });
}
