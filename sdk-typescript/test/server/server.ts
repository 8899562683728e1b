import { inject } from "vitest";
import type { ServerProcess } from "./process.js";

/** Where the server is, and who administers it. */
export type RunningServer = Omit<ServerProcess, "stop">;

declare module "vitest" {
  export interface ProvidedContext {
    server: RunningServer;
  }
}

/** The one that all tests here share, so that each makes the people that it needs. */
export function theServer(): RunningServer {
  return inject("server");
}
