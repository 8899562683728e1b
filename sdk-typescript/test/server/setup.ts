import type { TestProject } from "vitest/node";
import { startServer } from "./process.js";

/** Starts the server that all tests here share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer(process.env["SALUS_TEST_ORIGIN"]);
  project.provide("server", { url: server.url, admin: server.admin });
  return () => server.stop();
}
