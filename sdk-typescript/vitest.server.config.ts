import { defineConfig } from "vitest/config";

/** Tests with a server, which need the jar. */
export default defineConfig({
  // examples are written as an application has them
  resolve: { alias: { "@salus/sdk": new URL("./src/index.ts", import.meta.url).pathname } },
  test: {
    include: ["test/server/**/*.test.ts"],
    globalSetup: ["test/server/setup.ts"],
    maxWorkers: 1,
    // Node has it without from 22 on
    execArgv: ["--experimental-websocket"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
