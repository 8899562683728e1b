// `unless-done.js STEP` runs the npm script `STEP:now`, unless it went well before with the same sources:
// Maven asks for these steps each time that it builds the server. `mvn clean` forgets it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const [step] = process.argv.slice(2);
const stamp = join(folder, "target", `done-${step}`);
const NOT_SOURCES = new Set(["node_modules", "target", "pom.xml", "README.md"]);
const OF_THE_SDK = ["../sdk-typescript/src", "../sdk-typescript/package-lock.json"];
const OTHERS = step === "verify" ? ["../docs/console.md"] : [];

function files(path) {
  const entries = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((each) =>
    each.isDirectory() ? files(join(path, each.name)) : [join(path, each.name)],
  );
}

function sources() {
  const [sdk, lock] = OF_THE_SDK.map((name) => join(folder, name));
  const hash = createHash("sha256");
  const others = OTHERS.map((name) => join(folder, name));
  for (const file of [...files(folder), ...files(sdk), lock, ...others]) {
    const content = createHash("sha256").update(readFileSync(file)).digest("hex");
    hash.update(`${file.slice(folder.length)} ${content}\n`);
  }
  return hash.digest("hex");
}

const now = sources();
const done = existsSync(stamp) && readFileSync(stamp, "utf8") === now;
if (!done) {
  rmSync(stamp, { force: true });
  const shell = process.platform === "win32";
  const command = ["run", "--silent", `${step}:now`];
  const { status } = spawnSync("npm", command, { cwd: folder, stdio: "inherit", shell });
  if (status === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, now);
  }
  process.exitCode = status ?? 1;
}
