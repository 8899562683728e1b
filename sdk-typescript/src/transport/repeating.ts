import { NotFound, Unavailable } from "../error/server.js";
import type { Account } from "../keys/account.js";
import type { JsonObject } from "../json/node.js";
import type { Query, Request, Transport } from "./transport.js";

/** How often a call whose answer was lost is sent again, and after how long. */
export interface Repeats {
  /** 0 for never. */
  readonly most: number;
  /** Before the first; doubled for each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Three times, after a quarter of a second and up to four. */
export const DEFAULT_REPEATS: Repeats = { most: 3, firstMs: 250, longestMs: 4_000 };

/** Waits for some milliseconds. */
export type Pause = (ms: number) => Promise<void>;

/** By the platform's timer. */
export const timerPause: Pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Sends what reads, and what is signed, once more if no answer came: the same bytes, which a server
 * that has them already answers as the first time.
 */
export class RepeatingTransport implements Transport {
  constructor(
    private readonly transport: Transport,
    private readonly repeats: Repeats = DEFAULT_REPEATS,
    private readonly pause: Pause = timerPause,
  ) {}

  get account(): Account | undefined {
    return this.transport.account;
  }

  async call(request: Request): Promise<JsonObject | undefined> {
    const repeatable = request.repeatable ?? request.method === "GET";
    for (let before = 0; ; before++) {
      try {
        return await this.transport.call(request);
      } catch (failure) {
        // what is gone when it is deleted again was deleted the first time
        if (before > 0 && request.goneIsDone === true && failure instanceof NotFound) {
          return undefined;
        }
        if (!repeatable || !(failure instanceof Unavailable) || before >= this.repeats.most) {
          throw failure;
        }
        await this.pause(this.pauseMs(before, failure.retryAfterMs));
      }
    }
  }

  tellDates(told: (date: string, tookMs: number) => void): void {
    this.transport.tellDates?.(told);
  }

  socket(query: Query): Promise<WebSocket> {
    return this.transport.socket(query);
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  /** A quarter more at most, so that not all who lost an answer ask at once. */
  private pauseMs(before: number, askedMs: number): number {
    const doubled = this.repeats.firstMs * 2 ** Math.min(before, 30);
    const least = Math.min(this.repeats.longestMs, Math.max(doubled, askedMs));
    return least + Math.random() * (least / 4);
  }
}
