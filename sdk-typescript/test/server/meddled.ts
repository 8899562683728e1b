import type { HttpOptions, Query, Request, Transport } from "../../src/index.js";
import { HttpSession, Unavailable } from "../../src/index.js";
import type { JsonObject } from "../../src/json/node.js";
import { parseWire } from "../../src/json/wire.js";

type Answer = Promise<JsonObject | undefined>;

/** What a hostile or failing server does with a call. */
export type Meddling = (request: Request, call: () => Answer) => Answer;

/** Calls a real server, and lies about it on demand. */
export class MeddledTransport implements Transport {
  /** Undefined for an honest server. */
  meddling: Meddling | undefined;
  /** What was asked for, such as `PUT /entities/Patient/…`. */
  readonly calls: string[] = [];
  readonly #real: HttpSession;

  constructor(options: HttpOptions) {
    this.#real = new HttpSession(options);
  }

  call(request: Request): Answer {
    this.calls.push(`${request.method} ${request.path}`);
    const call = (): Answer => this.#real.call(request);
    return this.meddling === undefined ? call() : this.meddling(request, call);
  }

  socket(query: Query): Promise<WebSocket> {
    return this.#real.socket(query);
  }

  close(): Promise<void> {
    return this.#real.close();
  }

  /** The next calls of that method and path happen, and their answers are lost. */
  loseAnswers(method: string, path: RegExp, times: number): void {
    let left = times;
    this.meddling = async (request, call) => {
      const answer = await call();
      if (request.method === method && path.test(request.path) && left > 0) {
        left--;
        throw new Unavailable("lost", 1);
      }
      return answer;
    };
  }

  /** Answers of that path come changed. */
  changeAnswers(path: RegExp, change: (answer: string) => string): void {
    this.meddling = async (request, call) => {
      const answer = await call();
      return answer !== undefined && path.test(request.path)
        ? parseWire(change(answer.source))
        : answer;
    };
  }
}
