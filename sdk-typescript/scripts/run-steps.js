// Runs npm scripts of this package one after the other, after installing what the lock file names
// unless that is there. With a Node that is too old it says so and succeeds; with CI=true it fails.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const LEAST_NODE = [20, 19];

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(folder, "package-lock.json");
const installed = join(folder, "node_modules", ".installed-package-lock.json");

function npm(...args) {
  const windows = process.platform === "win32";
  return spawnSync("npm", args, { cwd: folder, stdio: "inherit", shell: windows }).status === 0;
}

function isInstalled() {
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(lock));
}

function install() {
  const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];
  const done = npm("ci", "--ignore-scripts", "--prefer-offline", ...quietly);
  if (done) {
    copyFileSync(lock, installed);
  }
  return done;
}

function isOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
}

function run(steps) {
  if (isOldNode()) {
    process.stdout.write(
      `Node ${LEAST_NODE.join(".")} is needed: the TypeScript SDK is left out.\n`,
    );
    return process.env.CI !== "true";
  }
  return (isInstalled() || install()) && steps.every((step) => npm("run", "--silent", step));
}

process.exitCode = run(process.argv.slice(2)) ? 0 : 1;
