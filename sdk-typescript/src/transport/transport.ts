import type { JsonObject } from "../json/node.js";
import type { Account } from "../keys/account.js";

/** The methods of the API. */
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One call of the API. */
export interface Request {
  readonly method: Method;
  /** Below `/api/v1`, each step escaped. */
  readonly path: string;
  /** What is undefined is left out. */
  readonly query?: Query;
  readonly body?: object;
  /** Whether it may be sent again if the answer is lost: the same again is the same. */
  readonly repeatable?: boolean;
  /** Whether `not-found` to a repetition says that it had happened. */
  readonly goneIsDone?: boolean;
  /** Whether it is for everybody, so that no token goes along. */
  readonly open?: boolean;
}

/** What stands behind the question mark. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Carries calls to a server. */
export interface Transport {
  /**
   * The answer; undefined if it has no body. Fails with the error that the server answered, and with
   * `Unavailable` if there is no answer.
   */
  call(request: Request): Promise<JsonObject | undefined>;

  /** A socket that is to tell of changes (RFC 6455); what it tells is up to who asks. */
  socket(query: Query): Promise<WebSocket>;

  /**
   * Who is connected to what, in the client's own words, so that a server cannot have it meet another data
   * owner's keys; left out where that cannot be said.
   */
  readonly account?: Account | undefined;

  /**
   * Tells the date of each answer from now on, as its header has it, and how many milliseconds the answer
   * took; left out where answers have none.
   */
  tellDates?(told: (date: string, tookMs: number) => void): void;

  /** Ends the session; what is called after fails. */
  close(): Promise<void>;
}

/** A path of steps, each escaped. */
export function path(...steps: readonly string[]): string {
  return steps.map((step) => `/${encodeURIComponent(step)}`).join("");
}

/** A query as text, with the question mark; empty if there is nothing in it. */
export function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
