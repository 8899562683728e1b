// Bundles the SDK as a browser gets it and fails if it has become too large.
import { build } from "esbuild";
import process from "node:process";
import { gzipSync } from "node:zlib";

/** What a page may have to load, bytes after gzip. */
const MOST = 120 * 1024;

const { outputFiles } = await build({
  entryPoints: ["src/index.ts"],
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  write: false,
});
const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length;
process.stdout.write(`browser bundle: ${bytes} bytes gzipped, at most ${MOST}\n`);
if (bytes > MOST) {
  process.exitCode = 1;
}
