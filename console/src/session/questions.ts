import type { KeyPrompt } from "@salus/sdk";

/** A key that a person is asked about. */
export interface KeyQuestion {
  readonly prompt: KeyPrompt;
  answer(trusted: boolean): void;
}

/**
 * Keys of others that nothing vouches for, which a person is asked about one after the other. A key that
 * was put off is not asked about again before the next log-in, or {@link again}.
 */
export class KeyQuestions {
  #open: readonly KeyQuestion[] = [];
  #listeners = new Set<() => void>();
  #putOff: ReadonlyMap<string, KeyPrompt> = new Map();
  #waiting: readonly KeyPrompt[] = [];
  readonly #compared = new Set<string>();
  readonly #asked = new Map<string, Promise<boolean>>();

  /** Whether the person trusts the key. */
  ask(prompt: KeyPrompt): Promise<boolean> {
    const name = `${prompt.dataOwner} ${prompt.keyId}`;
    if (this.#putOff.has(name) || this.#compared.has(prompt.dataOwner)) {
      return Promise.resolve(false);
    }
    const before = this.#asked.get(name);
    if (before !== undefined) {
      return before;
    }
    const answer = new Promise<boolean>((resolve) => {
      const question: KeyQuestion = {
        prompt,
        answer: (trusted) => {
          this.#asked.delete(name);
          if (!trusted) {
            this.#setPutOff(new Map([...this.#putOff, [name, prompt]]));
          }
          this.#set(this.#open.filter((each) => each !== question));
          resolve(trusted);
        },
      };
      this.#set([...this.#open, question]);
    });
    this.#asked.set(name, answer);
    return answer;
  }

  /** Does this without a question about this data owner, whose key is being compared just now. */
  async whileComparing<T>(dataOwner: string, work: () => Promise<T>): Promise<T> {
    this.#compared.add(dataOwner);
    try {
      return await work();
    } finally {
      this.#compared.delete(dataOwner);
    }
  }

  /** Asks about keys that were put off, when they are met again. */
  again(): void {
    this.#setPutOff(new Map());
    this.#set(this.#open);
  }

  /** Asks about a key that was put off, now. */
  askAgain(prompt: KeyPrompt): Promise<boolean> {
    const others = [...this.#putOff].filter(([, each]) => each !== prompt);
    this.#setPutOff(new Map(others));
    return this.ask(prompt);
  }

  /** The keys that were put off. */
  readonly putOff = (): readonly KeyPrompt[] => this.#waiting;

  /** Puts everything off, since nobody is there to answer. */
  abandon(): void {
    for (const question of this.#open) {
      question.answer(false);
    }
    this.#setPutOff(new Map());
  }

  /** What is not answered yet, the oldest first. */
  readonly open = (): readonly KeyQuestion[] => this.#open;

  /** Tells of each change; returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #setPutOff(putOff: ReadonlyMap<string, KeyPrompt>): void {
    this.#putOff = putOff;
    this.#waiting = [...putOff.values()];
  }

  #set(open: readonly KeyQuestion[]): void {
    this.#open = open;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
