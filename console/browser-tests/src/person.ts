import { expect } from "vitest";
import de from "../../src/i18n/de.json" with { type: "json" };
import en from "../../src/i18n/en.json" with { type: "json" };
import { Browser, type BrowserOptions, WAIT } from "./browser.js";
import { PASSWORD, type Server } from "./server.js";

/** Nobody in this story has more keys than that. */
const MOST_KEYS = 5;

/** Of the keys in a person's browser. */
export const PASSPHRASE = "a passphrase of one's own";

/** What somebody takes in the place of their password. */
export const ANOTHER_PASSWORD = "gravel tulip seven boats";

/** What somebody takes in the place of a passphrase that they have forgotten. */
export const ANOTHER_PASSPHRASE = "kettle orbit mauve tram";

/** Somebody at the console, with the keyboard alone. */
export class Person {
  /** What the page says, in the person's language. */
  readonly t: typeof en;

  private constructor(
    readonly browser: Browser,
    readonly login: string,
    language: string,
  ) {
    this.t = language.startsWith("de") ? de : en;
  }

  static async at(server: Server, login: string, options?: BrowserOptions): Promise<Person> {
    const browser = await Browser.start(options);
    await browser.page.goto(`${server.url}/console`);
    return new Person(browser, login, options?.language ?? "en");
  }

  /** Somebody else at the same browser, in a tab of their own. */
  static async beside(other: Person, server: Server, login: string): Promise<Person> {
    const browser = await other.browser.anotherTab();
    await browser.page.goto(`${server.url}/console`);
    return new Person(browser, login, "en");
  }

  async logIn(picture?: string, password = PASSWORD): Promise<void> {
    const { signIn } = this.t;
    await this.browser.on(signIn.title, picture);
    await this.browser.fill(signIn.login, this.login);
    await this.browser.fill(signIn.password, password);
    await this.browser.press("Enter");
  }

  /** Leaves, has forgotten the passphrase, and gets keys in this way under another one. */
  async forgetPassphrase(
    way: "restore" | "addDevice" | "askNotaries" | "askForAccess",
    { key, picture }: { readonly key?: string; readonly picture?: string } = {},
  ): Promise<void> {
    const { browser } = this;
    const { shell, unlock, firstUse } = this.t;
    await browser.go(shell.leave);
    await this.logIn();
    await browser.on(unlock.title);
    await browser.go(unlock.forgotten);
    await browser.on(firstUse.forgottenTitle, picture);
    await browser.tabTo(firstUse.restore);
    const radio = browser.page.getByRole("radio", { name: firstUse[way] });
    for (let i = 0; i < 4 && !(await radio.isChecked()); i++) {
      await browser.press("ArrowDown");
    }
    if (key !== undefined) {
      await browser.fill(firstUse.key, key);
    }
    await browser.fill(firstUse.passphrase, ANOTHER_PASSPHRASE);
    await browser.fill(firstUse.again, ANOTHER_PASSPHRASE);
    await browser.press("Enter");
  }

  /** Makes first keys, writes the recovery key down, and is at the patients. */
  async firstKeys(pictures?: string): Promise<string> {
    const { browser } = this;
    await browser.on("Make your keys", pictures && `${pictures}-first-use`);
    await browser.fill("Passphrase for the keys in this browser", PASSPHRASE);
    await browser.fill("The passphrase again", PASSPHRASE);
    await browser.press("Enter");
    return this.keepRecoveryKey(pictures && `${pictures}-recovery-key`);
  }

  /** Writes the recovery key down, and is at the patients. */
  async keepRecoveryKey(picture?: string): Promise<string> {
    const { browser } = this;
    await browser.on("Your recovery key");
    await browser.page.getByRole("button", { name: "I have it" }).waitFor();
    if (picture !== undefined) {
      await browser.look(picture);
    }
    const groups = await browser.page.getByRole("listitem").allTextContents();
    for (const label of await browser.page.getByText(/^Group \d+$/).allTextContents()) {
      await browser.fill(label, (groups[Number(label.slice(6)) - 1] ?? "").toLowerCase());
    }
    await browser.press("Enter");
    await browser.on("Patients");
    return groups.join("-");
  }

