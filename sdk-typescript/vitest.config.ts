import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/server/**", "test/browser/**"],
    // two cores are shared with the build of the server
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
