import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Browser as Process,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { expect } from "vitest";

const SCREENSHOTS = fileURLToPath(new URL("../../target/screenshots", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOADING = /^(Loading…|Wird geladen …)$/;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Where Chromium is; undefined for nowhere. */
function installed(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Without a browser its tests are left out; with CI=true they fail. */
export const LEFT_OUT = installed() === undefined && process.env["CI"] !== "true";

/** How long a test waits for anything that is to come, milliseconds: for ever, on a machine that is busy. */
export const WAIT = 180_000;

/** How one person's browser is. */
export interface BrowserOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly language?: string;
}

/** What cameras of all people see, in a file that Chromium reads as one is switched on. */
const FOLDER = mkdtempSync(join(tmpdir(), "salus-browser-"));
const CAMERA = join(FOLDER, "camera.mjpeg");

let started: Promise<Process> | undefined;

/** One process for all people of a file of tests: profiles of their own are what keeps them apart. */
function chromiumProcess(): Promise<Process> {
  const executablePath = installed();
  if (executablePath === undefined) {
    throw new Error("there is no chromium: apt-get install chromium");
  }
  started ??= chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${CAMERA}`,
    ],
  });
  return started;
}

/** Ends the process; at the end of a file of tests. */
export async function endChromium(): Promise<void> {
  await (await started)?.close();
  rmSync(FOLDER, { recursive: true, force: true });
}

/** One person's browser, with a profile of its own and one page. */
export class Browser {
  /** What the page complained of: errors, and what its policy refused. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly whole = true,
  ) {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        this.complaints.push(message.text());
      }
    });
    page.on("pageerror", (failure) => this.complaints.push(failure.message));
  }

  static async start(options: BrowserOptions = {}): Promise<Browser> {
    const context = await (
      await chromiumProcess()
    ).newContext({
      viewport: { width: options.width ?? 1200, height: options.height ?? 800 },
      colorScheme: options.dark === true ? "dark" : "light",
      locale: options.language ?? "en-GB",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(WAIT);
    return new Browser(await context.newPage(), context);
  }

  close(): Promise<void> {
    return this.whole ? this.context.close() : Promise.resolve();
  }

  /** Another page of the same browser, which goes with it. */
  async anotherTab(): Promise<Browser> {
    return new Browser(await this.context.newPage(), this.context, false);
  }

  /** Holds a picture of this in front of all cameras that are switched on from now on. */
  async holdUp(shown: Locator): Promise<void> {
    const box = await shown.boundingBox();
    if (box === null) {
      throw new Error("there is nothing to hold up");
    }
    await shown.scrollIntoViewIfNeeded();
    const picture = await this.page.screenshot({
      type: "jpeg",
      quality: 95,
      fullPage: true,
      clip: { x: Math.max(0, box.x - 40), y: Math.max(0, box.y - 20), width: 320, height: 240 },
    });
    writeFileSync(CAMERA, Buffer.concat(Array<Buffer>(10).fill(picture)));
  }

  /** Waits for the page with this heading, and looks at it: by axe, and a picture is kept. */
  async on(heading: string | RegExp, picture?: string): Promise<void> {
    try {
      await this.page.getByRole("heading", { level: 1, name: heading }).waitFor();
    } catch (failure) {
      const text = await this.page.getByRole("main").innerText();
      throw new Error(`not on ${String(heading)}, but: ${text}`, { cause: failure });
    }
    if (picture !== undefined) {
      await this.look(picture);
    }
  }

  /** Keeps a picture, and fails if axe finds something that WCAG 2.2 AA forbids. */
  async look(picture: string): Promise<void> {
    await expect.poll(() => this.page.getByText(LOADING).count(), { timeout: WAIT }).toBe(0);
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${picture}.png`), fullPage: true });
    // the page's own policy lets nobody put a script into it, so the tool comes in beside it
    const session = await this.context.newCDPSession(this.page);
    await session.send("Runtime.evaluate", { expression: AXE });
    const { result } = await session.send("Runtime.evaluate", {
      expression: `axe.run({ runOnly: ${JSON.stringify(WCAG)} }).then(({ violations }) => JSON.stringify(
        violations.map(({ id, nodes }) => [id, nodes.map((each) => each.html + " " + each.failureSummary)])))`,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    expect(JSON.parse(result.value as string), `axe on ${picture}`).toEqual([]);
  }

  /** Types into whatever has the focus. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Goes on by Tab until this has the focus; what is called so, as a screen reader says it. */
  async tabTo(name: string | RegExp): Promise<void> {
    const seen: string[] = [];
    for (let i = 0; i < 80; i++) {
      await this.page.keyboard.press("Tab");
      const here = await this.page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        const labels = [...(element?.labels ?? [])].map((each) => each.textContent);
        return [element?.getAttribute("aria-label") ?? "", ...labels, element?.textContent ?? ""]
          .map((each) => each.replace(/\s*\*\s*$/, "").trim())
          .filter((each) => each !== "");
      });
      if (here.some((each) => (typeof name === "string" ? each === name : name.test(each)))) {
        return;
      }
      seen.push(here[0] ?? "?");
    }
    throw new Error(`no Tab leads to ${String(name)}, only to ${[...new Set(seen)].join(" | ")}`);
  }

  /** Fills a field that Tab leads to. */
  async fill(field: string | RegExp, text: string): Promise<void> {
    await this.tabTo(field);
    await this.press("Control+A");
    await this.type(text);
  }

  /** Presses a button, or follows a link, that Tab leads to. */
  async go(name: string | RegExp): Promise<void> {
    await this.tabTo(name);
    await this.press("Enter");
  }
}
