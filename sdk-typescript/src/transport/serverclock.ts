/** The most that a server can set the clock, milliseconds. */
const MOST_MS = 600_000;

/** Clocks that are no further apart are the same. */
const LEAST_MS = 60_000;

/** An answer that took longer may have waited on the way, or the machine has slept. */
const PROMPT_MS = 10_000;

/** A date is cut to whole seconds. */
const HALF_A_SECOND_MS = 500;

const DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** That this machine's clock and the server's are apart by more than a minute. */
export interface ClockApart {
  /** How far the server's is ahead, milliseconds; less than 0 if it is behind. */
  readonly ms: number;
  /** Whether what is signed is dated by the server's; not if they are apart by more than ten minutes. */
  readonly used: boolean;
}

/**
 * This machine's clock, set by what the server's answers say where the two are apart by more than a
 * minute and at most by ten (protocol §11): what is signed under it is taken by the server though nobody
 * has set the machine's clock. By less it is nobody's trouble, and by more it is left to a human.
 *
 * Whom to trust is dated by {@link own}, which no server can set.
 */
export class ServerClock {
  /** What signs is dated by this, milliseconds since the epoch. */
  readonly now = (): number => this.own() + this.#offsetMs;
  #offsetMs = 0;
  #said = false;

  constructor(
    /** This machine's clock, as it is. */
    readonly own: () => number,
    private readonly apart: (apart: ClockApart) => void = () => undefined,
  ) {}

  /**
   * Learns from an answer.
   *
   * @param date as its header has it (RFC 9110 §5.6.7); what is no date says nothing
   * @param tookMs how long its head took to come
   */
  answered(date: string, tookMs: number): void {
    const server = DATE.test(date) ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(server) || tookMs > PROMPT_MS) {
      return;
    }
    const ms = server + HALF_A_SECOND_MS - this.own();
    const isApart = Math.abs(ms) > LEAST_MS;
    const used = isApart && Math.abs(ms) <= MOST_MS;
    this.#offsetMs = used ? ms : 0;
    if (isApart && !this.#said) {
      this.#said = true;
      this.apart({ ms, used });
    }
  }
}
