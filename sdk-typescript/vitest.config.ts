import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/server/**", "test/browser/**"],
    // two cores are shared with the build of the server
    maxWorkers: 2,
    // deriving keys of files takes seconds, and tens of them on a busy machine
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
