/** A code that a person is asked for. */
export interface CodeQuestion {
  /** Why: the server's word for what was wrong with the last one, if there was one. */
  readonly reason: string | undefined;
  answer(code: string): void;
  /** The person has none: the log-in fails. */
  giveUp(): void;
}

/** Asks for codes of a second factor, when a log-in needs one: the first, and those in the background. */
export class CodeQuestions {
  #open: CodeQuestion | undefined;
  readonly #listeners = new Set<() => void>();

  /** What the person types; fails with `why` if they give up. */
  readonly ask = (why: Error & { readonly reason?: unknown }): Promise<string> =>
    new Promise((resolve, reject) => {
      const { reason } = why;
      this.#set({
        reason: typeof reason === "string" ? reason : undefined,
        answer: (code) => {
          this.#set(undefined);
          resolve(code);
        },
        giveUp: () => {
          this.#set(undefined);
          reject(why);
        },
      });
    });

  readonly open = (): CodeQuestion | undefined => this.#open;

  /** Tells of each change; returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #set(open: CodeQuestion | undefined): void {
    this.#open = open;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** Of this page. */
export const codeQuestions = new CodeQuestions();
