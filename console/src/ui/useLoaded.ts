import { useCallback, useEffect, useState } from "react";

/** Something that a page shows once it is there. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly failure: unknown;
  /** Loads it again; what is shown stays until then. */
  readonly reload: () => void;
}

/** Loads what a page shows; again when `load` is another one. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    load()
      .then((loaded) => {
        if (wanted) {
          setValue(loaded);
          setFailure(undefined);
        }
      })
      .catch((reason: unknown) => {
        if (wanted) {
          setFailure(reason);
        }
      });
    return () => {
      wanted = false;
    };
  }, [load, round]);
  const reload = useCallback(() => setRound((each) => each + 1), []);
  return { value, failure, reload };
}
