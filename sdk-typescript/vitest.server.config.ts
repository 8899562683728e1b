import { defineConfig } from "vitest/config";

/** Tests with a server of their own, which need the jar. */
export default defineConfig({
  test: {
    include: ["test/server/**/*.test.ts"],
    passWithNoTests: true,
    maxWorkers: 1,
    testTimeout: 60_000,
  },
});
