/** Remembers what a call brought; of several calls for one key at once, one is made. */
export class PromiseCache<V> {
  readonly #known = new Map<string, Promise<V>>();

  /** @param most how many are remembered; beyond that the oldest go first */
  constructor(private readonly most: number) {}

  /** What is remembered, else what the call brings. A failure is not remembered. */
  get(key: string, call: () => Promise<V>): Promise<V> {
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const called = call();
    this.#known.set(key, called);
    called.catch(() => {
      this.forget(key, called);
    });
    if (this.#known.size > this.most) {
      this.#known.delete(this.#known.keys().next().value ?? "");
    }
    return called;
  }

  /** Remembers this no more, unless another caller replaced it. */
  forget(key: string, old: Promise<V>): void {
    if (this.#known.get(key) === old) {
      this.#known.delete(key);
    }
  }

  /** Replaces what is remembered by what the call brings, unless another caller just did. */
  renew(key: string, old: Promise<V>, call: () => Promise<V>): Promise<V> {
    this.forget(key, old);
    return this.get(key, call);
  }

  /** Remembers nothing, and hands what there was, and what is under way, to this. */
  drain(action: (value: V) => void = () => undefined): void {
    const all = [...this.#known.values()];
    this.#known.clear();
    all.forEach((each) => void each.then(action, () => undefined));
  }
}
