import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const HERE = import.meta.url;

/** Tests with a server, which need the jar. */
export default defineConfig({
  // examples are written as an application has them
  resolve: {
    alias: [
      { find: /^@salus\/sdk$/, replacement: fileURLToPath(new URL("src/index.ts", HERE)) },
      {
        find: /^@salus\/sdk\/node$/,
        replacement: fileURLToPath(new URL("src/node/index.ts", HERE)),
      },
    ],
  },
  test: {
    include: ["test/server/**/*.test.ts"],
    globalSetup: ["test/server/setup.ts"],
    maxWorkers: 1,
    // Node has it without from 22 on
    execArgv: ["--experimental-websocket"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
