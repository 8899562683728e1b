// Runs npm scripts of a package one after the other: `run-steps.js PACKAGE STEP…`, after installing what
// its lock file and that of the SDK name unless that is there. With a Node that is too old it says so and
// succeeds; with CI=true it fails.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const LEAST_NODE = [20, 19];

/** How long one build waits for another one that installs the same, milliseconds. */
const LONGEST_WAIT = 300_000;

const sdk = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...steps] = process.argv.slice(2);
const folder = join(dirname(sdk), name);

function npm(folder, ...args) {
  const windows = process.platform === "win32";
  return spawnSync("npm", args, { cwd: folder, stdio: "inherit", shell: windows }).status === 0;
}

/** What the installed lock file says it is, and what it should be. */
function lockFiles(folder) {
  return [
    join(folder, "node_modules", ".installed-package-lock.json"),
    join(folder, "package-lock.json"),
  ];
}

function isInstalled(folder) {
  const [installed, lock] = lockFiles(folder);
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(lock));
}

function install(folder) {
  const [installed, lock] = lockFiles(folder);
  const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];
  const done = npm(folder, "ci", "--ignore-scripts", "--prefer-offline", ...quietly);
  if (done) {
    copyFileSync(lock, installed);
  }
  return done;
}

/** Maven builds modules side by side, and two of them need the same packages. */
function installAlone(folder) {
  const held = join(folder, "target", "installing");
  mkdirSync(dirname(held), { recursive: true });
  while (!takes(held)) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return isInstalled(folder) || install(folder);
  } finally {
    rmSync(held, { recursive: true, force: true });
  }
}

function takes(held) {
  try {
    mkdirSync(held);
    return true;
  } catch (failure) {
    if (failure.code !== "EEXIST") {
      throw failure;
    }
    // whoever held it so long has ended without giving it up
    const since = statSync(held, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > LONGEST_WAIT) {
      rmSync(held, { recursive: true, force: true });
    }
    return false;
  }
}

function isOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
}

function run() {
  if (isOldNode()) {
    process.stdout.write(`Node ${LEAST_NODE.join(".")} is needed: ${name} is left out.\n`);
    return process.env.CI !== "true";
  }
  return (
    [...new Set([sdk, folder])].every((each) => isInstalled(each) || installAlone(each)) &&
    steps.every((step) => npm(folder, "run", "--silent", step))
  );
}

process.exitCode = run() ? 0 : 1;
