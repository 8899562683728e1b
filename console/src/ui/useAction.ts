import { useCallback, useState } from "react";

/** Something that a person starts, that takes a while, and may fail. */
export interface Action<A extends unknown[]> {
  /** Starts it; nothing while it runs. */
  readonly run: (...args: A) => void;
  readonly running: boolean;
  /** Why it failed the last time; undefined if it did not. */
  readonly failure: unknown;
  readonly clear: () => void;
}

/** Makes an action of what may fail. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = (...args: A) => {
    if (running) {
      return;
    }
    setRunning(true);
    setFailure(undefined);
    // what fails before it waits for anything fails as the rest does
    const started = async () => work(...args);
    void started()
      .catch(setFailure)
      .finally(() => setRunning(false));
  };
  const clear = useCallback(() => setFailure(undefined), []);
  return { run, running, failure, clear };
}
