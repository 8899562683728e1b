import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@salus/sdk": fileURLToPath(new URL("../sdk-typescript/src/index.ts", import.meta.url)),
    },
  },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    maxWorkers: 1,
    // right on a busy machine, too
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
