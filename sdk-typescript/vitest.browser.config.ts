import { createServer } from "node:net";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** A port that nobody listens on: the page's origin has to be known before the server starts. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
  });
}

/** The same for all who read this file in this process, which happens more than once. */
async function pagePort(): Promise<number> {
  process.env["SALUS_TEST_PAGE_PORT"] ??= String(await freePort());
  return Number(process.env["SALUS_TEST_PAGE_PORT"]);
}

/** The seeds' examples in Chromium, on a server of another origin. */
export default defineConfig(async () => {
  const port = await pagePort();
  // for the set-up, which starts the server
  process.env["SALUS_TEST_ORIGIN"] = `http://localhost:${String(port)}`;
  // in a container there is no other sandbox than the container
  const executablePath = process.env["SALUS_TEST_CHROMIUM"] ?? "/usr/bin/chromium";
  const launchOptions = { executablePath, args: ["--no-sandbox"] };
  return {
    test: {
      include: ["test/server/seeds.test.ts", "test/browser/**/*.test.ts"],
      globalSetup: ["test/server/setup.ts"],
      testTimeout: 180_000,
      hookTimeout: 180_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        api: { host: "localhost", port, strictPort: true },
        provider: playwright({ launchOptions }),
        instances: [{ browser: "chromium" as const }],
      },
    },
  };
});
