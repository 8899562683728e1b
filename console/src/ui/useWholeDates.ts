import { useState } from "react";

/** What a browser says of an input: its value is empty, too, if only a part of a date was typed. */
export interface CheckedInput {
  readonly name: string;
  readonly validity: Pick<ValidityState, "badInput">;
}

/** Which dates of a form were typed in part. */
export interface WholeDates {
  /** Whether none is; those that are say so from then on, and the first gets the focus. */
  readonly check: (form: HTMLFormElement) => boolean;
  /** Looks at one again. */
  readonly look: (input: CheckedInput) => void;
  readonly isPartial: (name: string) => boolean;
}

/** The inputs of which only a part was typed. */
export function partialInputs<T extends object>(
  elements: Iterable<T>,
): readonly (T & CheckedInput)[] {
  return [...elements].filter(
    (each): each is T & CheckedInput =>
      "validity" in each && (each as T & CheckedInput).validity.badInput,
  );
}

/** Sees which dates of a form are not whole, so that none is taken for none. */
export function useWholeDates(): WholeDates {
  const [partial, setPartial] = useState<readonly string[]>([]);
  return {
    check: (form) => {
      const found = partialInputs(form.querySelectorAll("input"));
      setPartial(found.map(({ name }) => name));
      found[0]?.focus();
      return found.length === 0;
    },
    look: ({ name, validity }) => {
      if (!validity.badInput) {
        setPartial((all) => all.filter((each) => each !== name));
      }
    },
    isPartial: (name) => partial.includes(name),
  };
}
