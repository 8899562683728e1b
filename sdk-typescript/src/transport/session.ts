import {
  Forbidden,
  InternalFault,
  Invalid,
  SecondFactorRequired,
  Unauthenticated,
  Unavailable,
} from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { type Account, accountOf } from "../keys/account.js";
import { optionalText, readAnswer, RETRY_AFTER_MS, text } from "./answers.js";
import { bounded } from "./boundedbody.js";
import { baseOf } from "./gatewayaddress.js";
import { type Query, queryText, type Request, type Transport } from "./transport.js";

/** How long an answer may take, milliseconds. */
const DEADLINE_MS = 60_000;

const ROOT = "/api/v1";

/** For which the log-in of a locked user is not tried again, milliseconds: nobody tells when it is let in. */
const LOCKED_MS = 10_000;

/** How often a code is asked for, for one log-in. */
const CODES = 3;

/** Where a gateway is, and who logs in. */
export interface HttpOptions {
  /** For example `https://records.example`; `http:` on this machine only, since it tells passwords. */
  readonly url: string | URL;
  readonly login: string;
  readonly password: string;
  /**
   * Asked for a code of the user's second factor when a log-in needs one, up to three times for one
   * log-in: what the authenticator shows now, or a recovery code.
   */
  readonly code?: (why: SecondFactorRequired) => Promise<string>;
  /** What an earlier log-in gave ({@link HttpSession.deviceToken}), to be known again by. */
  readonly deviceToken?: string;
  /** In place of the platform's `fetch`. */
  readonly fetch?: typeof fetch;
  /** In place of the platform's `WebSocket`, which Node has from 22 on. */
  readonly webSocket?: typeof WebSocket;
}

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/**
 * Calls over HTTP. It logs in when it is first needed, refreshes as the access token ends, and logs
 * in again if that is refused; several calls at once share one of these. A password that was refused, or
 * that no code went with, is not shown again: all calls fail as the first until {@link logInWith} gives one.
 * That of a locked user is shown again after ten seconds.
 */
export class HttpSession implements Transport {
  readonly account: Account;
  readonly #base: string;
  readonly #login: string;
  readonly #code: HttpOptions["code"];
  readonly #fetch: typeof fetch;
  readonly #webSocket: typeof WebSocket | undefined;
  #password: string;
  #deviceToken: string | undefined;
  #tokens: Promise<Tokens> | undefined;
  #refused: Unauthenticated | SecondFactorRequired | Forbidden | undefined;
  #refusedUntil = Infinity;
  #tellDate: (date: string, tookMs: number) => void = () => undefined;
  #closed: Promise<void> | undefined;

  constructor(options: HttpOptions) {
    this.#base = baseOf(options.url);
    this.account = accountOf(this.#base, options.login);
    this.#login = options.login;
    this.#password = options.password;
    this.#deviceToken = options.deviceToken;
    this.#code = options.code;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#webSocket = options.webSocket ?? globalThis.WebSocket;
  }

  /** What to keep and show at the next log-in: then the failures of others do not hold it up. */
  get deviceToken(): string | undefined {
    return this.#deviceToken;
  }

  /** Logs in with this password from now on, also if another one was refused before. */
  logInWith(password: string): void {
    this.#password = password;
    this.#refused = undefined;
  }

  tellDates(told: (date: string, tookMs: number) => void): void {
    this.#tellDate = told;
  }

  async call(request: Request): Promise<JsonObject | undefined> {
    if (request.open === true) {
      return this.#send(request);
    }
    const answer = await this.#authenticated((token) => this.#send(request, token));
    this.#rememberPassword(request);
    return answer;
  }

  async socket(query: Query): Promise<WebSocket> {
    const Socket = this.#webSocket;
    if (Socket === undefined) {
      const ways = "Node 22, --experimental-websocket, or `webSocket` in the options";
      throw new Invalid("webSocket", `this platform has no WebSocket: ${ways}`);
    }
    const address = this.#base.replace(/^http/, "ws") + ROOT + "/events" + queryText(query);
    // a handshake that is refused does not say why, so a call finds out whether the token holds
    return this.#authenticated(async (token) => {
      await this.#send({ method: "GET", path: "/users/me" }, token);
      return new Socket(address, ["salus.events.v1", `salus.token.${token}`]);
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#logOut();
    return this.#closed;
  }

  async #logOut(): Promise<void> {
    const held = this.#tokens;
    this.#tokens = undefined;
    try {
      const tokens = await held;
      if (tokens !== undefined) {
        await this.#send({ method: "POST", path: "/auth/logout" }, tokens.access);
      }
    } catch {
      // whoever cannot be told that the session is over finds out as it ends
    }
  }

