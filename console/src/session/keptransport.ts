import {
  Forbidden,
  type HttpOptions,
  HttpSession,
  type Query,
  type Request,
  type Transport,
  Unauthenticated,
} from "@salus/sdk";

const FORBIDDEN = 403;

/**
 * A session that outlives connections that fail: a passphrase may be mistyped without another log-in.
 * {@link end} ends it.
 */
export class KeptTransport implements Transport {
  readonly #session: HttpSession;
  #isLockedOut = false;
  #tellEnded: (() => void) | undefined;
  #isOver = false;

  constructor(options: Omit<HttpOptions, "fetch">) {
    const noticing: typeof fetch = (address, init) => this.#fetch(address, init);
    this.#session = new HttpSession({ ...options, fetch: noticing });
  }

  /** Whether whoever was here has left. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get account() {
    return this.#session.account;
  }

  async call(request: Request): ReturnType<Transport["call"]> {
    this.requireOpen();
    try {
      return await this.#session.call(request);
    } catch (failure) {
      if (
        failure instanceof Unauthenticated ||
        (failure instanceof Forbidden && this.#isLockedOut)
      ) {
        this.#tellEnded?.();
      }
      throw failure;
    }
  }

  /** Notices a log-in that is forbidden: the password is right, and an administrator has locked its user. */
  async #fetch(...[address, init]: Parameters<typeof fetch>): Promise<Response> {
    const response = await fetch(address, init);
    if (typeof address === "string" && address.endsWith("/auth/login")) {
      this.#isLockedOut = response.status === FORBIDDEN;
    }
    return response;
  }

  /** Tells when a call finds that the session has ended, and that its password opens no other one. */
  whenEnded(told: () => void): () => void {
    this.#tellEnded = told;
    return () => {
      this.#tellEnded = undefined;
    };
  }

  tellDates(told: (date: string, tookMs: number) => void): void {
    this.#session.tellDates(told);
  }

  socket(query: Query): Promise<WebSocket> {
    return this.#session.socket(query);
  }

  /** Nothing: a connection that failed says that it ends. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Fails with `Unauthenticated` after {@link end}: who has left while keys were opened finds them closed. */
  requireOpen(): void {
    if (this.#isOver) {
      throw new Unauthenticated("this session was left");
    }
  }

  end(): Promise<void> {
    this.#isOver = true;
    this.#tellEnded = undefined;
    return this.#session.close();
  }
}
