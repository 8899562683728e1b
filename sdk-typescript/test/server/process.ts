import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(new URL("../../../app/target/salus.jar", import.meta.url));
/** Of the classes of a start; made by the build. */
const ARCHIVE = JAR.replace(/jar$/, "jsa");
const PASSWORD = "correct horse battery";

/** A server in a process of its own, with the store that it has by itself, SQLite. */
export interface ServerProcess {
  readonly url: string;
  readonly admin: { readonly login: string; readonly password: string };
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port; completes once it listens.
 *
 * @param origin of pages that may call it
 */
export async function startServer(origin?: string): Promise<ServerProcess> {
  if (!existsSync(JAR)) {
    throw new Error("there is no jar: mvn -DskipTests package");
  }
  const data = await mkdtemp(join(tmpdir(), "salus-data-"));
  const java = spawn(
    "java",
    [
      `-XX:SharedArchiveFile=${ARCHIVE}`,
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx256m",
      "-jar",
      JAR,
    ].concat([
      "serve",
      "--data",
      data,
      "--port",
      "0",
      ...(origin === undefined ? [] : ["--cors-origin", origin]),
    ]),
    { env: { ...process.env, SALUS_ADMIN_PASSWORD: PASSWORD }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<void>((resolve) =>
    java.once("exit", () => {
      resolve();
    }),
  );
  const said: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [java.stdout, java.stderr]) {
      createInterface(stream).on("line", (line) => {
        said.push(line);
        const listening = /listening on (http:\S+)/.exec(line);
        if (listening?.[1] !== undefined) {
          resolve(listening[1]);
        }
      });
    }
    java.once("error", reject);
    void ended.then(() => {
      reject(new Error(`the server ended: ${said.join("\n")}`));
    });
  });
  return {
    url: await url,
    admin: { login: "admin", password: PASSWORD },
    stop: async () => {
      java.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
