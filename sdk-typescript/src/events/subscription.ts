import { InternalFault, TooManyRequests, Unavailable } from "../error/server.js";
import type { Query, Transport } from "../transport/transport.js";
import type { EntityType } from "../wire/entity.js";
import { type ChangeListener, readEvent } from "./event.js";

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 30_000;

/** A connection that lasted this long was no failed attempt, milliseconds. */
const STEADY_MS = 30_000;

const TOKEN_ENDED = 4401;

/**
 * Changes of entities that the caller has access to, told as they happen, until it is closed. It
 * connects again by itself, each time after a longer pause up to half a minute, and tells the
 * listener then that changes may have been missed.
 */
export class Subscription {
  /**
   * Succeeds once it is closed. Fails with what makes it useless to go on: `Unauthenticated` if the
   * user can no longer log in, `InternalFault` if the server tells what is no event.
   */
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  #fail: (why: unknown) => void = () => undefined;
  #isOver = false;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;

  private constructor(
    private readonly transport: Transport,
    private readonly type: EntityType,
    private readonly query: Query,
    private readonly listener: ChangeListener,
    private readonly now: () => number,
  ) {
    this.ended = new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    // who does not ask how it ended is not to be told by the platform
    this.ended.catch(() => undefined);
  }

  /** Completes once every change after that is told; fails if it cannot be had. */
  static async open(
    transport: Transport,
    type: EntityType,
    query: Query,
    listener: ChangeListener,
    now: () => number,
  ): Promise<Subscription> {
    const subscription = new Subscription(transport, type, query, listener, now);
    await subscription.#connect();
    return subscription;
  }

  /** Ends it: nothing is told any more. Idempotent. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#end();
  }

  async #connect(): Promise<void> {
    const socket = await this.transport.socket({ types: this.type, ...this.query });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      let connectedAt: number | undefined;
      socket.addEventListener("open", () => {
        connectedAt = this.now();
        resolve();
      });
      socket.addEventListener("message", (message) => {
        this.#onMessage(message.data);
      });
      socket.addEventListener("close", ({ code }) => {
        if (connectedAt === undefined) {
          reject(new Unavailable("changes cannot be told", 1_000));
        } else {
          this.#interrupted(code, connectedAt);
        }
      });
    });
    if (this.#isOver) {
      socket.close();
    }
  }

  #onMessage(data: unknown): void {
    if (this.#isOver) {
      return;
    }
    try {
      this.listener.changed(readEvent(data, this.type));
    } catch (failure) {
      if (!(failure instanceof InternalFault)) {
        throw failure;
      }
      this.#giveUp(failure);
    }
  }

  #interrupted(code: number, connectedAt: number): void {
    if (this.now() - connectedAt > STEADY_MS || code === TOKEN_ENDED) {
      this.#attempts = 0;
    }
    this.#connectLater();
  }

  #connectLater(): void {
    if (this.#isOver) {
      return;
    }
    const pause = Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#attempts++, 7));
    // a quarter more at most, so that not all connect again at once
    this.#timer = setTimeout(() => void this.#connectAgain(), pause * (1 + Math.random() / 4));
  }

  async #connectAgain(): Promise<void> {
    try {
      await this.#connect();
    } catch (failure) {
      if (isPassing(failure)) {
        this.#connectLater();
      } else {
        this.#giveUp(failure);
      }
      return;
    }
    if (!this.#isOver) {
      this.listener.missed();
    }
  }

  #giveUp(why: unknown): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#fail(why);
  }
}

function isPassing(failure: unknown): boolean {
  return failure instanceof Unavailable || failure instanceof TooManyRequests;
}