  /** Who changed the password logs in with the new one. */
  #rememberPassword(request: Request): void {
    const body = request.body as { new?: unknown } | undefined;
    if (request.path === "/users/me/password" && typeof body?.new === "string") {
      this.#password = body.new;
    }
  }

  async #authenticated<T>(call: (token: string) => Promise<T>): Promise<T> {
    const used = this.#current();
    const tokens = await used;
    try {
      return await call(tokens.access);
    } catch (failure) {
      if (!(failure instanceof Unauthenticated)) {
        throw failure;
      }
      const renewed = await this.#renewed(used, tokens);
      return call(renewed.access);
    }
  }

  #current(): Promise<Tokens> {
    return this.#tokens ?? this.#replace(() => this.#logIn());
  }

  #renewed(used: Promise<Tokens>, tokens: Tokens): Promise<Tokens> {
    if (this.#tokens !== undefined && this.#tokens !== used) {
      return this.#tokens;
    }
    return this.#replace(() => this.#refreshed(tokens));
  }

  #replace(call: () => Promise<Tokens>): Promise<Tokens> {
    if (this.#closed !== undefined) {
      return Promise.reject(new Unauthenticated("the session is closed"));
    }
    const asked: Promise<Tokens> = call().catch((failure: unknown) => {
      if (this.#tokens === asked) {
        this.#tokens = undefined;
      }
      throw failure;
    });
    this.#tokens = asked;
    return asked;
  }

  async #refreshed(tokens: Tokens): Promise<Tokens> {
    const body = { refreshToken: tokens.refresh };
    try {
      return tokensOf(await this.#send({ method: "POST", path: "/auth/refresh", body }));
    } catch (failure) {
      if (failure instanceof Unauthenticated) {
        return this.#logIn();
      }
      throw failure;
    }
  }

  async #logIn(): Promise<Tokens> {
    if (this.#refused !== undefined && Date.now() < this.#refusedUntil) {
      throw this.#refused;
    }
    const password = this.#password;
    const body = {
      login: this.#login,
      password,
      ...(this.#deviceToken === undefined ? {} : { deviceToken: this.#deviceToken }),
    };
    const answer = await this.#withCodes(body).catch((failure: unknown) => {
      if (isRefusal(failure) && this.#password === password) {
        this.#refused = failure;
        this.#refusedUntil = failure instanceof Forbidden ? Date.now() + LOCKED_MS : Infinity;
      }
      throw failure;
    });
    const tokens = tokensOf(answer);
    this.#deviceToken = (answer && optionalText(answer, "deviceToken")) ?? this.#deviceToken;
    return tokens;
  }

  /** No code is shown twice: a server takes each once. */
  async #withCodes(credentials: object): Promise<JsonObject | undefined> {
    let body = credentials;
    for (let left = this.#code === undefined ? 0 : CODES; ; left--) {
      try {
        return await this.#send({ method: "POST", path: "/auth/login", body });
      } catch (failure) {
        if (!(failure instanceof SecondFactorRequired) || this.#code === undefined || left === 0) {
          throw failure;
        }
        body = { ...credentials, otp: await this.#code(failure) };
      }
    }
  }

  async #send(request: Request, token?: string): Promise<JsonObject | undefined> {
    const address = this.#base + ROOT + request.path + queryText(request.query ?? {});
    const headers: Record<string, string> = {};
    if (token !== undefined) {
      headers["Authorization"] = `Bearer ${token}`;
    }
    if (request.body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    const { status, body } = await this.#exchange(address, {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: "error",
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return readAnswer(status, body);
  }

  async #exchange(
    address: string,
    init: RequestInit,
  ): Promise<{ status: number; body: Uint8Array }> {
    const askedAt = performance.now();
    try {
      const response = await this.#fetch(address, init);
      this.#tellDate(response.headers.get("Date") ?? "", performance.now() - askedAt);
      return { status: response.status, body: await bounded(response) };
    } catch (failure) {
      if (failure instanceof InternalFault) {
        throw failure;
      }
      const cause = { cause: failure };
      throw new Unavailable("the gateway cannot be reached", RETRY_AFTER_MS, cause);
    }
  }
}

function isRefusal(
  failure: unknown,
): failure is Unauthenticated | SecondFactorRequired | Forbidden {
  return (
    failure instanceof Unauthenticated ||
    failure instanceof SecondFactorRequired ||
    failure instanceof Forbidden
  );
}

function tokensOf(answer: JsonObject | undefined): Tokens {
  if (answer === undefined) {
    throw new InternalFault("the server's answer to a log-in has no tokens");
  }
  return { access: text(answer, "accessToken"), refresh: text(answer, "refreshToken") };
}
