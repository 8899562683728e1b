/**
 * The writes that keys of a ring sign and that are not answered yet. A key is retired once all that
 * it signed has arrived: the server refuses what comes later.
 */
export class SignedWrites {
  readonly #underWay = new Set<Promise<void>>();
  /** Is done before each write, which fails with what it failed with. */
  before: () => Promise<void> = () => Promise.resolve();

  /** Does this, which signs something and waits for the server's answer. */
  async during<T>(write: () => Promise<T>): Promise<T> {
    let over: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      over = resolve;
    });
    this.#underWay.add(waiting);
    try {
      await this.before();
      return await write();
    } finally {
      this.#underWay.delete(waiting);
      over();
    }
  }

  /** Once every write that is under way now has succeeded or failed; never fails. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
