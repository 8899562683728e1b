import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { InvitationCode } from "../../../src/index.js";
import type { Calls, Device, Keys, Login, Side } from "./device.js";

const JAR = fileURLToPath(new URL("../../../../app/target/salus.jar", import.meta.url));
const PEER = fileURLToPath(new URL("../../../server-tests/target/classes", import.meta.url));

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly detail?: string };
}

/** A failure of the Java SDK, with the name of its class. */
class JavaError extends Error {
  constructor(
    override readonly name: string,
    detail: string,
  ) {
    super(detail);
  }
}

class JavaDevice implements Device {
  constructor(
    private readonly side: JavaSide,
    private readonly name: string,
    readonly owner: string,
    readonly login: string,
  ) {}

  call<N extends keyof Calls>(name: N, args: Calls[N][0]): Promise<Calls[N][1]> {
    return this.side.ask(this.name, name, args);
  }

  async close(): Promise<void> {
    await this.side.ask(this.name, "close", {});
  }
}

/** The Java SDK, in a process of its own that answers each line with a line. */
export class JavaSide implements Side {
  readonly #java: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #said: string[] = [];
  readonly #waiting: ((answer: Answer) => void)[] = [];

  constructor() {
    if (!existsSync(PEER)) {
      throw new Error("the Java side is not compiled: mvn -DskipTests package");
    }
    const flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"];
    const path = [PEER, JAR].join(delimiter);
    this.#java = spawn("java", [...flags, "-cp", path, "dev.salus.interop.JavaPeer"]);
    createInterface(this.#java.stdout).on("line", (line) => {
      this.#heard(line);
    });
    createInterface(this.#java.stderr).on("line", (line) => this.#said.push(line));
    this.#ended = new Promise((resolve) =>
      this.#java.once("exit", () => {
        const error = { name: "Ended", detail: this.#said.join("\n") };
        this.#waiting.splice(0).forEach((answered) => {
          answered({ error });
        });
        resolve();
      }),
    );
  }

  /** What the process says that is no answer is a line of its log. */
  #heard(line: string): void {
    if (line.startsWith("{")) {
      this.#waiting.shift()?.(JSON.parse(line) as Answer);
    } else {
      this.#said.push(line);
    }
  }

  /** The answer to a call on a device; they are answered in their order. */
  async ask<T>(on: string, call: string, args: object): Promise<T> {
    const { result, error } = await new Promise<Answer>((answered) => {
      this.#waiting.push(answered);
      this.#java.stdin.write(`${JSON.stringify({ on, call, with: args })}\n`);
    });
    if (error !== undefined) {
      throw new JavaError(error.name, error.detail ?? "");
    }
    return result as T;
  }

  async connect(owner: string, login: Login, keys: Keys): Promise<Device> {
    const name = randomUUID();
    await this.ask(name, "connect", { ...login, ...keys });
    return new JavaDevice(this, name, owner, login.login);
  }

  async accept(code: string, login: Login): Promise<Device> {
    const name = randomUUID();
    await this.ask(name, "accept", { ...login, code });
    await this.ask(name, "connect", { ...login, first: "makeKeys" });
    return new JavaDevice(this, name, InvitationCode.parse(code).dataOwner, login.login);
  }

  async close(): Promise<void> {
    this.#java.stdin.end();
    await this.#ended;
  }
}
