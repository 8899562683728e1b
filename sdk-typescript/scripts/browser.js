// Runs the tests in Chromium. Without one it says so and succeeds; with CI=true it fails.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const chromium = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

if (chromium === undefined) {
  process.stdout.write("There is no chromium: the tests in a browser are left out.\n");
  process.exitCode = process.env.CI === "true" ? 1 : 0;
} else {
  const env = { ...process.env, SALUS_TEST_CHROMIUM: chromium };
  const command = ["exec", "--", "vitest", "run", "--config", "vitest.browser.config.ts"];
  const shell = process.platform === "win32";
  process.exitCode = spawnSync("npm", command, { env, stdio: "inherit", shell }).status ?? 1;
}