  async makePatient(lastName: string, firstName: string): Promise<void> {
    const { browser } = this;
    const { patients, patient } = this.t;
    await browser.go(patients.new);
    await browser.on(patients.new, this.t === en ? "patient-new" : "phone-patient-new");
    await browser.fill(patient.lastName, lastName);
    await browser.fill(patient.firstName, firstName);
    await browser.press("Enter");
    await browser.on(`${lastName}, ${firstName}`);
  }

  /** Gives access to the patient that is open, and to what comes later, to somebody who was compared. */
  async giveAccessFromNowOn(name: string, picture: string): Promise<void> {
    const { browser } = this;
    const { access } = this.t;
    await browser.go(access.give);
    await browser.on(access.give);
    await browser.fill("Name", name);
    await browser.page.getByRole("radio", { name }).waitFor();
    await browser.tabTo(name);
    await browser.press("Space");
    const box = access.fromNowOn.replace("{{name}}", name);
    await browser.page.getByRole("checkbox", { name: box }).waitFor();
    await browser.tabTo(box);
    await browser.press("Space");
    await browser.look(picture);
    await browser.go(access.giveNow);
    await browser.page.getByRole("cell", { name, exact: true }).waitFor();
  }

  /** Sees that this browser shares with nobody by itself, looks at the list, and says that it is right. */
  async confirmSharing(pictures?: string): Promise<void> {
    const { browser } = this;
    const { sections, sharing } = this.t;
    await browser.go(sections.patients);
    await browser.on(sections.patients);
    await browser.page.getByText(sharing.notHere).waitFor();
    if (pictures !== undefined) {
      await browser.look(`${pictures}-not-shared`);
    }
    await browser.go(sharing.lookAtIt);
    await browser.on(sections.sharing);
    await browser.page.getByText(sharing.unseen).waitFor();
    if (pictures !== undefined) {
      await browser.look(`${pictures}-sharing`);
    }
    await browser.go(sharing.itIsSo);
    await browser.page.getByText(sharing.add).waitFor();
  }

  /** Notes a weight of the patient that is open. */
  async note(
    kilograms: string,
    comment: string,
    options: {
      /** Whose lost key is asked about, and stays uncompared. */
      readonly putOff?: string;
      /** What the first part of the date is, which is forgotten first. */
      readonly forgets?: string;
    } = {},
  ): Promise<void> {
    const { browser } = this;
    await browser.go("New value");
    await browser.on(/^New value – /, "value-new");
    await browser.fill("Result", kilograms);
    if (options.forgets !== undefined) {
      await browser.tabTo("When");
      await browser.press("Delete", "Enter");
      await browser.page.getByText(this.t.records.timeIncomplete).waitFor();
      await browser.look("date-incomplete");
      await browser.press("Shift+Tab");
      await browser.tabTo("When");
      await browser.press(...options.forgets);
      await browser.page.getByText(this.t.records.timeIncomplete).waitFor({ state: "detached" });
    }
    await browser.fill("Comment", comment);
    await browser.go("Save");
    if (options.putOff !== undefined) {
      await browser.page.getByText(`Is this the key of ${options.putOff}?`).waitFor();
      await browser.go("Not now");
    }
    await browser.page.getByText(`${kilograms} kg`).first().waitFor();
  }

  /** What this browser shows to others. */
  async ownFingerprint(picture?: string): Promise<string> {
    const { browser } = this;
    await browser.go(this.t.sections.devices);
    await browser.on(this.t.sections.devices, picture);
    const groups = browser.page.getByRole("list", { name: this.t.devices.ownFingerprint });
    return (await groups.getByRole("listitem").allTextContents()).join(" ");
  }

