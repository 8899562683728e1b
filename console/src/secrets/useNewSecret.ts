import { useDeferredValue, useEffect, useState } from "react";
import { type Strength, strengthOf } from "./strength.js";

/** A password or passphrase that somebody chooses. */
export interface NewSecret {
  readonly text: string;
  readonly again: string;
  readonly setText: (text: string) => void;
  readonly setAgain: (text: string) => void;
  /** Of what is typed; undefined while it is estimated, or nothing is typed. */
  readonly strength: Strength | undefined;
  /** Whether what is wrong with it is to be said. */
  readonly checked: boolean;
  /** Whether it may be taken; from then on what is wrong is said. */
  readonly check: () => Promise<boolean>;
}

/** @param known what whoever guesses knows, with blanks between */
export function useNewSecret(known: string): NewSecret {
  const [text, setText] = useState("");
  const [again, setAgain] = useState("");
  const [checked, setChecked] = useState(false);
  const [estimated, setEstimated] = useState<{ readonly of: string; readonly is: Strength }>();
  const settled = useDeferredValue(text);
  useEffect(() => {
    let wanted = settled !== "";
    if (wanted) {
      strengthOf(settled, known.split(" "))
        .then((is) => {
          if (wanted) {
            setEstimated({ of: settled, is });
          }
        })
        // whoever goes on is told that it cannot be estimated
        .catch(() => undefined);
    }
    return () => {
      wanted = false;
    };
  }, [settled, known]);
  const check = async () => {
    setChecked(true);
    const { reason } = await strengthOf(text, known.split(" "));
    return reason === undefined && text === again;
  };
  const strength = estimated?.of === text ? estimated.is : undefined;
  return { text, again, setText, setAgain, strength, checked, check };
}
