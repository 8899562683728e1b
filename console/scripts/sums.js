// `sums.js check`: whether docs/console.md names the bundle that was built; `sums.js accept`: makes it so;
// `sums.js compare https://…`: whether that server's console is the bundle that was built.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const guide = join(folder, "..", "docs", "console.md");
const sums = readFileSync(join(folder, "target", "bundle", "SHA256SUMS"), "utf8");
const NAMED = /^( {4}SHA256SUMS )[0-9a-f]{64}$/m;

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function isNamed() {
  return NAMED.exec(readFileSync(guide, "utf8"))?.[0] === `    SHA256SUMS ${sha256(sums)}`;
}

function accept() {
  const text = readFileSync(guide, "utf8");
  writeFileSync(guide, text.replace(NAMED, `$1${sha256(sums)}`));
  return isNamed();
}

/** Asks for each file as a browser does. */
async function isSame(server) {
  let same = true;
  for (const line of sums.trim().split("\n")) {
    const [expected, name] = line.split("  ");
    const path = name === "index.html" ? "/console" : `/${name}`;
    const answer = await fetch(new URL(path, server));
    const good = answer.ok && sha256(new Uint8Array(await answer.arrayBuffer())) === expected;
    process.stdout.write(`${good ? "same" : "NOT THE SAME"}  ${name}\n`);
    same &&= good;
  }
  return same;
}

const [what, server] = process.argv.slice(2);
const good = what === "compare" ? await isSame(server) : what === "accept" ? accept() : isNamed();
if (!good) {
  process.exitCode = 1;
  if (what !== "compare") {
    process.stderr.write(
      "docs/console.md names another bundle than the one that was built. After a wanted change of the" +
        " console or the SDK: npm run sums:accept in console.\n",
    );
  }
}
