import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SalusApi, type User } from "@salus/sdk";

const JAR = fileURLToPath(new URL("../../../app/target/salus.jar", import.meta.url));
/** Of the classes of a start; made by the build. */
const ARCHIVE = JAR.replace(/jar$/, "jsa");
const ADMIN = { login: "admin", password: "correct horse battery" };

/** Of everybody but the administrator. */
export const PASSWORD = "winter is coming soon";

/** A server in a process of its own, which keeps what it has in memory. */
export class Server {
  private constructor(
    readonly url: string,
    private readonly pid: number,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts one on a free port, with more flags; completes once it listens. */
  static async start(...more: readonly string[]): Promise<Server> {
    if (!existsSync(JAR)) {
      throw new Error("there is no jar: mvn -DskipTests package");
    }
    const options = [
      `-XX:SharedArchiveFile=${ARCHIVE}`,
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx256m",
    ];
    const java = spawn(
      "java",
      [...options, "-jar", JAR, "serve", "--store", "memory", "--port", "0", ...more],
      {
        env: { ...process.env, SALUS_ADMIN_PASSWORD: ADMIN.password },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const ended = new Promise<void>((resolve) => java.once("exit", () => resolve()));
    const said: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
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
      void ended.then(() => reject(new Error(`the server ended: ${said.join("\n")}`)));
    });
    return new Server(url, java.pid ?? 0, async () => {
      java.kill("SIGTERM");
      await ended;
    });
  }

  stop(): Promise<void> {
    return this.end();
  }

  get admin() {
    return ADMIN;
  }

  /** Users of new professionals with these names, who never logged in; their login is the name. */
  professionals(...names: readonly string[]): Promise<readonly User[]> {
    return this.#asAdmin(async ({ dataOwnerApi, userApi }) => {
      const users: User[] = [];
      for (const name of names) {
        const owner = await dataOwnerApi.createDataOwner("hcp", name);
        users.push(await userApi.createUser(name, PASSWORD, [], owner.id));
      }
      return users;
    });
  }

  /** Gives a user these roles, as another administrator does meanwhile. */
  giveRoles(login: string, ...roles: readonly string[]): Promise<User> {
    return this.#asAdmin(async ({ userApi }) => {
      const user = await userApi.findUser(login);
      if (user === undefined) {
        throw new Error(`${login} is not there`);
      }
      return userApi.setRoles(user, roles);
    });
  }

  async #asAdmin<T>(work: (api: SalusApi) => Promise<T>): Promise<T> {
    const api = await SalusApi.connect({ server: { url: this.url, ...ADMIN } });
    try {
      return await work(api);
    } finally {
      await api.close();
    }
  }

  /** Which of these texts stand in what the server holds in its memory, what is garbage left out or not. */
  found(texts: readonly string[]): readonly string[] {
    const folder = mkdtempSync(join(tmpdir(), "salus-heap-"));
    try {
      const file = join(folder, "server.hprof");
      execFileSync("jcmd", [String(this.pid), "GC.heap_dump", "-all", file], { stdio: "ignore" });
      const heap = readFileSync(file);
      return texts.filter(
        (text) => heap.includes(text, 0, "latin1") || heap.includes(text, 0, "utf16le"),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
