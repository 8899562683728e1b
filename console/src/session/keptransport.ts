import {
  type HttpSession,
  type Query,
  type Request,
  type Transport,
  Unauthenticated,
} from "@salus/sdk";

/**
 * A session that outlives connections that fail: a passphrase may be mistyped without another log-in.
 * {@link end} ends it.
 */
export class KeptTransport implements Transport {
  #tellEnded: (() => void) | undefined;
  #isOver = false;

  constructor(private readonly session: HttpSession) {}

  /** Whether whoever was here has left. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get account() {
    return this.session.account;
  }

  async call(request: Request): ReturnType<Transport["call"]> {
    this.requireOpen();
    try {
      return await this.session.call(request);
    } catch (failure) {
      if (failure instanceof Unauthenticated) {
        this.#tellEnded?.();
      }
      throw failure;
    }
  }

  /** Tells when a call finds that the session has ended, and that its password opens no other one. */
  whenEnded(told: () => void): () => void {
    this.#tellEnded = told;
    return () => {
      this.#tellEnded = undefined;
    };
  }

  tellDates(told: (date: string, tookMs: number) => void): void {
    this.session.tellDates(told);
  }

  socket(query: Query): Promise<WebSocket> {
    return this.session.socket(query);
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
    return this.session.close();
  }
}
