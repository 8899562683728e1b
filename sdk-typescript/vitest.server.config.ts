import { defineConfig } from "vitest/config";

/** Tests with a server, which need the jar. */
export default defineConfig({
  test: {
    include: ["test/server/**/*.test.ts"],
    globalSetup: ["test/server/setup.ts"],
    maxWorkers: 1,
    testTimeout: 60_000,
  },
});
