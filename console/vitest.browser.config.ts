import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests in a browser, which need the jar. */
export default defineConfig({
  resolve: {
    alias: {
      "@salus/sdk": fileURLToPath(new URL("../sdk-typescript/src/index.ts", import.meta.url)),
    },
  },
  test: {
    include: ["browser-tests/src/**/*.test.ts"],
    maxWorkers: 1,
    // a minute where nothing else runs; waits end sooner, and say for what (browser.ts)
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
