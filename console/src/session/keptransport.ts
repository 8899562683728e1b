import type { HttpSession, Query, Request, Transport } from "@salus/sdk";

/**
 * A session that outlives connections that fail: a passphrase may be mistyped without another log-in.
 * {@link end} ends it.
 */
export class KeptTransport implements Transport {
  constructor(private readonly session: HttpSession) {}

  get account() {
    return this.session.account;
  }

  call(request: Request): ReturnType<Transport["call"]> {
    return this.session.call(request);
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

  end(): Promise<void> {
    return this.session.close();
  }
}