  async openPatient(name: string): Promise<void> {
    await this.browser.go("Patients");
    await this.browser.on("Patients");
    await this.browser.page.getByRole("link", { name }).waitFor();
    await this.browser.go(new RegExp(name));
    await this.browser.on(name);
  }

  /** Gives access to the patient that is open to somebody whose QR code the camera sees. */
  async giveAccess(name: string, search: string, picture: string): Promise<void> {
    const { browser } = this;
    await browser.go("Give access");
    await browser.on("Give access");
    await browser.fill("Name", search);
    await browser.page.getByRole("radio", { name }).waitFor();
    await browser.tabTo(name);
    await browser.press("Space");
    await browser.go("Read the QR code by camera");
    const typed = browser.page.getByLabel("Fingerprint as they read it to you");
    await expect.poll(() => typed.inputValue(), { timeout: WAIT }).not.toBe("");
    await browser.look(picture);
    await browser.go("Give access");
    await browser.page.getByRole("cell", { name, exact: true }).waitFor();
  }

  /** Puts the question about somebody's key off, then answers it, if it is the one that they read out. */
  async confirmKeyOf(name: string, fingerprint: string, picture: string): Promise<void> {
    const { browser } = this;
    const dialog = browser.page.getByRole("dialog", { name: `Is this the key of ${name}?` });
    const groups = dialog.getByRole("listitem");
    await groups.first().waitFor();
    await browser.look(picture);
    await browser.go("Not now");
    await dialog.waitFor({ state: "detached" });
    await browser.page.getByText("1 record stays closed until you have compared").waitFor();
    await browser.look(`${picture}-put-off`);
    await browser.go("Compare now");
    await this.answerKeyOf(name, fingerprint);
  }

  /**
   * Answers the question about somebody's key, if it is the one that they read out. Those about other
   * keys of theirs, which come in any order, are put off.
   */
  async answerKeyOf(name: string, fingerprint: string): Promise<void> {
    const { browser } = this;
    const { question } = this.t;
    const title = question.title.replace("{{name}}", name);
    const dialog = browser.page.getByRole("dialog", { name: title });
    const groups = dialog.getByRole("listitem");
    let isAnswered = false;
    for (let asked = 0; asked < MOST_KEYS && !isAnswered; asked++) {
      await groups.first().waitFor();
      const shown = (await groups.allTextContents()).join(" ");
      isAnswered = shown === fingerprint;
      await browser.go(isAnswered ? question.yes : question.no);
      await dialog.getByText(shown.slice(0, 5)).waitFor({ state: "detached" });
    }
    expect(isAnswered, "one of the keys is the one that they read out").toBe(true);
    if (await groups.first().isVisible()) {
      await browser.go(question.no);
    }
    await dialog.waitFor({ state: "detached" });
  }

  async takeAccess(name: string, picture: string): Promise<void> {
    const { browser } = this;
    await browser.go(`Take access from ${name}`);
    await browser.page.getByRole("dialog").waitFor();
    await browser.look(picture);
    await browser.go("Take access");
    await browser.page.getByRole("cell", { name, exact: true }).waitFor({ state: "detached" });
  }

  /** Brings the keys to this browser, which speaks German. */
  async restore(recoveryKey: string, pictures: string): Promise<void> {
    const { browser } = this;
    await this.logIn(`${pictures}-sign-in`);
    await browser.on("Ihre Schlüssel sind nicht in diesem Browser", `${pictures}-first-use`);
    await browser.fill("Wiederherstellungsschlüssel oder Code", recoveryKey);
    await browser.fill("Passphrase für die Schlüssel in diesem Browser", PASSPHRASE);
    await browser.fill("Die Passphrase noch einmal", PASSPHRASE);
    await browser.press("Enter");
    await browser.on("Patienten");
    await browser.page.getByRole("link", { name: "Quillhaven" }).waitFor();
    await browser.look(`${pictures}-patients`);
    await browser.go(/Quillhaven/);
    await browser.on("Quillhaven, Ottoline");
    await browser.page.getByText("72,5 kg").first().waitFor();
    await browser.look(`${pictures}-patient`);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
